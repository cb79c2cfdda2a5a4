package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.measure.LabelledImages;
import io.github.approxifer.bench.report.Section;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.advisor.Advisor;
import io.github.approxifer.coding.advisor.CodeReport;
import java.util.ArrayList;
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
  }

  /** What came out of one stream, in the order of the schemes. */
  private record Stream(
      String name, Sample base, List<StragglerCell.Result> results, CodeReport advised) {

    StragglerCell.Result best() {
      return results.stream()
          .filter(result -> StreamKind.isCandidate(result.entry()))
          .max(Comparator.comparingDouble(result -> result.right().mean()))
          .orElseThrow();
    }

    StragglerCell.Result ofAdvised() {
      return results.stream()
          .filter(result -> result.entry().name().equals(advised.label()))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Measures all streams. */
  Section section(AccuracyCell named) {
    List<Stream> streams = new ArrayList<>();
    for (StreamKind kind : StreamKind.all()) {
      streams.add(measure(kind));
    }
    List<String> heading = new ArrayList<>(List.of("scheme", "workers"));
    streams.forEach(stream -> heading.add(stream.name()));
    int k = parameters.queries();
    Section section =
        new Section(
            String.format(
                Locale.ROOT,
                "%s, %s, K=%d, S=%d: streams",
                named.model(),
                named.dataset(),
                k,
                parameters.stragglers()),
            heading.toArray(new String[0]));
    section.words(
        String.format(
            Locale.ROOT,
            "Scenes of %d queries: one test image, shifted to and fro by up to 2 pixels, turned by"
                + " 5 degrees and brightened by a tenth with each pixel. Columns: pixels from one"
                + " query of a scene to the next; 4 cameras: four scenes send in turn; shuffled:"
                + " each query from another image. Intervals are over blocks of whole scenes. The"
                + " advisor sees about %d groups of such a stream of other images and chooses among"
                + " schemes of at most K+S workers without a queue.",
            sceneLength(),
            sampleGroups()));
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
          first.get(i).entry().name(),
          Integer.toString(first.get(i).entry().code().workers()),
          streams,
          stream -> stream.results().get(scheme).right().toString());
    }
    row(section, "best", "", streams, stream -> stream.best().entry().name());
    row(section, "advised", "", streams, stream -> stream.advised().label());
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
    return HALF_GROUPS_A_SCENE * parameters.queries() / 2;
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
    LabelledImages frames = kind.draw(moving, bed.test(), count, sceneLength(), settings.seed());
    int[] inSequence = IntStream.range(0, frames.images().numRows).toArray();
    List<StragglerCell.Result> results = new ArrayList<>();
    try (TestBed moved = bed.onImages(frames)) {
      StragglerCell cell =
          StragglerCell.inSequence(moved, parameters, inSequence, block / k, settings.seed());
      for (Entry entry : Entry.all(parameters, bed.dataset().inputShape(), null)) {
        results.add(cell.run(entry));
      }
      LabelledImages sample =
          kind.draw(
              moving,
              bed.heldOut(),
              wholeBlocks(sampleGroups() * k, block, 1),
              sceneLength(),
              settings.seed() + 1);
      return new Stream(kind.name(), cell.base(), results, advise(sample));
    }
  }

  private CodeReport advise(LabelledImages sample) {
    return new Advisor(bed::predict)
        .stragglerSets(StragglerCell.MOST_SETS, settings.seed())
        .advise(
            StreamKind.candidates(Entry.all(parameters, bed.dataset().inputShape(), null)),
            sample.images(),
            bed.predict(sample.images()),
            sample.labels())
        .recommended();
  }
}
