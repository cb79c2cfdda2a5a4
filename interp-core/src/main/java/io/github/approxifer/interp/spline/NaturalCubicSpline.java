package io.github.approxifer.interp.spline;

import io.github.approxifer.interp.internal.Scaling;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The natural cubic spline through given values: of all curves through them the one with the least
 * integral of the squared second derivative.
 *
 * <p>Its second derivative is zero at the ends, which costs accuracy there where the function's is
 * not: see {@link InterpolatingSpline}. It is the {@link SmoothingSpline} with smoothing parameter
 * zero. All methods are thread-safe.
 */
public final class NaturalCubicSpline {

  private NaturalCubicSpline() {}

  /**
   * Interpolates values.
   *
   * @param knots the n knots, finite, in strictly ascending or descending order; not modified
   * @param values the n values, finite; not modified
   * @return the spline, which takes the values exactly
   * @throws IllegalArgumentException if there is no knot, the lengths differ, a number is not
   *     finite or the knots are out of order
   */
  public static CubicSpline of(double[] knots, double[] values) {
    Knots ordered = new Knots(knots);
    int exponent = Scaling.exponentOf(ordered.requireValues(values));
    double[] slopes = SlopeSystem.natural(ordered, Knots.scaled(values, exponent));
    return CubicSpline.hermite(ordered, values.clone(), slopes, exponent, false);
  }

  /**
   * The matrix that takes the values at the knots to those of the spline at other points.
   *
   * @param knots the n knots, finite, in strictly ascending or descending order; not modified
   * @param points the m points, finite; those outside of the knots are extrapolated by straight
   *     lines; not modified
   * @param destination where to put the matrix, reshaped to m x n and overwritten, or null for a
   *     new one
   * @return {@code destination}, or the new matrix
   * @throws IllegalArgumentException if there is no knot, a number is not finite or the knots are
   *     out of order
   */
  public static DMatrixRMaj evaluationMatrix(
      double[] knots, double[] points, @Nullable DMatrixRMaj destination) {
    return SmoothingSpline.of(knots, 0).evaluationMatrix(points, destination);
  }
}
