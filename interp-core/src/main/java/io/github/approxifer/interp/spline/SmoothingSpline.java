package io.github.approxifer.interp.spline;

import io.github.approxifer.interp.nodes.Nodes;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The smoothing spline: the curve g that minimises the mean of (g(x_i) - y_i)^2 over the n knots
 * plus lambda times the integral of g''^2.
 *
 * <p>An instance belongs to knots and a smoothing parameter lambda, whose unit is the cube of that
 * of the knots, and holds the factored system; it can then be fitted to any number of data sets.
 * With lambda = 0 the curve passes through the values; the greater lambda, the closer it comes to
 * the straight line of least squares. Constants and straight lines are reproduced for every lambda.
 * Source: Green and Silverman 1994, section 2.3 (Reinsch), with n lambda in the place of their
 * alpha. Instances are immutable and thread-safe.
 */
public final class SmoothingSpline {

  private final Knots knots;
  private final ReinschSystem system;

  /**
   * Sets up and factors the system in O(n) operations.
   *
   * @param knots the n knots, finite, in strictly ascending or descending order; not modified
   * @param lambda the smoothing parameter, finite and not negative
   * @throws IllegalArgumentException if there is no knot, a knot is not finite or out of order, or
   *     lambda is negative or not finite
   */
  public SmoothingSpline(double[] knots, double lambda) {
    this.knots = new Knots(knots);
    if (!(lambda >= 0) || Double.isInfinite(lambda)) {
      throw new IllegalArgumentException(
          "lambda = %s; the smoothing parameter must be finite and not negative".formatted(lambda));
    }
    system = new ReinschSystem(this.knots, knots.length * lambda);
  }

  /**
   * Fits the spline to values in O(n) operations.
   *
   * @param values the n values, finite; not modified
   * @return the curve
   * @throws IllegalArgumentException if there are not n values or one is not finite
   */
  public CubicSpline fit(double[] values) {
    knots.requireValues(values);
    return fitChecked(values);
  }

  /**
   * The matrix that takes n values at the knots to the values of the fitted spline at m points.
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
    int count = knots.size();
    DMatrixRMaj matrix = destination == null ? new DMatrixRMaj(0, 0) : destination;
    matrix.reshape(points.length, count);
    double[] unit = new double[count];
    for (int j = 0; j < count; j++) {
      unit[j] = 1;
      fitChecked(unit).column(points, matrix.data, j, count);
      unit[j] = 0;
    }
    return matrix;
  }

  /**
   * The diagonal of the matrix that takes the values to the fitted values, in O(n) operations (M.
   * F. Hutchinson and F. R. de Hoog, Smoothing noisy data with spline functions, Numerische
   * Mathematik 47 (1985)).
   *
   * @return a new array of n leverages between 0 and 1; their sum is the number of degrees of
   *     freedom
   */
  public double[] leverages() {
    double[] leverages = system.scaledResidualDiagonal();
    for (int i = 0; i < leverages.length; i++) {
      leverages[i] = 1 - system.share() * leverages[i];
    }
    return leverages;
  }

  /**
   * The leave-one-out residuals: the value at each knot minus that of the spline fitted without it,
   * in O(n) operations.
   *
   * <p>They are the residuals divided by one minus the leverages (Green and Silverman 1994,
   * equation 3.3). The smoothing parameter cancels from this quotient, and computed so it also
   * holds for lambda = 0, where both are zero. The spline without a knot keeps the weight 1/n on
   * each of the others.
   *
   * @param values the n values, finite; not modified
   * @param destination an array of length n for the residuals; overwritten
   * @return {@code destination}
   * @throws IllegalArgumentException if there are fewer than 3 knots, if an array has not n
   *     elements or a value is not finite
   */
  public double[] leaveOneOutResiduals(double[] values, double[] destination) {
    requireThree();
    knots.requireValues(values);
    if (destination.length != knots.size()) {
      throw new IllegalArgumentException(
          "the destination holds %d values, but there are %d knots"
              .formatted(destination.length, knots.size()));
    }
    double[] residuals = system.scaledResiduals(values);
    double[] diagonal = system.scaledResidualDiagonal();
    for (int i = 0; i < diagonal.length; i++) {
      destination[i] = residuals[i] / diagonal[i];
    }
    return destination;
  }

  /**
   * The generalised cross-validation score: the mean squared residual divided by the squared mean
   * of one minus the leverages (P. Craven and G. Wahba, Smoothing noisy data with spline functions,
   * Numerische Mathematik 31 (1979)). The smaller, the better the prediction of new data; see
   * {@link SmoothingParameter}.
   *
   * @param values the n values, finite; not modified
   * @return the score; for lambda = 0 its limit
   * @throws IllegalArgumentException if there are fewer than 3 knots, or not n values or one is not
   *     finite
   */
  public double generalizedCrossValidation(double[] values) {
    requireThree();
    knots.requireValues(values);
    double squares = 0;
    for (double residual : system.scaledResiduals(values)) {
      squares += residual * residual;
    }
    double trace = 0;
    for (double element : system.scaledResidualDiagonal()) {
      trace += element;
    }
    return knots.size() * squares / (trace * trace);
  }

  private CubicSpline fitChecked(double[] values) {
    double[] curvatures = system.curvatures(values);
    double[] fitted = values.clone();
    if (system.share() > 0) {
      double[] residuals = system.residuals(values);
      for (int i = 0; i < fitted.length; i++) {
        fitted[i] -= residuals[i];
      }
    }
    return new CubicSpline(knots, fitted, curvatures);
  }

  private void requireThree() {
    if (knots.size() < 3) {
      throw new IllegalArgumentException(
          "there are %d knots, but cross-validation needs at least 3".formatted(knots.size()));
    }
  }
}
