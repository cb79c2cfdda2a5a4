package io.github.approxifer.bench.micro.interp;

import io.github.approxifer.interp.aaa.Aaa;
import io.github.approxifer.interp.aaa.AaaApproximant;
import io.github.approxifer.interp.aaa.AaaOptions;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import io.github.approxifer.interp.nodes.GaussRule;
import io.github.approxifer.interp.spline.CubicSpline;
import io.github.approxifer.interp.spline.SmoothingSpline;
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

/**
 * Weights at 30,000 nodes, Gauss-Legendre rules, and the AAA algorithm on 1000 and 20,000 points.
 */
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
  private final double[] size = Arrays.stream(points).map(Math::abs).toArray();
  private final double[] tangent = Arrays.stream(points).map(x -> Math.tan(3 * x)).toArray();
  private final double[] manyPoints = EquispacedNodes.of(20_000, -1, 1);
  private final double[] knots = EquispacedNodes.of(100_000, -1, 1);
  private final double[] noisy = Arrays.stream(knots).map(Math::exp).toArray();
  private final double[] longStep = Arrays.stream(manyPoints).map(x -> Math.tanh(20 * x)).toArray();

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

  /**
   * AAA of |x|, which needs many terms.
   *
   * @return the approximation
   */
  @Benchmark
  public AaaApproximant aaaSize() {
    return Aaa.approximate(points, size, AaaOptions.defaults());
  }

  /**
   * AAA of tan 3x, which has two poles between the points.
   *
   * @return the approximation
   */
  @Benchmark
  public AaaApproximant aaaTangent() {
    return Aaa.approximate(points, tangent, AaaOptions.defaults());
  }

  /**
   * AAA of tanh 20x on 20,000 points.
   *
   * @return the approximation
   */
  @Benchmark
  public AaaApproximant aaaLongStep() {
    return Aaa.approximate(manyPoints, longStep, AaaOptions.defaults());
  }

  /**
   * Legendre nodes, quadrature weights and barycentric weights, 1000 of each.
   *
   * @return the rule
   */
  @Benchmark
  public GaussRule legendre1000() {
    return GaussRule.legendre(1000);
  }

  /**
   * The same, 20,000 of each.
   *
   * @return the rule
   */
  @Benchmark
  public GaussRule legendre20000() {
    return GaussRule.legendre(20_000);
  }

  /**
   * A smoothing spline of 100,000 points, with its parameter given.
   *
   * @return the curve
   */
  @Benchmark
  public CubicSpline smoothingSpline() {
    return SmoothingSpline.of(knots, 1e-6).fit(noisy);
  }
}
