package io.github.approxifer.interp.spline;

import io.github.approxifer.interp.internal.Checks;
import io.github.approxifer.interp.internal.Scaling;
import io.github.approxifer.interp.nodes.Nodes;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The smoothing spline: the curve g that minimises the mean of w_i (g(x_i) - y_i)^2 over the n
 * points plus lambda times the integral of g''^2.
 *
 * <p>An instance belongs to points, weights (1 unless given) and a smoothing parameter lambda,
 * whose unit is the cube of that of the points times that of the weights, and holds what the fits
 * to any number of data sets share. With lambda = 0 the curve passes through the values; the
 * greater lambda, the closer it comes to the straight line of least squares. Constants and straight
 * lines are reproduced for every lambda. Source: Green and Silverman 1994, section 2.3, with n
 * lambda in the place of their alpha (and of SciPy's {@code lam}), computed by an information
 * filter, which keeps its digits for any number of points and any lambda. Instances are immutable
 * and thread-safe.
 */
public final class SmoothingSpline {

  /** Far beyond it the curve is interpolating, or the straight line, to the last bit. */
  private static final int GREATEST_EXPONENT = 400;

  private final DataPoints data;
  private final Knots knots;
  private final double lambda;
  private final @Nullable InformationFilter filter;

  private SmoothingSpline(DataPoints data, double lambda) {
    this.data = data;
    this.lambda = lambda;
    knots = data.knots();
    if (!(lambda >= 0) || Double.isInfinite(lambda)) {
      throw new IllegalArgumentException(
          "lambda = %s; the smoothing parameter must be finite and not negative".formatted(lambda));
    }
    double[] gaps = new double[knots.size() - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = knots.gap(i);
    }
    filter =
        gaps.length < 2 ? null : new InformationFilter(gaps, data.knotWeights(), penalty(lambda));
  }

  /**
   * The smoothing of values of equal weight, in O(n) operations.
   *
   * @param points the n points, finite, in ascending or descending order; a point may be repeated
   *     if lambda is not 0; not modified
   * @param lambda the smoothing parameter, finite and not negative
   * @return the smoother
   * @throws IllegalArgumentException if there is no point, one is not finite or out of order, or
   *     lambda is negative or not finite
   */
  public static SmoothingSpline of(double[] points, double lambda) {
    return new SmoothingSpline(new DataPoints(points, null, lambda > 0), lambda);
  }

  /**
   * The smoothing of values of different weights, in O(n) operations.
   *
   * @param points the n points, finite, in ascending or descending order; a point may be repeated
   *     if lambda is not 0; not modified
   * @param weights the n weights, finite and greater than zero: for values of different errors 1
   *     over their variances; not modified
   * @param lambda the smoothing parameter, finite and not negative
   * @return the smoother
   * @throws IllegalArgumentException if there is no point, the lengths differ, a number is not
   *     finite or not positive, a point is out of order, or lambda is negative or not finite
   */
  public static SmoothingSpline of(double[] points, double[] weights, double lambda) {
    return new SmoothingSpline(new DataPoints(points, weights, lambda > 0), lambda);
  }

  /** n lambda in the units of knots and weights; the least that there is for 0. */
  private double penalty(double lambda) {
    if (lambda == 0) {
      return Math.scalb(1.0, -GREATEST_EXPONENT);
    }
    int exponent = Math.getExponent(lambda);
    double mantissa = Math.scalb(lambda, -exponent) * data.size();
    int shift = exponent - 3 * knots.exponent() - data.weightExponent();
    double least = Math.scalb(1.0, -GREATEST_EXPONENT);
    double bounded = Math.scalb(mantissa, Math.max(-1000, Math.min(900, shift)));
    return Math.max(least, Math.min(1 / least, bounded));
  }

  /**
   * The smoothing parameter.
   *
   * @return lambda, at least 0
   */
  public double lambda() {
    return lambda;
  }

  /**
   * The knots: the points without repetitions.
   *
   * @return a new array, in the order of the points
   */
  public double[] knots() {
    return knots.original();
  }

  /**
   * Fits the spline to values in O(n) operations.
   *
   * @param values the n values, finite; not modified
   * @return the curve
   * @throws IllegalArgumentException if there are not n values or one is not finite
   */
  public CubicSpline fit(double[] values) {
    return fitChecked(data.knotValues(data.requireValues(values)));
  }

  /**
   * The matrix that takes n values at the points to the values of the fitted spline at m points.
   *
   * @param points the m points, finite; those outside of the knots are extrapolated by straight
   *     lines; not modified
   * @param destination where to put the matrix, reshaped to m x n and overwritten, or null for a
   *     new one
   * @return {@code destination}, or the new matrix; every row sums to 1 up to rounding
   * @throws IllegalArgumentException if a point is not finite
   */
  public DMatrixRMaj evaluationMatrix(double[] points, @Nullable DMatrixRMaj destination) {
    Nodes.requireFinite("points", points);
    int count = data.size();
    DMatrixRMaj matrix = destination == null ? new DMatrixRMaj(0, 0) : destination;
    matrix.reshape(points.length, count);
    double[] unit = new double[count];
    for (int j = 0; j < count; j++) {
      unit[j] = 1;
      fitChecked(data.knotValues(unit)).column(points, matrix.data, j, count);
      unit[j] = 0;
    }
    return matrix;
  }

  /**
   * The diagonal of the matrix that takes the values to the fitted values, in O(n) operations.
   *
   * @return a new array of n leverages between 0 and 1; their sum is the number of degrees of
   *     freedom
   */
  public double[] leverages() {
    double[] others = filter == null || lambda == 0 ? new double[knots.size()] : filter.ofOthers();
    double[] leverages = new double[data.size()];
    for (int i = 0; i < leverages.length; i++) {
      double weight = data.knotWeights()[data.knotOf(i)];
      leverages[i] = data.share(i) * (weight / (weight + others[data.knotOf(i)]));
    }
    return leverages;
  }

  /** One minus the leverage of every knot, accurate also where it is small. */
  private double[] oneMinusLeverages(InformationFilter both) {
    double[] rest = both.ofOthers();
    for (int i = 0; i < rest.length; i++) {
      rest[i] /= data.knotWeights()[i] + rest[i];
    }
    return rest;
  }

  /**
   * The leave-one-out residuals: each value minus that of the spline fitted without it, in O(n)
   * operations. They also hold for lambda = 0. The spline without a value keeps the weight 1/n on
   * each of the others.
   *
   * @param values the n values, finite; not modified
   * @param destination an array of length n for the residuals; overwritten
   * @return {@code destination}
   * @throws IllegalArgumentException if there are fewer than 3 knots, if an array has not n
   *     elements or a value is not finite
   */
  public double[] leaveOneOutResiduals(double[] values, double[] destination) {
    InformationFilter both = requireFilter();
    data.requireValues(values);
    Checks.requireDestination(values, destination);
    double[] ofKnots = data.knotValues(values);
    int exponent = Scaling.exponentOf(values);
    double[] scaled = Knots.scaled(ofKnots, exponent);
    double[] expected = both.leaveOneOut(scaled)[0];
    double[] rest = oneMinusLeverages(both);
    double[] residuals = new double[data.size()];
    for (int i = 0; i < residuals.length; i++) {
      int knot = data.knotOf(i);
      double value = Math.scalb(values[i], -exponent);
      double share = data.share(i);
      // The other values at the same knot stay: the residual over one minus the leverage.
      double fitted = scaled[knot] - rest[knot] * (scaled[knot] - expected[knot]);
      double residual =
          share == 1 ? value - expected[knot] : (value - fitted) / (1 - share + share * rest[knot]);
      residuals[i] = Math.scalb(residual, exponent);
    }
    System.arraycopy(residuals, 0, destination, 0, residuals.length);
    return destination;
  }

  /**
   * The generalised cross-validation score: the weighted mean squared residual divided by the
   * squared mean of one minus the leverages (P. Craven and G. Wahba, Smoothing noisy data with
   * spline functions, Numerische Mathematik 31 (1979)). The smaller, the better the prediction of
   * new data; see {@link SmoothingParameter}.
   *
   * @param values the n values, finite; not modified
   * @return the score; for lambda = 0 its limit
   * @throws IllegalArgumentException if there are fewer than 3 knots, or not n values or one is not
   *     finite
   */
  public double generalizedCrossValidation(double[] values) {
    InformationFilter both = requireFilter();
    data.requireValues(values);
    double[] ofKnots = data.knotValues(values);
    double[] expected = both.leaveOneOut(ofKnots)[0];
    double[] rest = oneMinusLeverages(both);
    double squares = data.squaresWithin(values, ofKnots);
    double trace = data.size() - (double) knots.size();
    // For lambda near 0 both are tiny, and only their ratio counts.
    double greatest = trace > 0 ? 1 : 0;
    for (double share : rest) {
      greatest = Math.max(greatest, share);
    }
    trace /= greatest;
    squares /= greatest * greatest;
    for (int i = 0; i < rest.length; i++) {
      double residual = rest[i] / greatest * (ofKnots[i] - expected[i]);
      squares += data.originalKnotWeight(i) * residual * residual;
      trace += rest[i] / greatest;
    }
    return data.size() * squares / (trace * trace);
  }

  private CubicSpline fitChecked(double[] ofKnots) {
    int exponent = Scaling.exponentOf(ofKnots);
    double[] scaled = Knots.scaled(ofKnots, exponent);
    if (filter == null || lambda == 0) {
      return CubicSpline.hermite(
          knots, ofKnots, SlopeSystem.natural(knots, scaled), exponent, false);
    }
    double[][] fitted = filter.fit(scaled);
    return CubicSpline.hermite(
        knots, Knots.scaled(fitted[0], -exponent), fitted[1], exponent, false);
  }

  private InformationFilter requireFilter() {
    if (filter == null) {
      throw new IllegalArgumentException(
          "there are %d knots, but cross-validation needs at least 3".formatted(knots.size()));
    }
    return filter;
  }
}
