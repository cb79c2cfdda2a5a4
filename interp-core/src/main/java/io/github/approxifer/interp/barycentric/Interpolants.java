package io.github.approxifer.interp.barycentric;

import io.github.approxifer.interp.internal.Checks;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.nodes.LegendreNodes;
import io.github.approxifer.interp.weights.BerrutWeights;
import io.github.approxifer.interp.weights.ChebyshevWeights;
import io.github.approxifer.interp.weights.FloaterHormannWeights;
import io.github.approxifer.interp.weights.LagrangeWeights;
import io.github.approxifer.interp.weights.LegendreWeights;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * The ways in: interpolants whose nodes, weights and values belong together.
 *
 * <p>Samples may come in any order. For weights of one's own there is the constructor of {@link
 * BarycentricInterpolant}. All methods are thread-safe.
 */
public final class Interpolants {

  private static final int FIRST_INTERVALS = 8;
  private static final int MOST_INTERVALS = 4096;

  private Interpolants() {}

  /**
   * The interpolant of Floater and Hormann through samples, of an order that suits them: {@link
   * FloaterHormannWeights#suggestedOrder(double[], double[])}. For equally or nearly equally spaced
   * points.
   *
   * @param points the n points, finite and distinct, in any order; not modified
   * @param values the n values, finite; not modified
   * @return the interpolant; its nodes ascend
   * @throws IllegalArgumentException if there is no sample, the lengths differ, a number is not
   *     finite or a point is repeated
   */
  public static BarycentricInterpolant floaterHormann(double[] points, double[] values) {
    double[][] sorted = sorted(points, values);
    int order = FloaterHormannWeights.suggestedOrder(sorted[0], sorted[1]);
    return BarycentricInterpolant.of(
        sorted[0], FloaterHormannWeights.of(sorted[0], order), sorted[1]);
  }

  /**
   * The interpolant of Floater and Hormann through samples. For equally or nearly equally spaced
   * points; the error is of the order d + 1 in their distance.
   *
   * @param points the n points, finite and distinct, in any order; not modified
   * @param values the n values, finite; not modified
   * @param order the order d, from 0 to n - 1
   * @return the interpolant; its nodes ascend
   * @throws IllegalArgumentException if there is no sample, the lengths differ, a number is not
   *     finite, a point is repeated or the order is out of range
   */
  public static BarycentricInterpolant floaterHormann(double[] points, double[] values, int order) {
    double[][] sorted = sorted(points, values);
    return BarycentricInterpolant.of(
        sorted[0], FloaterHormannWeights.of(sorted[0], order), sorted[1]);
  }

  /**
   * Berrut's first interpolant through samples. For very few or uneven points; the error is of the
   * first order.
   *
   * @param points the n points, finite and distinct, in any order; not modified
   * @param values the n values, finite; not modified
   * @return the interpolant; its nodes ascend
   * @throws IllegalArgumentException if there is no sample, the lengths differ, a number is not
   *     finite or a point is repeated
   */
  public static BarycentricInterpolant berrut(double[] points, double[] values) {
    double[][] sorted = sorted(points, values);
    return BarycentricInterpolant.of(sorted[0], BerrutWeights.first(points.length), sorted[1]);
  }

  /**
   * The polynomial through samples. For points that crowd towards the ends as Chebyshev's do;
   * through many others it is useless, which {@link
   * io.github.approxifer.interp.lebesgue.LebesgueFunction} tells beforehand.
   *
   * @param points the n points, finite and distinct, in any order; not modified
   * @param values the n values, finite; not modified
   * @return the interpolant
   * @throws IllegalArgumentException if there is no sample, the lengths differ, a number is not
   *     finite, a point is repeated or a weight underflows
   */
  public static BarycentricInterpolant polynomial(double[] points, double[] values) {
    return BarycentricInterpolant.of(points, LagrangeWeights.of(points), values);
  }

  /**
   * The polynomial of a given degree through a function at Chebyshev points of the second kind. For
   * smooth functions: the error falls exponentially with the degree.
   *
   * @param function the function, finite at the points
   * @param degree the degree, at least 0; the function is called once more than that
   * @param lower the lower end of the interval
   * @param upper the upper end of the interval, greater than {@code lower}
   * @return the interpolant; its nodes descend, and a constant is one everywhere
   * @throws IllegalArgumentException if the degree is negative, the interval is empty or not
   *     finite, or the function is not finite at a point
   */
  public static BarycentricInterpolant chebyshev(
      DoubleUnaryOperator function, int degree, double lower, double upper) {
    requireDegree(degree);
    double[] nodes = ChebyshevNodes.secondKind(degree + 1, lower, upper);
    return BarycentricInterpolant.of(
            nodes, ChebyshevWeights.secondKind(degree + 1), values(function, nodes))
        .withExtrapolation(degree == 0 ? Extrapolation.ALLOWED : Extrapolation.REFUSED);
  }

