package io.github.approxifer.bench.jmh;

import io.github.approxifer.bench.report.MarkdownTable;
import io.github.approxifer.bench.report.Section;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/** Any benchmarks' results as one table. */
public final class BenchmarkTable {
  private static final String[] HEADING = {
    "Benchmark", "Parameters", "Score", "± 99.9 %", "Unit", "B/op"
  };

  private BenchmarkTable() {}

  /**
   * A row for each benchmark and choice of parameters, in the order in which they ran.
   *
   * @param results JMH's results
   * @return benchmark, parameters, score, half the width of its 99.9 % confidence interval, unit,
   *     and the bytes allocated a call if the gc profiler ran
   */
  public static MarkdownTable of(Collection<RunResult> results) {
    MarkdownTable table = new MarkdownTable(HEADING);
    results.forEach(result -> table.row(row(result)));
    return table;
  }

  /**
   * The same as a section.
   *
   * @param results JMH's results
   * @return a section for a report
   */
  public static Section section(Collection<RunResult> results) {
    Section section = new Section("Every benchmark of this run", HEADING);
    results.forEach(result -> section.row(row(result)));
    return section;
  }

  /** Class and method, without the package. */
  static String name(BenchmarkParams params) {
    String name = params.getBenchmark();
    return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
  }

  private static String[] row(RunResult result) {
    return new String[] {
      name(result.getParams()),
      parameters(result.getParams()),
      String.format(Locale.ROOT, "%.4g", result.getPrimaryResult().getScore()),
      String.format(Locale.ROOT, "%.2g", result.getPrimaryResult().getScoreError()),
      result.getPrimaryResult().getScoreUnit(),
      allocation(result)
    };
  }

  private static String parameters(BenchmarkParams params) {
    StringBuilder text = new StringBuilder();
    for (String key : params.getParamsKeys()) {
      text.append(text.isEmpty() ? "" : ", ").append(key).append('=').append(params.getParam(key));
    }
    return text.toString();
  }

  private static String allocation(RunResult result) {
    for (String key : result.getSecondaryResults().keySet()) {
      if (key.endsWith("gc.alloc.rate.norm")) {
        return String.format(Locale.ROOT, "%.3f", result.getSecondaryResults().get(key).getScore());
      }
    }
    return "";
  }
}
