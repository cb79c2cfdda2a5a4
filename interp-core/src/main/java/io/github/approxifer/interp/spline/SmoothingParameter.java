package io.github.approxifer.interp.spline;

import java.util.function.DoubleUnaryOperator;

/**
 * Chooses the parameter of a smoothing spline from the data.
 *
 * <p>The score is evaluated on a logarithmic grid, eight values a decade, and its least value there
 * is refined by golden sections. All methods are thread-safe.
 */
public final class SmoothingParameter {

  private static final double PER_DECADE = 8;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private SmoothingParameter() {}

  /**
   * The parameter with the least generalised cross-validation score.
   *
   * @param knots the n knots, at least 3, finite, in strictly ascending or descending order; not
   *     modified
   * @param values the n values, finite; not modified
   * @param least the least parameter to consider, greater than zero
   * @param greatest the greatest parameter to consider, greater than {@code least}
   * @return the parameter
   * @throws IllegalArgumentException if the data are refused by {@link SmoothingSpline}, or the
   *     range is empty or not positive
   */
  public static double byGeneralizedCrossValidation(
      double[] knots, double[] values, double least, double greatest) {
    return minimize(
        least,
        greatest,
        lambda -> new SmoothingSpline(knots, lambda).generalizedCrossValidation(values));
  }

  /**
   * The parameter with the least sum of squared leave-one-out residuals.
   *
   * @param knots the n knots, at least 3, finite, in strictly ascending or descending order; not
   *     modified
   * @param values the n values, finite; not modified
   * @param least the least parameter to consider, greater than zero
   * @param greatest the greatest parameter to consider, greater than {@code least}
   * @return the parameter
   * @throws IllegalArgumentException if the data are refused by {@link SmoothingSpline}, or the
   *     range is empty or not positive
   */
  public static double byLeaveOneOut(
      double[] knots, double[] values, double least, double greatest) {
    double[] residuals = new double[knots.length];
    return minimize(
        least,
        greatest,
        lambda -> {
          double sum = 0;
          for (double residual :
              new SmoothingSpline(knots, lambda).leaveOneOutResiduals(values, residuals)) {
            sum += residual * residual;
          }
          return sum;
        });
  }

  private static double minimize(double least, double greatest, DoubleUnaryOperator score) {
    if (!(least > 0) || !(greatest > least) || Double.isInfinite(greatest)) {
      throw new IllegalArgumentException(
          "[%s, %s] is no range of parameters; give two positive ends, the lower one first"
              .formatted(least, greatest));
    }
    double from = Math.log10(least);
    double to = Math.log10(greatest);
    int steps = (int) Math.max(2, Math.ceil((to - from) * PER_DECADE));
    double step = (to - from) / steps;
    int best = 0;
    double bestScore = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= steps; i++) {
      double current = score.applyAsDouble(Math.pow(10, from + i * step));
      if (current < bestScore) {
        bestScore = current;
        best = i;
      }
    }
    double a = from + Math.max(0, best - 1) * step;
    double b = from + Math.min(steps, best + 1) * step;
    while (b - a > 1e-4) {
      double left = b - GOLDEN * (b - a);
      double right = a + GOLDEN * (b - a);
      if (score.applyAsDouble(Math.pow(10, left)) <= score.applyAsDouble(Math.pow(10, right))) {
        b = right;
      } else {
        a = left;
      }
    }
    double refined = Math.pow(10, 0.5 * (a + b));
    return Math.min(greatest, Math.max(least, refined));
  }
}
