package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.measure.Sample;
import io.github.approxifer.bench.accuracy.reproduce.PublishedTable.Measured;
import io.github.approxifer.bench.report.Family;
import io.github.approxifer.bench.report.Page;
import io.github.approxifer.bench.report.RowChart;
import io.github.approxifer.bench.report.RowChart.Shape;
import io.github.approxifer.bench.report.RowChart.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came out of a run, for the head of its page. Confined to one thread. */
final class Summary {
  /** How near a printed loss of accuracy counts as the same. */
  private static final double NEAR = 0.03;

  /** A cell and what came out. */
  private record Cell(AccuracyCell named, Comparison.Stragglers measured) {}

  private final List<Cell> cells = new ArrayList<>();
  private int printed;
  private int near;

  /** Adds a cell of stragglers. */
  void add(AccuracyCell named, Comparison.Stragglers cell) {
    cells.add(new Cell(named, cell));
  }

  /** Compares the accuracy that the code costs, each below its own base. */
  void compare(Measured ours, double printedLoss) {
    printed++;
    near += Math.abs(ours.loss() - printedLoss) <= NEAR ? 1 : 0;
  }

  void write(Page page) {
    if (printed > 0) {
      page.verdict(
          String.format(
              Locale.ROOT,
              "In %d of %d printed values the published scheme costs as much accuracy here as it"
                  + " cost there, within %.2f, each below its own base.",
              near,
              printed,
              NEAR));
    }
    long behind =
        cells.stream()
            .map(Cell::measured)
            .filter(c -> c.published().right().mean() < c.partial().right().mean())
            .count();
    if (!cells.isEmpty()) {
      page.verdict(
          String.format(
              Locale.ROOT,
              "In %d of %d cells with stragglers the published scheme is less accurate than S of the"
                  + " queries sent twice, with as many workers.",
              behind,
              cells.size()));
      List<Sample> losses =
          cells.stream()
              .flatMap(
                  c ->
                      c
                          .measured()
                          .withStudent()
                          .map(r -> c.measured().base().minus(r.right()))
                          .stream())
              .toList();
      if (!losses.isEmpty()) {
        page.verdict(
            String.format(
                Locale.ROOT,
                "With a student and the hardest S queries copied, as many workers lose %.4f to %.4f of"
                    + " accuracy.",
                losses.stream().mapToDouble(Sample::mean).min().orElseThrow(),
                losses.stream().mapToDouble(Sample::mean).max().orElseThrow()));
      }
      page.lead("schemes", "the published scheme, copies and the best of all", chart());
    }
  }

  private RowChart chart() {
    RowChart chart =
        new RowChart("K+S workers, S of them straggle", "accuracy", "%.3f")
            .series("as published", Shape.DOT, Family.PRINTED)
            .series("S queries twice", Shape.DOT, Family.COPIES)
            .series("the best without a student", Shape.DOT, Family.CODES)
            .series("the hardest copied, student", Shape.DOT, Family.STUDENT)
            .series("base model", Shape.LINE, Family.YARDSTICK);
    String heading = "";
    double low = 1;
    for (Cell cell : cells) {
      AccuracyCell named = cell.named();
      Comparison.Stragglers measured = cell.measured();
      String of = named.model() + ", " + named.dataset();
      if (!of.equals(heading)) {
        heading = of;
        chart.heading(heading);
      }
      Sample published = measured.published().right();
      low = Math.min(low, published.mean() - published.interval());
      chart.row(
          "K=" + named.parameters().queries() + ", S=" + named.parameters().stragglers(),
          drawn(published),
          drawn(measured.partial().right()),
          drawn(measured.best().right()),
          measured.withStudent().map(result -> drawn(result.right())).orElse(null),
          Value.of(measured.base().mean()));
    }
    return chart.axis(Math.max(0, Math.floor((low - 0.01) * 20) / 20), 1);
  }

  private static Value drawn(Sample sample) {
    return new Value(sample.mean(), sample.interval());
  }
}
