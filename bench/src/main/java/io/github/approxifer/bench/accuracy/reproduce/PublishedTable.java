package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.measure.Sample;
import io.github.approxifer.bench.report.Section;
import io.github.approxifer.coding.CodeParameters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** One of the printed tables with our values beside it. */
final class PublishedTable {
  /** What we measured in a cell. */
  record Measured(Sample accuracy, Sample base, int queries) {
    /** How much accuracy the code costs. */
    double loss() {
      return base.mean() - accuracy.mean();
    }
  }

  private static final String ACCURACY = "accuracy";
  private static final String BASE = "base_accuracy";

  private final List<PublishedAccuracy> all;

  PublishedTable(List<PublishedAccuracy> all) {
    this.all = all;
  }

  /**
   * The section of a table. Cells that are trained and not of this run are left out; if nothing of
   * the table was measured, it has no row.
   *
   * @param source {@code later report} or {@code earlier report}
   * @param number such as 15; its parts a (MNIST) and b (CIFAR-10) come together
   * @param measured our value of a cell, or empty
   * @param trained whether there are weights for a cell
   */
  Section section(
      String source,
      int number,
      Function<PublishedAccuracy, Optional<Measured>> measured,
      Predicate<PublishedAccuracy> trained) {
    Section section =
        new Section(
            "Table " + number + " of the " + source,
            "model",
            "dataset",
            "K",
            "S",
            "E",
            "sigma",
            "ours",
            "our base",
            "queries",
            "authors",
            "report",
            "base of the report",
            "loss: ours less report's",
            "remark");
    List<PublishedAccuracy> cells = cells(source, number);
    boolean any = cells.stream().anyMatch(cell -> measured.apply(cell).isPresent());
    for (PublishedAccuracy cell : cells) {
      Optional<Measured> ours = measured.apply(cell);
      if (ours.isEmpty() && (trained.test(cell) || !any)) {
        continue;
      }
      Optional<PublishedAccuracy> base = base(cell);
      CodeParameters p = cell.parameters();
      section.row(
          cell.model(),
          cell.dataset(),
          Integer.toString(p.queries()),
          Integer.toString(p.stragglers()),
          Integer.toString(p.errors()),
          p.errors() == 0 ? "" : String.format(Locale.ROOT, "%.0f", cell.sigma()),
          ours.map(m -> m.accuracy().toString()).orElse("not trained"),
          ours.map(m -> m.base().toString()).orElse(""),
          ours.map(m -> Integer.toString(m.queries())).orElse(""),
          authors(cell).map(PublishedTable::value).orElse(""),
          value(cell),
          base.map(PublishedTable::value).orElse(""),
          ours.flatMap(m -> printedLoss(cell).map(loss -> m.loss() - loss))
              .map(difference -> String.format(Locale.ROOT, "%+.3f", difference))
              .orElse(""),
          remark(cell));
    }
    return section;
  }

  /** The coded accuracies of a table, in its order. */
  List<PublishedAccuracy> cells(String source, int number) {
    return all.stream()
        .filter(p -> p.source().equals(source) && p.kind().equals(ACCURACY))
        .filter(p -> p.table().replaceAll("[a-z]$", "").equals("T" + number))
        .toList();
  }

  /** How much accuracy the code cost there, below the base of the report. */
  Optional<Double> printedLoss(PublishedAccuracy cell) {
    return base(cell).map(base -> base.value() - cell.value());
  }

  private Optional<PublishedAccuracy> authors(PublishedAccuracy cell) {
    return all.stream()
        .filter(p -> p.kind().equals(ACCURACY) && same(p, cell))
        .filter(p -> p.table().equals("quoted in " + cell.source() + " " + cell.table()))
        .findFirst();
  }

  /** The base printed in the same table, else the first printed for the same model and images. */
  private Optional<PublishedAccuracy> base(PublishedAccuracy cell) {
    List<PublishedAccuracy> bases =
        all.stream()
            .filter(p -> p.kind().equals(BASE) && !p.source().equals("paper"))
            .filter(p -> p.model().equals(cell.model()) && p.dataset().equals(cell.dataset()))
            .toList();
    return bases.stream()
        .filter(p -> p.table().equals(cell.table()) && p.sigma() == cell.sigma())
        .filter(
            p ->
                p.parameters().equals(cell.parameters())
                    || p.parameters().equals(new CodeParameters(cell.parameters().queries(), 0, 0)))
        .findFirst()
        .or(() -> bases.stream().findFirst());
  }

  private static boolean same(PublishedAccuracy one, PublishedAccuracy other) {
    return one.model().equals(other.model())
        && one.dataset().equals(other.dataset())
        && one.parameters().equals(other.parameters())
        && one.sigma() == other.sigma();
  }

  private static String value(PublishedAccuracy published) {
    return String.format(Locale.ROOT, "%.4g", published.value());
  }

  private static String remark(PublishedAccuracy cell) {
    if (cell.wrongHeading()) {
      return "printed under MNIST, but these are CIFAR-10's numbers";
    }
    if (cell.parameters().errors() > 0 && cell.sigma() == 1) {
      return "noise far below the logits: says little";
    }
    return cell.note().contains("prints a different value")
        ? "another value in another table of the report"
        : "";
  }
}
