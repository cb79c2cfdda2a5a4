package io.github.approxifer.bench.accuracy.student;

import io.github.approxifer.bench.report.Family;
import io.github.approxifer.bench.report.RowChart;
import io.github.approxifer.bench.report.RowChart.Shape;
import io.github.approxifer.bench.report.RowChart.Value;
import io.github.approxifer.coding.CodeParameters;
import java.util.List;
import java.util.Locale;

/** The accuracy that the main schemes lose, cell by cell. Confined to one thread. */
final class LossChart {
  /** The scheme of the tables, what the chart calls it, and its colour. */
  private record Line(String scheme, String label, Family family) {}

  private static final List<Line> LINES =
      List.of(
          new Line("Berrut as published", "published scheme", Family.PRINTED),
          new Line("partial replication", "any query copied", Family.COPIES),
          new Line("partial replication, queue", "the same, queued", Family.COPIES),
          new Line("no redundancy, student", "student alone", Family.STUDENT),
          new Line("the hardest copied, student", "student, hardest copied", Family.STUDENT));

  private final RowChart chart;

  /**
   * An empty chart.
   *
   * @param title what it shows
   */
  LossChart(String title) {
    this.chart =
        new RowChart(title, "accuracy lost", "%.3f").series("loss", Shape.BAR, Family.OURS);
  }

  /**
   * Adds a cell.
   *
   * @param parameters K and S
   * @param results what its schemes reached; those that the chart does not name are left out
   * @param student whose schemes are drawn
   */
  void add(CodeParameters parameters, List<StragglerCell.Result> results, String student) {
    chart.heading(
        "K=%d, S=%d (requests per query)".formatted(parameters.queries(), parameters.stragglers()));
    for (Line line : LINES) {
      for (StragglerCell.Result result : results) {
        if (result.scheme().replace(" [" + student + "]", "").equals(line.scheme())) {
          row(
              line.label(),
              result.requests(),
              line.family(),
              new Value(result.loss().mean(), result.loss().interval()));
        }
      }
    }
    // With every query at S+1 workers no answer is lost.
    row("every query copied", parameters.stragglers() + 1.0, Family.COPIES, Value.of(0));
  }

  private void row(String label, double requests, Family family, Value loss) {
    chart.coloured(String.format(Locale.ROOT, "%s (%.3f)", label, requests), family, loss);
  }

  /** The chart as a file. */
  String document() {
    return chart.document();
  }
}
