package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.measure.Entry;
import io.github.approxifer.bench.accuracy.measure.Sample;
import io.github.approxifer.bench.accuracy.measure.StragglerCell;
import io.github.approxifer.bench.accuracy.measure.TestBed;
import io.github.approxifer.bench.report.Family;
import io.github.approxifer.bench.report.RowChart;
import io.github.approxifer.bench.report.RowChart.Shape;
import io.github.approxifer.bench.report.RowChart.Value;
import io.github.approxifer.bench.report.Section;
import io.github.approxifer.coding.advisor.StudentCandidates;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The accuracy that the main schemes lose, beside the requests that a query takes. */
final class LossChart {
  /** The groups that are drawn: those of which there are most cells. */
  private static final int QUERIES = 8;

  /** The scheme of the tables, and what the chart calls it. */
  private record Line(String scheme, String label) {}

  private static final List<Line> LINES =
      List.of(
          new Line(Entry.PUBLISHED, "published scheme"),
          new Line(Entry.PARTIAL_REPLICATION, "any query copied"),
          new Line(Entry.PARTIAL_REPLICATION + ", queue", "the same, queued"),
          new Line(StudentCandidates.UNCODED, "student alone"),
          new Line(StudentCandidates.HARDEST, "student, hardest copied"));

  private LossChart() {}

  /**
   * Adds a section for each model and dataset with a student.
   *
   * @param cells all cells that are measured
   * @param report receives the sections
   */
  static void add(Map<AccuracyCell, Comparison.Stragglers> cells, Report report) {
    List<AccuracyCell> done = new ArrayList<>();
    for (AccuracyCell cell : cells.keySet()) {
      if (done.stream().noneMatch(cell::isOf)) {
        done.add(cell);
        section(cell, cells).ifPresent(report::add);
      }
    }
  }

  private static Optional<Section> section(
      AccuracyCell of, Map<AccuracyCell, Comparison.Stragglers> cells) {
    String name = of.model() + ", " + of.dataset();
    Section section = new Section(name + ": what a request more buys");
    String file =
        "lost-%s-%s".formatted(TestBed.fileName(of.model()), TestBed.fileName(of.dataset()));
    RowChart all = chart(name);
    cells.forEach(
        (cell, measured) -> {
          if (cell.isOf(of)
              && cell.parameters().queries() == QUERIES
              && measured.withStudent().isPresent()) {
            add(all, cell, measured);
            if (cell.parameters().stragglers() == 1) {
              RowChart one = chart(name);
              add(one, cell, measured);
              section.chart(file + "-S1", name + ", one straggler", one);
            }
          }
        });
    if (all.isEmpty()) {
      return Optional.empty();
    }
    section.words(
        "The accuracy that is lost when S of the answers to K queries do not come, below the"
            + " model's own, with the requests that a query takes.");
    section.chart(file, name + ", all stragglers", all);
    return Optional.of(section);
  }

  private static RowChart chart(String name) {
    return new RowChart(name + ": S of K answers do not come", "accuracy lost", "%.3f")
        .series("loss", Shape.BAR, Family.OURS);
  }

  private static void add(RowChart chart, AccuracyCell cell, Comparison.Stragglers measured) {
    int stragglers = cell.parameters().stragglers();
    chart.heading("K=%d, S=%d (requests per query)".formatted(QUERIES, stragglers));
    for (Line line : LINES) {
      StragglerCell.Result result = measured.of(line.scheme());
      Sample loss = measured.base().minus(result.right());
      row(
          chart,
          line.label(),
          (double) result.workers() / QUERIES,
          result.family(),
          new Value(loss.mean(), loss.interval()));
    }
    // With every query at S+1 workers no answer is lost.
    row(chart, "every query copied", stragglers + 1, Family.COPIES, Value.of(0));
  }

  private static void row(
      RowChart chart, String label, double requests, Family family, Value loss) {
    chart.coloured(String.format(Locale.ROOT, "%s (%.3f)", label, requests), family, loss);
  }
}
