package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.measure.Entry;
import io.github.approxifer.bench.accuracy.measure.LiarCell;
import io.github.approxifer.bench.accuracy.measure.Sample;
import io.github.approxifer.bench.accuracy.measure.StragglerCell;
import io.github.approxifer.bench.accuracy.measure.TestBed;
import io.github.approxifer.bench.accuracy.measure.Way;
import io.github.approxifer.bench.report.Family;
import io.github.approxifer.bench.report.Section;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.advisor.StudentCandidates;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.attack.Attack;
import io.github.approxifer.models.Model;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Measures cells and turns what came out into the sections that compare all schemes. */
final class Comparison {
  private final Settings settings;

  Comparison(Settings settings) {
    this.settings = settings;
  }

  /**
   * What was measured in a cell of stragglers.
   *
   * @param results all schemes
   * @param base the model's own accuracy
   * @param queries how many were served
   * @param source which images they are
   * @param remarks what is to be said beside, of the student first
   */
  record Stragglers(
      List<StragglerCell.Result> results,
      Sample base,
      int queries,
      String source,
      List<String> remarks) {

    StragglerCell.Result of(String name) {
      return results.stream()
          .filter(result -> result.name().equals(name))
          .findFirst()
          .orElseThrow();
    }

    /** The published scheme. */
    StragglerCell.Result published() {
      return of(Entry.PUBLISHED);
    }

    /** Some of the queries twice. */
    StragglerCell.Result partial() {
      return of(Entry.PARTIAL_REPLICATION);
    }

    /** The most accurate scheme without a student that needs no more workers and no queue. */
    StragglerCell.Result best() {
      return results.stream()
          .filter(StragglerCell.Result::eligible)
          .filter(result -> result.family() != Family.STUDENT)
          .max(Comparator.comparingDouble(result -> result.right().mean()))
          .orElseThrow();
    }

    /** The hardest queries twice, lost answers from the student; empty if there is none. */
    Optional<StragglerCell.Result> withStudent() {
      return results.stream().filter(r -> r.name().equals(StudentCandidates.HARDEST)).findFirst();
    }
  }

  /**
   * Measures a cell of stragglers.
   *
   * @param all whether all schemes are compared; else the published one is measured alone
   */
  Stragglers stragglers(TestBed bed, AccuracyCell named, boolean all) throws IOException {
    CodeParameters p = named.parameters();
    StragglerCell cell = new StragglerCell(bed, p, settings.images(p.queries()), settings.seed());
    List<StragglerCell.Result> results = new ArrayList<>();
    List<String> remarks = remarks(bed);
    try (Model parity = bed.parityModel(p.queries())) {
      for (Entry entry : Entry.all(p, bed.dataset().inputShape(), parity, bed.student())) {
        try {
          if (all || entry.name().equals(Entry.PUBLISHED)) {
            results.add(cell.run(entry));
          }
        } catch (IllegalArgumentException tooFewGroups) {
          remarks.add(leftOut(entry.name(), tooFewGroups));
        }
      }
    }
    if (all && bed.student().isPresent()) {
      results.add(cell.backup("Student on the extra workers", bed.studentBase()));
    }
    return new Stragglers(results, cell.base(), cell.queries(), bed.source(), remarks);
  }

  private static String leftOut(String scheme, IllegalArgumentException why) {
    return scheme + " is left out: " + why.getMessage() + ".";
  }

  private static List<String> remarks(TestBed bed) {
    if (bed.student().isEmpty()) {
      return new ArrayList<>(
          List.of("No student of this model is trained, so schemes with one are left out."));
    }
    int[] labels = bed.test().labels();
    double agreed = 0;
    double right = 0;
    for (int i = 0; i < labels.length; i++) {
      int said = Answers.largest(bed.studentBase(), i);
      agreed += said == Answers.largest(bed.base(), i) ? 1 : 0;
      right += said == labels[i] ? 1 : 0;
    }
    return new ArrayList<>(
        List.of(
            String.format(
                Locale.ROOT,
                "The student names the model's class for %.3f of all images and is right for %.3f.",
                agreed / labels.length,
                right / labels.length)));
  }

