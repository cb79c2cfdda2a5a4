package io.github.approxifer.bench.jmh;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/**
 * A line on the console for each benchmark that ends, with the remaining time; everything that JMH
 * says goes to the log.
 */
final class ProgressOutput implements OutputFormat {
  private final OutputFormat log;
  private final PrintStream console;
  private final double expectedSeconds;
  private final int total;
  private final long start = System.nanoTime();
  private @Nullable BenchmarkStep step;
  private int done;
  private double expectedDone;
  private String current = "";

  ProgressOutput(OutputFormat log, PrintStream console, int total, double expectedSeconds) {
    this.log = log;
    this.console = console;
    this.total = total;
    this.expectedSeconds = expectedSeconds;
  }

  /** Says what comes now. */
  void begin(BenchmarkStep next) {
    step = next;
    console.println(next.title());
  }

  @Override
  public void startBenchmark(BenchmarkParams params) {
    current = label(params);
    log.startBenchmark(params);
  }

  @Override
  public void endBenchmark(@Nullable BenchmarkResult result) {
    done++;
    if (result == null) {
      console.printf("[%d/%d] %s: FAILED%n", done, total, current);
      return;
    }
    log.endBenchmark(result);
    expectedDone += step == null ? 0 : step.secondsEach();
    double elapsed = (System.nanoTime() - start) / 1e9;
    double left = elapsed / expectedDone * Math.max(0, expectedSeconds - expectedDone);
    Result<?> primary = result.getPrimaryResult();
    console.printf(
        Locale.ROOT,
        "[%" + String.valueOf(total).length() + "d/%d] %s left  %s: %.4g %s%n",
        done,
        total,
        done == total ? "  0:00" : clock(left),
        current,
        primary.getScore(),
        primary.getScoreUnit());
    console.flush();
  }

  static String clock(double seconds) {
    Duration duration = Duration.ofSeconds(Math.round(seconds));
    return String.format(Locale.ROOT, "%3d:%02d", duration.toMinutes(), duration.toSecondsPart());
  }

  private static String label(BenchmarkParams params) {
    StringBuilder label = new StringBuilder(BenchmarkTable.name(params));
    for (String key : params.getParamsKeys()) {
      label.append(' ').append(key).append('=').append(params.getParam(key));
    }
    return label.toString();
  }

  @Override
  public void iteration(BenchmarkParams params, IterationParams iteration, int number) {
    log.iteration(params, iteration, number);
  }

  @Override
  public void iterationResult(
      BenchmarkParams params, IterationParams iteration, int number, IterationResult result) {
    log.iterationResult(params, iteration, number, result);
  }

  @Override
  public void startRun() {
    log.startRun();
  }

  @Override
  public void endRun(Collection<RunResult> results) {
    log.endRun(results);
  }

  @Override
  public void print(String text) {
    log.print(text);
  }

  @Override
  public void println(String line) {
    log.println(line);
  }

  @Override
  public void flush() {
    log.flush();
  }

  @Override
  public void close() {
    log.close();
  }

  @Override
  public void verbosePrintln(String line) {
    log.verbosePrintln(line);
  }

  @Override
  public void write(int b) {
    log.write(b);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    log.write(bytes);
  }
}
