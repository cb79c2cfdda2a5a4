package io.github.approxifer.bench.jmh;

import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.Options;

/**
 * Benchmarks that run with the same options.
 *
 * @param title what they measure, for the console
 * @param options JMH's options: which benchmarks, which parameters, how long
 * @param secondsEach about how long one benchmark with one choice of parameters takes; for the
 *     remaining time
 */
public record BenchmarkStep(String title, Options options, double secondsEach) {

  /** How many benchmarks the step has, each choice of parameters counted. */
  int count(OutputFormat output) {
    int count = 0;
    for (BenchmarkListEntry entry :
        BenchmarkList.defaultList().find(output, options.getIncludes(), options.getExcludes())) {
      int choices = 1;
      Map<String, String[]> parameters = entry.getParams().orElse(Map.of());
      for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
        choices *=
            options.getParameter(parameter.getKey()).orElse(List.of(parameter.getValue())).size();
      }
      count += choices;
    }
    return count;
  }
}