  /** All schemes as a table and a chart. */
  static Section section(AccuracyCell named, Stragglers cell) {
    CodeParameters p = named.parameters();
    Sample base = cell.base();
    Sample partial = cell.of(Entry.PARTIAL_REPLICATION).right();
    String title = title(named) + ", S=" + p.stragglers();
    Section section =
        new Section(
            title + ": all schemes",
            "scheme",
            "workers",
            "accuracy",
            "of degraded answers",
            "less base",
            "over partial replication",
            "calibration error");
    section.words(
        String.format(
                Locale.ROOT,
                "%d queries, images of %s; base %s. Each group with every set of %d stragglers, or %d"
                    + " drawn ones. ",
                cell.queries(),
                cell.source(),
                base,
                p.stragglers(),
                StragglerCell.MOST_SETS)
            + String.join(" ", cell.remarks()));
    List<StragglerCell.Result> ranked =
        cell.results().stream()
            .sorted(Comparator.comparingDouble(result -> -result.right().mean()))
            .toList();
    for (StragglerCell.Result result : ranked) {
      section.row(
          result.name(),
          Integer.toString(result.workers()),
          result.right().toString(),
          Double.isNaN(result.degraded()) ? "none" : share(result.degraded()),
          result.right().minus(base).fine(),
          result.right().minus(partial).signed(),
          Double.isNaN(result.calibration()) ? "too few" : share(result.calibration()));
    }
    String file =
        String.format(
            Locale.ROOT,
            "overhead-%s-%s-K%d-S%d",
            TestBed.fileName(named.model()),
            TestBed.fileName(named.dataset()),
            p.queries(),
            p.stragglers());
    section.chart(file, title, SchemeChart.of(title, ranked, base, p.queries()));
    return section;
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String title(AccuracyCell cell) {
    return cell.model() + ", " + cell.dataset() + ", K=" + cell.parameters().queries();
  }

  /**
   * What was measured in a cell of liars.
   *
   * @param attacks what the liars do, in the order of the outcomes behind the first
   * @param lines all ways
   * @param base the model's own accuracy
   * @param queries how many were served
   * @param source which images they are
   * @param remarks what is to be said beside
   */
  record Liars(
      List<String> attacks,
      List<LiarCell.Line> lines,
      Sample base,
      int queries,
      String source,
      List<String> remarks) {

    Optional<LiarCell.Line> of(String name) {
      return lines.stream().filter(line -> line.name().equals(name)).findFirst();
    }

    /** The published scheme under an attack. */
    Optional<Sample> published(Attack attack) {
      int column = attacks.indexOf(attack.name());
      return of(Way.PUBLISHED)
          .filter(line -> column >= 0)
          .map(line -> line.outcomes().get(1 + column).right());
    }
  }

  /**
   * Measures a cell of liars.
   *
   * @param all whether all ways are compared; else the published one is measured alone
   */
  Liars liars(TestBed bed, AccuracyCell named, boolean all) {
    CodeParameters p = named.parameters();
    int groups = settings.byzantineGroups(bed.test().images().numRows);
    LiarCell cell = new LiarCell(bed, p, groups, false, settings.seed());
    List<LiarCell.Line> lines = new ArrayList<>();
    List<String> remarks = remarks(bed);
    for (Way way : cell.ways()) {
      try {
        if (all || way.name().equals(Way.PUBLISHED)) {
          lines.add(cell.run(way));
        }
      } catch (IllegalArgumentException tooFewGroups) {
        remarks.add(leftOut(way.name(), tooFewGroups));
      }
    }
    Sample base = cell.base();
    return new Liars(cell.attacks(), lines, base, base.size() * p.queries(), bed.source(), remarks);
  }

  /** All ways as a table. */
  static Section section(AccuracyCell named, Liars cell) {
    CodeParameters p = named.parameters();
    List<String> heading = new ArrayList<>(List.of("way", "workers", "nobody lies"));
    heading.addAll(cell.attacks());
    Section section =
        new Section(
            title(named) + ", E=" + p.errors() + ": all ways", heading.toArray(new String[0]));
    section.words(
        cell.queries() / p.queries()
            + " groups, images of "
            + cell.source()
            + "; base "
            + cell.base()
            + ". Queries in random order, E liars a group. \"Requests\": for each query, in all rounds. "
            + String.join(" ", cell.remarks()));
    for (LiarCell.Line line : cell.lines()) {
      row(section, line.name(), Integer.toString(line.workers()), line, o -> o.right().toString());
    }
    LiarCell.Line published = cell.of(Way.PUBLISHED).orElseThrow();
    for (LiarCell.Line line : cell.lines()) {
      if (line.outcomes().stream().anyMatch(outcome -> outcome.requests() > 0)) {
        row(
            section,
            line.name() + ", less base",
            "",
            line,
            o -> o.right().minus(cell.base()).fine());
        row(
            section,
            line.name() + ", requests",
            "",
            line,
            o -> String.format(Locale.ROOT, "%.2f", (line.workers() + o.requests()) / p.queries()));
      }
    }
    cell.of(Way.PAIRED).ifPresent(paired -> difference(section, paired, published));
    cell.of(Way.RECHECKED).ifPresent(rechecked -> difference(section, rechecked, published));
    return section;
  }

  private static void row(
      Section section,
      String name,
      String workers,
      LiarCell.Line line,
      Function<LiarCell.Outcome, String> value) {
    List<String> row = new ArrayList<>(List.of(name, workers));
    line.outcomes().forEach(outcome -> row.add(value.apply(outcome)));
    section.row(row.toArray(new String[0]));
  }

  private static void difference(Section section, LiarCell.Line line, LiarCell.Line published) {
    List<String> row = new ArrayList<>(List.of(line.name() + ", less published", ""));
    for (int i = 0; i < line.outcomes().size(); i++) {
      Sample theirs = published.outcomes().get(i).right();
      row.add(line.outcomes().get(i).right().minus(theirs).signed());
    }
    section.row(row.toArray(new String[0]));
  }
}
