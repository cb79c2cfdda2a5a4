package io.github.approxifer.bench.micro.interp;

import io.github.approxifer.interp.barycentric.BarycentricInterpolant;
import io.github.approxifer.interp.barycentric.EvaluationMatrix;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.trigonometric.TrigonometricInterpolant;
import io.github.approxifer.interp.weights.BerrutWeights;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Evaluates an interpolant at 100,000 points: with this library, with the formula written down as
 * two loops, and as the product of the evaluation matrix and the values through EJML, with the
 * matrix at hand and with building it. Add {@code -prof gc} to see that the first allocates
 * nothing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EvaluationBenchmark {

  private static final int POINTS = 100_000;

  /** The number of nodes. */
  @Param({"10", "100", "1000"})
  public int nodeCount;

  private double[] nodes = {};
  private double[] weights = {};
  private double[] values = {};
  private double[] points = {};
  private double[] destination = {};
  private BarycentricInterpolant interpolant =
      BarycentricInterpolant.of(new double[1], new double[] {1}, new double[1]);
  private TrigonometricInterpolant trigonometric = TrigonometricInterpolant.of(0, 1, new double[1]);
  private DMatrixRMaj matrix = new DMatrixRMaj(0, 0);
  private DMatrixRMaj column = new DMatrixRMaj(0, 0);
  private DMatrixRMaj product = new DMatrixRMaj(0, 0);

  /** Makes nodes, values and points, and checks that all ways agree. */
  @Setup
  public void setUp() {
    nodes = ChebyshevNodes.secondKind(nodeCount);
    weights = BerrutWeights.second(nodeCount);
    values = Arrays.stream(nodes).map(Math::exp).toArray();
    points = new Random(1).doubles(POINTS, -1, 1).toArray();
    destination = new double[POINTS];
    interpolant = BarycentricInterpolant.of(nodes, weights, values);
    trigonometric = TrigonometricInterpolant.of(-1, 2, values);
    matrix = EvaluationMatrix.of(nodes, weights, points, null);
    column = new DMatrixRMaj(nodeCount, 1, true, values);
    product = new DMatrixRMaj(POINTS, 1);
    double[] ours = interpolant().clone();
    double[] theirs = naive();
    double[] byMatrix = matrixAtHand().data;
    for (int i = 0; i < POINTS; i++) {
      if (!(Math.abs(ours[i] - theirs[i]) < 1e-11) || !(Math.abs(ours[i] - byMatrix[i]) < 1e-11)) {
        throw new IllegalStateException(
            "at %s: %s, %s, %s".formatted(points[i], ours[i], theirs[i], byMatrix[i]));
      }
    }
  }

  /**
   * This library.
   *
   * @return the values
   */
  @Benchmark
  public double[] interpolant() {
    return interpolant.values(points, destination);
  }

  /**
   * This library's trigonometric interpolant through as many values.
   *
   * @return the values
   */
  @Benchmark
  public double[] trigonometric() {
    return trigonometric.values(points, destination);
  }

  /**
   * The formula as two loops, without care for points at nodes.
   *
   * @return the values
   */
  @Benchmark
  public double[] naive() {
    for (int i = 0; i < points.length; i++) {
      double numerator = 0;
      double denominator = 0;
      for (int j = 0; j < nodes.length; j++) {
        double quotient = weights[j] / (points[i] - nodes[j]);
        numerator += quotient * values[j];
        denominator += quotient;
      }
      destination[i] = numerator / denominator;
    }
    return destination;
  }

  /**
   * The product of a matrix that is there already: the cost of reading it.
   *
   * @return the values
   */
  @Benchmark
  public DMatrixRMaj matrixAtHand() {
    CommonOps_DDRM.mult(matrix, column, product);
    return product;
  }

  /**
   * Building the matrix and multiplying with it.
   *
   * @return the values
   */
  @Benchmark
  public DMatrixRMaj matrixBuilt() {
    EvaluationMatrix.of(nodes, weights, points, matrix);
    CommonOps_DDRM.mult(matrix, column, product);
    return product;
  }
}
