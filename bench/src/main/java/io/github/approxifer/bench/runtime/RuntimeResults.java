package io.github.approxifer.bench.runtime;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Finds the result of a benchmark among all that ran. */
final class RuntimeResults {
  private final Collection<RunResult> results;

  RuntimeResults(Collection<RunResult> results) {
    this.results = results;
  }

  /** The result of a method with certain parameters; others may have any value. */
  Optional<RunResult> find(Class<?> benchmark, String method, Map<String, String> parameters) {
    String name = benchmark.getName() + "." + method;
    return results.stream()
        .filter(result -> matches(result.getParams(), name, parameters))
        .findFirst();
  }

  /** The mean time of a benchmark in seconds. */
  Optional<Double> seconds(Class<?> benchmark, String method, Map<String, String> parameters) {
    return find(benchmark, method, parameters).map(RuntimeResults::seconds);
  }

  /** The bytes that one call allocates, as JMH's gc profiler saw them. */
  Optional<Double> allocation(Class<?> benchmark, String method) {
    return find(benchmark, method, Map.of()).map(RuntimeResults::allocation);
  }

  private static double allocation(RunResult run) {
    for (String key : run.getSecondaryResults().keySet()) {
      if (key.endsWith("gc.alloc.rate.norm")) {
        return run.getSecondaryResults().get(key).getScore();
      }
    }
    // JMH leaves the row out when it saw no byte at all.
    return 0;
  }

  /** The times of the groups of a setting. */
  Optional<GroupTimes> groups(Setting setting) {
    return run(setting)
        .map(
            run -> {
              double unit = scale(run.getPrimaryResult());
              return times(run, group -> group.getPrimaryResult().getScore() * unit);
            });
  }

  /**
   * The times within the model, group by group.
   *
   * @param counter {@code plain} or {@code coded}, as {@link GroupBenchmark.Predictions} has it
   */
  Optional<GroupTimes> predictions(Setting setting, String counter) {
    return run(setting)
        .map(
            run ->
                times(
                    run,
                    group ->
                        Objects.requireNonNull(group.getSecondaryResults().get(counter)).getScore()
                            / 1e9));
  }

  private Optional<RunResult> run(Setting setting) {
    return find(
        GroupBenchmark.class,
        "group",
        Map.of(
            "network",
            setting.network(),
            "dataset",
            setting.dataset(),
            "cell",
            setting.cell().name()));
  }

  private static GroupTimes times(RunResult run, ToDoubleFunction<IterationResult> seconds) {
    BenchmarkResult fork = run.getBenchmarkResults().iterator().next();
    return new GroupTimes(fork.getIterationResults().stream().mapToDouble(seconds).toArray());
  }

  static double seconds(RunResult run) {
    return run.getPrimaryResult().getScore() * scale(run.getPrimaryResult());
  }

  private static double scale(Result<?> result) {
    String unit = result.getScoreUnit();
    return switch (unit) {
      case "us/op" -> 1e-6;
      case "ms/op" -> 1e-3;
      case "ns/op" -> 1e-9;
      case "s/op" -> 1;
      default -> throw new IllegalArgumentException("no time per call: " + unit);
    };
  }

  private static boolean matches(
      BenchmarkParams params, String name, Map<String, String> parameters) {
    return params.getBenchmark().equals(name)
        && parameters.entrySet().stream()
            .allMatch(
                entry ->
                    params.getParamsKeys().contains(entry.getKey())
                        && params.getParam(entry.getKey()).equals(entry.getValue()));
  }
}