  /**
   * The polynomial through a function at as many Chebyshev points as it takes: their number is
   * doubled until the polynomial before predicts the function at all new points.
   *
   * @param function the function, finite on the interval
   * @param tolerance the error to reach, relative to the greatest absolute value, greater than 0;
   *     for example 1e-13
   * @param lower the lower end of the interval
   * @param upper the upper end of the interval, greater than {@code lower}
   * @return the interpolant; its nodes descend
   * @throws IllegalArgumentException if the tolerance is not positive, the interval is empty or not
   *     finite, or the function is not finite at a point
   * @throws ArithmeticException if degree 4096 does not reach the tolerance
   */
  public static BarycentricInterpolant chebyshevToTolerance(
      DoubleUnaryOperator function, double tolerance, double lower, double upper) {
    if (!(tolerance > 0) || Double.isInfinite(tolerance)) {
      throw new IllegalArgumentException(
          "the tolerance is %s, but must be positive and finite".formatted(tolerance));
    }
    BarycentricInterpolant coarse = chebyshev(function, FIRST_INTERVALS, lower, upper);
    double error = 0;
    for (int intervals = 2 * FIRST_INTERVALS; intervals <= MOST_INTERVALS; intervals *= 2) {
      double[] nodes = ChebyshevNodes.secondKind(intervals + 1, lower, upper);
      double[] known = coarse.nodeValues();
      double[] values = new double[nodes.length];
      double greatest = 0;
      error = 0;
      for (int i = 0; i <= intervals; i++) {
        boolean old = (i & 1) == 0;
        values[i] = old ? known[i / 2] : Checks.finiteValue(function, nodes[i]);
        greatest = Math.max(greatest, Math.abs(values[i]));
        if (!old) {
          error = Math.max(error, Math.abs(values[i] - coarse.value(nodes[i])));
        }
      }
      BarycentricInterpolant fine =
          BarycentricInterpolant.of(nodes, ChebyshevWeights.secondKind(intervals + 1), values);
      if (error <= tolerance * greatest) {
        return fine;
      }
      coarse = fine;
    }
    throw new ArithmeticException(
        "the polynomial of degree %d still misses the function by %s; it is not smooth enough on [%s, %s], try AaaInterval or pieces"
            .formatted(MOST_INTERVALS / 2, error, lower, upper));
  }

  /**
   * The polynomial of a given degree through a function at Gauss-Legendre points.
   *
   * @param function the function, finite at the points
   * @param degree the degree, at least 0; the function is called once more than that
   * @param lower the lower end of the interval
   * @param upper the upper end of the interval, greater than {@code lower}
   * @return the interpolant, which extrapolates a little to the ends of the interval, where there
   *     are no nodes
   * @throws IllegalArgumentException if the degree is negative, the interval is empty or not
   *     finite, or the function is not finite at a point
   */
  public static BarycentricInterpolant legendre(
      DoubleUnaryOperator function, int degree, double lower, double upper) {
    requireDegree(degree);
    double[] nodes = LegendreNodes.of(degree + 1, lower, upper);
    return BarycentricInterpolant.of(nodes, LegendreWeights.of(degree + 1), values(function, nodes))
        .withExtrapolation(Extrapolation.ALLOWED);
  }

  private static void requireDegree(int degree) {
    if (degree < 0 || degree == Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the degree is %d, but must not be negative or 2^31 - 1".formatted(degree));
    }
  }

  private static double[] values(DoubleUnaryOperator function, double[] nodes) {
    double[] values = new double[nodes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Checks.finiteValue(function, nodes[i]);
    }
    return values;
  }

  private static double[][] sorted(double[] points, double[] values) {
    Checks.requireOneEach("values", values.length, points.length, "point");
    int[] order =
        IntStream.range(0, points.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> points[i]))
            .mapToInt(i -> i)
            .toArray();
    return new double[][] {
      Arrays.stream(order).mapToDouble(i -> points[i]).toArray(),
      Arrays.stream(order).mapToDouble(i -> values[i]).toArray()
    };
  }
}
