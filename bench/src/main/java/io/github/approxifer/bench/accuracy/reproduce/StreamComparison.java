package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.measure.Entry;
import io.github.approxifer.bench.accuracy.measure.Groups;
import io.github.approxifer.bench.accuracy.measure.LabelledImages;
import io.github.approxifer.bench.accuracy.measure.Sample;
import io.github.approxifer.bench.accuracy.measure.StragglerCell;
import io.github.approxifer.bench.accuracy.measure.TestBed;
import io.github.approxifer.bench.report.Section;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.advisor.Advisor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * All schemes on streams of queries that resemble each other more or less, with what the advisor
 * recommends for each from a sample of other images.
 */
final class StreamComparison {
  /** A scene has two and a half groups, so that every fifth group has a cut in it. */
  private static final int HALF_GROUPS_A_SCENE = 5;

  private static final int MOST_QUERIES = 1920;
  private static final int SAMPLE_GROUPS = 30;

  private final TestBed bed;
  private final CodeParameters parameters;
  private final Settings settings;
  private final LabelledImages moved;
  private final LabelledImages others;

  /**
   * A comparison.
   *
   * @param bed model and images
   * @param parameters an even K, and S
   * @param settings how many queries, and the seed
   */
  StreamComparison(TestBed bed, CodeParameters parameters, Settings settings) {
    this.bed = bed;
    this.parameters = parameters;
    this.settings = settings;
    int count = bed.test().images().numRows;
    int[] order = Groups.shuffled(count, count, settings.seed());
    this.moved = bed.test().select(Arrays.copyOf(order, count / 2));
    this.others = bed.test().select(Arrays.copyOfRange(order, count / 2, count));
  }

  /** What came out of all streams. */
  record Outcome(List<Stream> streams) {}

  /** What came out of one stream, in the order of the schemes. */
  record Stream(String name, Sample base, List<StragglerCell.Result> results, String advised) {

    StragglerCell.Result best() {
      return results.stream()
          .filter(StragglerCell.Result::eligible)
          .max(Comparator.comparingDouble(result -> result.right().mean()))
          .orElseThrow();
    }

    StragglerCell.Result ofAdvised() {
      return results.stream()
          .filter(result -> result.name().equals(advised))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Measures all streams. */
  Outcome measure() {
    return new Outcome(StreamKind.all().stream().map(this::measure).toList());
  }

  /** What came out as a table. */
  static Section section(AccuracyCell named, Outcome outcome) {
    List<Stream> streams = outcome.streams();
    List<String> heading = new ArrayList<>(List.of("scheme", "workers"));
    streams.forEach(stream -> heading.add(stream.name()));
    int k = named.parameters().queries();
    Section section =
        new Section(
            String.format(
                Locale.ROOT,
                "%s, %s, K=%d, S=%d: streams",
                named.model(),
                named.dataset(),
                k,
                named.parameters().stragglers()),
            heading.toArray(new String[0]));
    section.words(
        String.format(
            Locale.ROOT,
            "Scenes of %d queries: one test image, shifted to and fro by up to 2 pixels, turned by"
                + " 5 degrees and brightened by a tenth with each pixel. Columns: pixels from one"
                + " query of a scene to the next; 4 cameras: four scenes send in turn; shuffled:"
                + " each query from another image. Intervals are over blocks of whole scenes. The"
                + " advisor sees up to %d groups of such a stream of other test images and chooses"
                + " among schemes of at most K+S workers without a queue.",
            sceneLength(k),
            SAMPLE_GROUPS));
    addRows(section, streams);
    return section;
  }

  private static void addRows(Section section, List<Stream> streams) {
    row(section, "base", "", streams, stream -> stream.base().toString());
    List<StragglerCell.Result> first = streams.get(0).results();
    for (int i = 0; i < first.size(); i++) {
      int scheme = i;
      row(
          section,
          first.get(i).name(),
          Integer.toString(first.get(i).workers()),
          streams,
          stream -> stream.results().get(scheme).right().toString());
    }
    row(section, "best", "", streams, stream -> stream.best().name());
    row(section, "advised", "", streams, Stream::advised);
    row(
        section,
        "advised less best",
        "",
        streams,
        stream -> stream.ofAdvised().right().minus(stream.best().right()).signed());
  }

  private static void row(
      Section section,
      String name,
      String workers,
      List<Stream> streams,
      Function<Stream, String> value) {
    List<String> row = new ArrayList<>(List.of(name, workers));
    streams.forEach(stream -> row.add(value.apply(stream)));
    section.row(row.toArray(new String[0]));
  }

  private int sceneLength() {
    return sceneLength(parameters.queries());
  }

  private static int sceneLength(int queries) {
    return HALF_GROUPS_A_SCENE * queries / 2;
  }

  private int sampleGroups() {
    return Math.max(
        HALF_GROUPS_A_SCENE,
        Math.min(SAMPLE_GROUPS, settings.images(parameters.queries()) / parameters.queries() / 2));
  }

  /** Queries of whole scenes, or of whole groups if there are no scenes. */
  private int block(StreamKind kind) {
    return kind.cameras() == 0 ? parameters.queries() : Math.max(2, kind.cameras()) * sceneLength();
  }

  private static int wholeBlocks(int wanted, int block, int least) {
    return Math.max(least, wanted / block) * block;
  }

  private Stream measure(StreamKind kind) {
    int k = parameters.queries();
    int wanted = Math.min(MOST_QUERIES, settings.images(k));
    int block = block(kind);
    int count = wholeBlocks(wanted, block, Settings.LEAST_GROUPS);
    MovingImages moving = new MovingImages(bed.dataset());
    LabelledImages frames = kind.draw(moving, moved, count, sceneLength(), settings.seed());
    int[] inSequence = IntStream.range(0, frames.images().numRows).toArray();
    List<StragglerCell.Result> results = new ArrayList<>();
    List<Entry> entries =
        Entry.all(parameters, bed.dataset().inputShape(), null, bed.student()).stream()
            .filter(entry -> !entry.candidate().needsFitting())
            .toList();
    try (TestBed onFrames = bed.onImages(frames)) {
      StragglerCell cell =
          StragglerCell.inSequence(onFrames, parameters, inSequence, block / k, settings.seed());
      for (Entry entry : entries) {
        results.add(cell.run(entry));
      }
      int wantedSample = wholeBlocks(sampleGroups() * k, block, 1);
      LabelledImages sample =
          kind.draw(moving, others, wantedSample, sceneLength(), settings.seed() + 1);
      return new Stream(kind.name(), cell.base(), results, advise(entries, sample));
    }
  }

  private String advise(List<Entry> entries, LabelledImages sample) {
    return Advisor.of(bed::predict)
        .withStragglerSets(StragglerCell.MOST_SETS, settings.seed())
        .advise(
            StreamKind.candidates(entries),
            sample.images(),
            bed.predict(sample.images()),
            sample.labels())
        .recommended()
        .label();
  }
}
