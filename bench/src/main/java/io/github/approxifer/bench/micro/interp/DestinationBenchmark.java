package io.github.approxifer.bench.micro.interp;

import io.github.approxifer.interp.barycentric.BarycentricInterpolant;
import io.github.approxifer.interp.barycentric.VectorInterpolant;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.spline.CubicSpline;
import io.github.approxifer.interp.spline.NaturalCubicSpline;
import io.github.approxifer.interp.trigonometric.TrigonometricInterpolant;
import io.github.approxifer.interp.weights.BerrutWeights;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
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
 * The methods that write into a destination, on 1000 points. With {@code -prof gc} each is to show
 * no more than the harness's own allocations, some 0.01 MB a second; a method that allocated its
 * 1000 results would show hundreds.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class DestinationBenchmark {

  private final double[] nodes = ChebyshevNodes.secondKind(33);
  private final double[] weights = BerrutWeights.second(33);
  private final double[] nodeValues = Arrays.stream(nodes).map(Math::exp).toArray();
  private final double[] points = new Random(1).doubles(1000, -1, 1).toArray();
  private final double[] destination = new double[1000];
  private final DMatrixRMaj matrix = new DMatrixRMaj(1000, 10);
  private final BarycentricInterpolant interpolant =
      BarycentricInterpolant.of(nodes, weights, nodeValues);
  private final VectorInterpolant vector =
      VectorInterpolant.of(nodes, weights, new DMatrixRMaj(33, 10));
  private final CubicSpline spline = NaturalCubicSpline.of(nodes, nodeValues);
  private final TrigonometricInterpolant trigonometric =
      TrigonometricInterpolant.of(-1, 2, nodeValues);

  /**
   * A barycentric interpolant.
   *
   * @return the values
   */
  @Benchmark
  public double[] barycentric() {
    return interpolant.values(points, destination);
  }

  /**
   * Ten outputs at once.
   *
   * @return the values
   */
  @Benchmark
  public DMatrixRMaj tenOutputs() {
    return vector.values(points, matrix);
  }

  /**
   * A cubic spline.
   *
   * @return the values
   */
  @Benchmark
  public double[] spline() {
    return spline.values(points, destination);
  }

  /**
   * A trigonometric interpolant.
   *
   * @return the values
   */
  @Benchmark
  public double[] trigonometric() {
    return trigonometric.values(points, destination);
  }
}
