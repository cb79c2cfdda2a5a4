package io.github.approxifer.bench.load.tail;

import io.github.approxifer.bench.report.Chart;
import io.github.approxifer.bench.report.Family;
import io.github.approxifer.bench.report.MarkdownTable;
import io.github.approxifer.bench.report.RowChart;
import io.github.approxifer.bench.report.RowChart.Shape;
import io.github.approxifer.bench.report.RowChart.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The tables and charts of the study. */
final class TailReport {
  private TailReport() {}

  /** A scheme in the simulator. */
  record Simulated(String scheme, TailSimulator.Result result) {}

  /** A scheme on real processes, beside the simulator. */
  record Real(String scheme, RealRun.Result measured, TailSimulator.Result simulated) {}

  static String simulated(List<Simulated> rows) {
    MarkdownTable table =
        new MarkdownTable(
            "scheme",
            "requests per query",
            "by the student",
            "query mean",
            "p50",
            "p99",
            "p99.9",
            "group mean",
            "p50",
            "p99",
            "p99.9");
    for (Simulated row : rows) {
      Tail query = row.result().query();
      Tail group = row.result().group();
      table.row(
          row.scheme(),
          "%.3f".formatted(row.result().load()),
          row.result().student() == 0 ? "" : "%.4f".formatted(row.result().student()),
          s(query.mean()),
          s(query.p50()),
          s(query.p99()),
          s(query.p999()),
          s(group.mean()),
          s(group.p50()),
          s(group.p99()),
          s(group.p999()));
    }
    return table.toString();
  }

  static String real(List<Real> rows) {
    MarkdownTable table =
        new MarkdownTable(
            "scheme",
            "accuracy",
            "group mean",
            "simulated",
            "p99",
            "simulated",
            "ratio",
            "p99.9",
            "simulated",
            "ratio");
    for (Real row : rows) {
      Tail measured = row.measured().group();
      Tail simulated = row.simulated().group();
      table.row(
          row.scheme(),
          String.format(Locale.ROOT, "%.4f", row.measured().right().mean()),
          s(measured.mean()),
          s(simulated.mean()),
          s(measured.p99()),
          s(simulated.p99()),
          ratio(measured.p99(), simulated.p99()),
          s(measured.p999()),
          s(simulated.p999()),
          ratio(measured.p999(), simulated.p999()));
    }
    return table.toString();
  }

  static String students(List<StudentRun.Row> rows) {
    MarkdownTable table =
        new MarkdownTable(
            "scheme",
            "requests per query",
            "by the student",
            "accuracy",
            "to the network's own",
            "query p50",
            "p99",
            "p99.9",
            "95 % interval",
            "simulated",
            "slowest",
            "group p99",
            "simulated");
    for (StudentRun.Row row : rows) {
      Tail query = row.query();
      table.row(
          row.scheme(),
          "%.3f".formatted(row.requests()),
          row.student() == 0 ? "" : "%.4f".formatted(row.student()),
          "%.4f".formatted(row.right().mean()),
          row.gained().fine(),
          s(query.p50()),
          s(query.p99()),
          s(query.p999()),
          s(query.p999Low()) + " to " + s(query.p999High()),
          s(row.simulated().query().p999()),
          s(query.slowest()),
          s(row.group().p99()),
          s(row.simulated().group().p99()));
    }
    return table
        + "\n%d groups; a forward takes %s s, which the simulator leaves out.\n"
            .formatted(
                rows.get(0).right().size(),
                s(rows.stream().mapToDouble(StudentRun.Row::forward).max().orElseThrow()));
  }

  private static String ratio(double a, double b) {
    return b == 0 ? "" : String.format(Locale.ROOT, "%.3f", a / b);
  }

  private static String s(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  /** The 99 % quantile of a group, those schemes first that send least. */
  static Chart chart(String title, List<Simulated> rows) {
    RowChart chart =
        new RowChart(title + ": 99 % of the groups are answered within", "seconds", "%.2f")
            .series("99 % quantile", Shape.BAR, Family.OURS)
            .heading("scheme (requests per query)");
    rows.stream()
        .sorted(Comparator.comparingDouble(row -> row.result().load()))
        .forEach(
            row ->
                chart.coloured(
                    "%s (%.2f)".formatted(row.scheme(), row.result().load()),
                    family(row),
                    Value.of(row.result().group().p99())));
    return chart;
  }

  private static Family family(Simulated row) {
    if (row.result().student() > 0) {
      return Family.STUDENT;
    }
    if (row.scheme().matches(".*(copies|replication|hedged).*")) {
      return Family.COPIES;
    }
    return row.scheme().equals(TailScheme.uncoded().name()) ? Family.YARDSTICK : Family.CODES;
  }
}
