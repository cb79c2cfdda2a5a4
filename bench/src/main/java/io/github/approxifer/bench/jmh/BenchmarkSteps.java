package io.github.approxifer.bench.jmh;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmark steps one after the other. */
public final class BenchmarkSteps {
  private BenchmarkSteps() {}

  /**
   * Runs all steps.
   *
   * @param steps what to run, in this order
   * @param log the file for JMH's own output, overwritten
   * @param console where progress and the remaining time go: a line for each benchmark that ends
   * @return the results of all steps
   * @throws RunnerException if a benchmark fails or none matches
   * @throws IOException if the log cannot be written
   */
  public static Collection<RunResult> run(List<BenchmarkStep> steps, Path log, PrintStream console)
      throws RunnerException, IOException {
    try (PrintStream out =
        new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8)) {
      OutputFormat jmh = OutputFormatFactory.createFormatInstance(out, VerboseMode.NORMAL);
      int total = 0;
      double seconds = 0;
      for (BenchmarkStep step : steps) {
        int count = step.count(jmh);
        if (count == 0) {
          throw new RunnerException("no benchmark matches " + step.options().getIncludes());
        }
        total += count;
        seconds += count * step.secondsEach();
      }
      console.printf(
          "%d benchmarks, about %s min; details in %s%n",
          total, ProgressOutput.clock(seconds).strip(), log);
      ProgressOutput progress = new ProgressOutput(jmh, console, total, seconds);
      List<RunResult> results = new ArrayList<>();
      for (BenchmarkStep step : steps) {
        progress.begin(step);
        results.addAll(new Runner(step.options(), progress).run());
      }
      return results;
    }
  }
}
