package io.github.approxifer.bench.micro.interp;

import io.github.approxifer.interp.aaa.Aaa;
import io.github.approxifer.interp.aaa.AaaApproximant;
import io.github.approxifer.interp.aaa.AaaOptions;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import io.github.approxifer.interp.weights.FloaterHormannWeights;
import io.github.approxifer.interp.weights.LagrangeWeights;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Weights at 30,000 nodes, and the AAA algorithm on 1000 points. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
public class ConstructionBenchmark {

  private final double[] nodes = ChebyshevNodes.secondKind(30_000);
  private final double[] points = EquispacedNodes.of(1000, -1, 1);
  private final double[] exponential = Arrays.stream(points).map(Math::exp).toArray();
  private final double[] step = Arrays.stream(points).map(x -> Math.tanh(20 * x)).toArray();

  /**
   * The weights of the polynomial at 30,000 nodes.
   *
   * @return the weights
   */
  @Benchmark
  public double[] lagrangeWeights() {
    return LagrangeWeights.of(nodes);
  }

  /**
   * The same with a logarithm for every pair of nodes, as the published formula has it.
   *
   * @return the logarithms of the weights
   */
  @Benchmark
  public double[] lagrangeWeightsByLogarithms() {
    double[] logarithms = new double[nodes.length];
    for (int j = 0; j < nodes.length; j++) {
      double sum = 0;
      for (int k = 0; k < nodes.length; k++) {
        sum -= k == j ? 0 : Math.log(Math.abs(2 * (nodes[j] - nodes[k])));
      }
      logarithms[j] = sum;
    }
    return logarithms;
  }

  /**
   * Floater-Hormann weights of order 3 at 30,000 nodes.
   *
   * @return the weights
   */
  @Benchmark
  public double[] floaterHormannWeights() {
    return FloaterHormannWeights.of(nodes, 3);
  }

  /**
   * AAA of the exponential function, which needs 7 terms.
   *
   * @return the approximation
   */
  @Benchmark
  public AaaApproximant aaaExponential() {
    return Aaa.approximate(points, exponential, AaaOptions.defaults());
  }

  /**
   * AAA of tanh(20 x), which needs 19 terms.
   *
   * @return the approximation
   */
  @Benchmark
  public AaaApproximant aaaStep() {
    return Aaa.approximate(points, step, AaaOptions.defaults());
  }
}
