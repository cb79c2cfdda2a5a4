package io.github.approxifer.bench.micro.interp;

import io.github.approxifer.interp.barycentric.BarycentricInterpolant;
import io.github.approxifer.interp.barycentric.Interpolants;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import io.github.approxifer.interp.nodes.GaussRule;
import io.github.approxifer.interp.spline.CubicSpline;
import io.github.approxifer.interp.spline.NaturalCubicSpline;
import io.github.approxifer.interp.spline.ShapePreservingCurve;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;
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
 * The same tasks by this library, Hipparchus and Commons Math: a natural spline and Akima's curve
 * through 1000 values, both at 100,000 points, the polynomial through 10 values there, and the
 * Gauss-Legendre rule of 64 nodes. The others take one point at a time, and find the polynomial by
 * divided differences.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JavaLibrariesBenchmark {

  private static final int POINTS = 100_000;

  private enum Library {
    APPROXIFER,
    HIPPARCHUS,
    COMMONS_MATH
  }

  /** Which library. */
  @Param({"APPROXIFER", "HIPPARCHUS", "COMMONS_MATH"})
  public String library = "APPROXIFER";

  private final double[] knots = EquispacedNodes.of(1000, -1, 1);
  private final double[] knotValues = Arrays.stream(knots).map(Math::exp).toArray();
  // The others want ascending nodes.
  private final double[] nodes = Arrays.stream(ChebyshevNodes.secondKind(10)).sorted().toArray();
  private final double[] nodeValues = Arrays.stream(nodes).map(Math::exp).toArray();
  private final double[] random = new Random(1).doubles(POINTS, -1, 1).toArray();
  private final double[] sorted = Arrays.stream(random).sorted().toArray();
  private final double[] destination = new double[POINTS];
  private final CubicSpline spline = NaturalCubicSpline.of(knots, knotValues);
  private final BarycentricInterpolant polynomial = Interpolants.polynomial(nodes, nodeValues);

  private Library chosen = Library.APPROXIFER;
  private DoubleUnaryOperator otherSpline = spline::value;
  private DoubleUnaryOperator otherPolynomial = polynomial::value;

  /** Makes the curves of the library, and checks that they are the same. */
  @Setup
  public void setUp() {
    chosen = Library.valueOf(library);
    switch (chosen) {
      case APPROXIFER -> {}
      case HIPPARCHUS -> {
        otherSpline =
            new org.hipparchus.analysis.interpolation.SplineInterpolator()
                    .interpolate(knots, knotValues)
                ::value;
        otherPolynomial =
            new org.hipparchus.analysis.interpolation.DividedDifferenceInterpolator()
                    .interpolate(nodes, nodeValues)
                ::value;
      }
      case COMMONS_MATH -> {
        otherSpline =
            new org.apache.commons.math3.analysis.interpolation.SplineInterpolator()
                    .interpolate(knots, knotValues)
                ::value;
        otherPolynomial =
            new org.apache.commons.math3.analysis.interpolation.DividedDifferenceInterpolator()
                    .interpolate(nodes, nodeValues)
                ::value;
      }
    }
    for (double point : random) {
      requireSame(spline.value(point), otherSpline.applyAsDouble(point));
      requireSame(polynomial.value(point), otherPolynomial.applyAsDouble(point));
    }
  }

  private static void requireSame(double ours, double theirs) {
    if (!(Math.abs(ours - theirs) < 1e-11)) {
      throw new IllegalStateException("%s and %s differ".formatted(ours, theirs));
    }
  }

  private double[] each(DoubleUnaryOperator curve, double[] points) {
    for (int i = 0; i < POINTS; i++) {
      destination[i] = curve.applyAsDouble(points[i]);
    }
    return destination;
  }

  /**
   * A natural cubic spline.
   *
   * @return the curve
   */
  @Benchmark
  public Object splineBuilt() {
    return switch (chosen) {
      case APPROXIFER -> NaturalCubicSpline.of(knots, knotValues);
      case HIPPARCHUS ->
          new org.hipparchus.analysis.interpolation.SplineInterpolator()
              .interpolate(knots, knotValues);
      case COMMONS_MATH ->
          new org.apache.commons.math3.analysis.interpolation.SplineInterpolator()
              .interpolate(knots, knotValues);
    };
  }

  /**
   * Akima's curve.
   *
   * @return the curve
   */
  @Benchmark
  public Object akimaBuilt() {
    return switch (chosen) {
      case APPROXIFER -> ShapePreservingCurve.akima(knots, knotValues);
      case HIPPARCHUS ->
          new org.hipparchus.analysis.interpolation.AkimaSplineInterpolator()
              .interpolate(knots, knotValues);
      case COMMONS_MATH ->
          new org.apache.commons.math3.analysis.interpolation.AkimaSplineInterpolator()
              .interpolate(knots, knotValues);
    };
  }

  /**
   * The spline at sorted points.
   *
   * @return the values
   */
  @Benchmark
  public double[] splineSorted() {
    return chosen == Library.APPROXIFER
        ? spline.values(sorted, destination)
        : each(otherSpline, sorted);
  }

  /**
   * The spline at points in no order.
   *
   * @return the values
   */
  @Benchmark
  public double[] splineRandom() {
    return chosen == Library.APPROXIFER
        ? spline.values(random, destination)
        : each(otherSpline, random);
  }

  /**
   * The polynomial.
   *
   * @return the values
   */
  @Benchmark
  public double[] polynomial() {
    return chosen == Library.APPROXIFER
        ? polynomial.values(random, destination)
        : each(otherPolynomial, random);
  }

  /**
   * A Gauss-Legendre rule; the factories of the others keep what they made, so each is new.
   *
   * @return the rule
   */
  @Benchmark
  public Object gaussLegendre() {
    return switch (chosen) {
      case APPROXIFER -> GaussRule.legendre(64);
      case HIPPARCHUS ->
          new org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory().legendre(64);
      case COMMONS_MATH ->
          new org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory()
              .legendre(64);
    };
  }
}
