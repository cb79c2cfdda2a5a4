package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.measure.Sample;
import io.github.approxifer.bench.accuracy.measure.StragglerCell;
import io.github.approxifer.bench.report.Family;
import io.github.approxifer.bench.report.RowChart;
import io.github.approxifer.bench.report.RowChart.Shape;
import io.github.approxifer.bench.report.RowChart.Value;
import java.util.Comparator;
import java.util.List;

/** The accuracy of every scheme of a cell, those of the same cost together. */
final class SchemeChart {
  private SchemeChart() {}

  static RowChart of(String title, List<StragglerCell.Result> results, Sample base, int queries) {
    RowChart chart =
        new RowChart(title, "accuracy", "%.3f")
            .series("accuracy with its interval", Shape.DOT, Family.CODES)
            .series("base model", Shape.LINE, Family.YARDSTICK);
    double low =
        results.stream().mapToDouble(r -> r.right().mean() - r.right().interval()).min().orElse(0);
    chart.axis(Math.max(0, Math.floor((low - 0.01) * 20) / 20), 1);
    int workers = 0;
    List<StragglerCell.Result> ordered =
        results.stream()
            .sorted(
                Comparator.comparingInt(StragglerCell.Result::workers)
                    .thenComparingDouble(r -> -r.right().mean()))
            .toList();
    for (StragglerCell.Result result : ordered) {
      if (workers != result.workers()) {
        workers = result.workers();
        chart.heading(workers + " workers for " + queries + " queries");
      }
      chart.coloured(
          result.name(),
          result.family(),
          new Value(result.right().mean(), result.right().interval()),
          Value.of(base.mean()));
    }
    return chart;
  }
}
