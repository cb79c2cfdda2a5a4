package io.github.approxifer.bench.runtime;

import io.github.approxifer.bench.jmh.BenchmarkStep;
import io.github.approxifer.bench.micro.gpu.GpuCodingBenchmark;
import io.github.approxifer.bench.micro.gpu.GpuInferenceBenchmark;
import io.github.approxifer.bench.workload.Cell;
import io.github.approxifer.models.tensorflow.Gpu;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Which benchmarks make the runtime tables, and how long each runs. */
final class RuntimePlan {
  private RuntimePlan() {}

  /**
   * The steps of a run.
   *
   * @param networks whose groups to measure
   * @param quick a sample of the cells and short measurements
   * @param groups how many groups of each cell to measure; 0 for the default
   * @param user the user's JMH options. They take precedence; if they name benchmarks, only those
   *     run, as they are annotated
   */
  static List<BenchmarkStep> steps(
      List<String> networks, boolean quick, int groups, CommandLineOptions user) {
    if (!user.getIncludes().isEmpty()) {
      return List.of(
          new BenchmarkStep("Benchmarks of the user's choice", options(user).build(), 5));
    }
    List<BenchmarkStep> steps = new ArrayList<>();
    for (Class<?> part :
        List.of(
            EncodeComparisonBenchmark.class,
            EncodeBenchmark.class,
            LocateBenchmark.class,
            DecodeBenchmark.class)) {
      ChainedOptionsBuilder options = options(user).include(pattern(part));
      options.addProfiler(GCProfiler.class);
      if (quick) {
        if (part == LocateBenchmark.class) {
          sample(options, user, "K12-E1-sigma10");
        } else if (part != EncodeComparisonBenchmark.class) {
          sample(options, user, "K8-S1", "K12-E1-sigma1");
        }
        brief(options, user);
      }
      steps.add(
          new BenchmarkStep(
              part.getSimpleName().replace("Benchmark", ""),
              options.build(),
              quick ? 1.5 : part == EncodeComparisonBenchmark.class ? 8 : 2.6));
    }
    networks.forEach(network -> steps.add(groups(network, quick, groups, user)));
    if (Gpu.whyNot().isEmpty()) {
      steps.add(gpu(quick, user));
    }
    return steps;
  }

  private static BenchmarkStep groups(
      String network, boolean quick, int groups, CommandLineOptions user) {
    ChainedOptionsBuilder options =
        options(user).include(pattern(GroupBenchmark.class)).param("network", network);
    boolean printed = RuntimeTable.NETWORKS.contains(network);
    if (quick) {
      String[] cells = {"K8-S1", "K12-E1-sigma10"};
      boolean smallest = network.equals(RuntimeTable.NETWORKS.get(0));
      sample(options, user, smallest ? cells : new String[] {cells[0]});
    } else if (!printed) {
      sample(
          options, user, RuntimeTable.STRAGGLERS.stream().map(Cell::name).toArray(String[]::new));
    }
    int count = groups > 0 ? groups : quick ? 8 : 30;
    if (!user.getMeasurementIterations().hasValue()) {
      options.measurementIterations(count);
    }
    double seconds = network.equals("ResNet-152") ? 8 + 0.6 * count : 3 + 0.08 * count;
    return new BenchmarkStep(
        "Groups of " + network + ", from a cold start", options.build(), seconds);
  }

  private static BenchmarkStep gpu(boolean quick, CommandLineOptions user) {
    ChainedOptionsBuilder options =
        options(user)
            .include(pattern(GpuInferenceBenchmark.class))
            .include(pattern(GpuCodingBenchmark.class));
    if (quick) {
      brief(options, user);
    }
    return new BenchmarkStep("GPU", options.build(), quick ? 3 : 9);
  }

  /** Everything that the user said; a failing benchmark always ends the run. */
  private static ChainedOptionsBuilder options(CommandLineOptions user) {
    return new OptionsBuilder()
        .parent(user)
        .shouldFailOnError(true)
        .jvmArgsAppend(
            // Said once by this process; every fork would say it again.
            "-Dorg.slf4j.simpleLogger.log.io.github.approxifer.models.datasets=error");
  }

  private static void brief(ChainedOptionsBuilder options, CommandLineOptions user) {
    if (!user.getForkCount().hasValue()) {
      options.forks(1);
    }
    if (!user.getWarmupIterations().hasValue()) {
      options.warmupIterations(2);
    }
    if (!user.getMeasurementIterations().hasValue()) {
      options.measurementIterations(3);
    }
    if (!user.getWarmupTime().hasValue()) {
      options.warmupTime(TimeValue.milliseconds(100));
    }
    if (!user.getMeasurementTime().hasValue()) {
      options.measurementTime(TimeValue.milliseconds(100));
    }
  }

  private static void sample(
      ChainedOptionsBuilder options, CommandLineOptions user, String... cells) {
    if (!user.getParameter("cell").hasValue()) {
      options.param("cell", cells);
    }
  }

  private static String pattern(Class<?> benchmark) {
    return "^" + Pattern.quote(benchmark.getName()) + "\\.";
  }
}
