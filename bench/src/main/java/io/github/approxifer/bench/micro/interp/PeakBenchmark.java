package io.github.approxifer.bench.micro.interp;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one core can do: nanoseconds for a fused multiply-add and for a division, each from loops
 * that the compiler vectorises and data in the first cache. {@link EvaluationBenchmark} is to be
 * judged by these.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PeakBenchmark {

  private static final int LENGTH = 512;
  private static final int CHAIN = 16;

  private final double[] from = new double[LENGTH];
  private final double[] to = new double[LENGTH];
  private double factor = 0.999;
  private double summand = 0.001;

  /** Fills the input. */
  @Setup
  public void setUp() {
    Arrays.setAll(from, i -> 1 + i / (double) LENGTH);
  }

  /**
   * Chains of multiply-adds, one chain an element.
   *
   * @return the results
   */
  @Benchmark
  @OperationsPerInvocation(LENGTH * CHAIN)
  public double[] multiplyAdd() {
    double c = factor;
    double d = summand;
    for (int i = 0; i < LENGTH; i++) {
      double u = from[i];
      u = Math.fma(u, c, d);
      u = Math.fma(u, c, d);
      u = Math.fma(u, c, d);
      u = Math.fma(u, c, d);
      u = Math.fma(u, c, d);
      u = Math.fma(u, c, d);
      u = Math.fma(u, c, d);
      u = Math.fma(u, c, d);
      u = Math.fma(u, c, d);
      u = Math.fma(u, c, d);
      u = Math.fma(u, c, d);
      u = Math.fma(u, c, d);
      u = Math.fma(u, c, d);
      u = Math.fma(u, c, d);
      u = Math.fma(u, c, d);
      u = Math.fma(u, c, d);
      to[i] = u;
    }
    return to;
  }

  /**
   * Divisions.
   *
   * @return the results
   */
  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public double[] divide() {
    double c = factor;
    for (int i = 0; i < LENGTH; i++) {
      to[i] = c / from[i];
    }
    return to;
  }
}
