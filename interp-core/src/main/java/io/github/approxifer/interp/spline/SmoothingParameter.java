package io.github.approxifer.interp.spline;

import io.github.approxifer.interp.internal.GoldenSection;
import java.util.Arrays;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * The parameter of a smoothing spline, chosen from the data.
 *
 * <p>The score is evaluated on a logarithmic grid, and its least value there is refined by golden
 * sections. Without bounds the search takes all of the parameters that make a difference, whatever
 * the units of the points: from 1e-6 n^-4 to 10 times the cube of their extent, beyond which the
 * curve passes through the values and is the straight line of least squares, nearly. Instances are
 * immutable and thread-safe.
 *
 * @param lambda the parameter with the least score
 * @param score the score
 * @param atAnEnd whether the least score is at an end of the range; then the least of all may lie
 *     outside of the bounds that were given, or, without bounds, the data ask for no smoothing at
 *     all or for a straight line
 */
public record SmoothingParameter(double lambda, double score, boolean atAnEnd) {

  private static final double PER_DECADE = 8;
  private static final double UNBOUNDED_PER_DECADE = 4;

  /** Scores that differ by a smaller share are level. */
  private static final double LEVEL = 1e-9;

  /**
   * The parameter with the least generalised cross-validation score, among all that make a
   * difference.
   *
   * @param points the n points, at least 3 different ones, finite, in ascending or descending
   *     order; not modified
   * @param values the n values, finite; not modified
   * @return the parameter
   * @throws IllegalArgumentException if the data are refused by {@link SmoothingSpline}
   */
  public static SmoothingParameter byGeneralizedCrossValidation(double[] points, double[] values) {
    return unbounded(points, lambda -> SmoothingSpline.of(points, lambda), generalized(values));
  }

  /**
   * The same for values of different weights.
   *
   * @param points the n points, at least 3 different ones, finite, in ascending or descending
   *     order; not modified
   * @param weights the n weights, finite and greater than zero; not modified
   * @param values the n values, finite; not modified
   * @return the parameter
   * @throws IllegalArgumentException if the data are refused by {@link SmoothingSpline}
   */
  public static SmoothingParameter byGeneralizedCrossValidation(
      double[] points, double[] weights, double[] values) {
    double mean = Arrays.stream(weights).average().orElse(1);
    return unbounded(
            points,
            lambda -> SmoothingSpline.of(points, weights, lambda * mean),
            generalized(values))
        .times(mean);
  }

  /**
   * The parameter with the least generalised cross-validation score within bounds.
   *
   * @param points the n points, at least 3 different ones, finite, in ascending or descending
   *     order; not modified
   * @param values the n values, finite; not modified
   * @param least the least parameter to consider, greater than zero
   * @param greatest the greatest parameter to consider, greater than {@code least}
   * @return the parameter
   * @throws IllegalArgumentException if the data are refused by {@link SmoothingSpline}, or the
   *     range is empty or not positive
   */
  public static SmoothingParameter byGeneralizedCrossValidation(
      double[] points, double[] values, double least, double greatest) {
    return minimize(
        least,
        greatest,
        PER_DECADE,
        lambda -> SmoothingSpline.of(points, lambda),
        generalized(values));
  }

  /**
   * The parameter with the least mean of squared leave-one-out residuals, among all that make a
   * difference.
   *
   * @param points the n points, at least 3 different ones, finite, in ascending or descending
   *     order; not modified
   * @param values the n values, finite; not modified
   * @return the parameter
   * @throws IllegalArgumentException if the data are refused by {@link SmoothingSpline}
   */
  public static SmoothingParameter byLeaveOneOut(double[] points, double[] values) {
    return unbounded(points, lambda -> SmoothingSpline.of(points, lambda), leaveOneOut(values));
  }

  /**
   * The parameter with the least mean of squared leave-one-out residuals within bounds.
   *
   * @param points the n points, at least 3 different ones, finite, in ascending or descending
   *     order; not modified
   * @param values the n values, finite; not modified
   * @param least the least parameter to consider, greater than zero
   * @param greatest the greatest parameter to consider, greater than {@code least}
   * @return the parameter
   * @throws IllegalArgumentException if the data are refused by {@link SmoothingSpline}, or the
   *     range is empty or not positive
   */
  public static SmoothingParameter byLeaveOneOut(
      double[] points, double[] values, double least, double greatest) {
    return minimize(
        least,
        greatest,
        PER_DECADE,
        lambda -> SmoothingSpline.of(points, lambda),
        leaveOneOut(values));
  }

  private static ToDoubleFunction<SmoothingSpline> generalized(double[] values) {
    return spline -> spline.generalizedCrossValidation(values);
  }

  private static ToDoubleFunction<SmoothingSpline> leaveOneOut(double[] values) {
    double[] residuals = new double[values.length];
    return spline -> {
      double sum = 0;
      for (double residual : spline.leaveOneOutResiduals(values, residuals)) {
        sum += residual * residual / values.length;
      }
      return sum;
    };
  }

  private SmoothingParameter times(double factor) {
    return new SmoothingParameter(lambda * factor, score, atAnEnd);
  }

  private static SmoothingParameter unbounded(
      double[] points,
      DoubleFunction<SmoothingSpline> spline,
      ToDoubleFunction<SmoothingSpline> score) {
    // Refuses bad data, too.
    double[] knots = spline.apply(1).knots();
    double extent = Math.abs(knots[knots.length - 1] - knots[0]);
    double unit = Math.min(1e300, Math.max(1e-270, Math.pow(extent, 3)));
    double count = Math.max(10, points.length);
    double least = Math.max(Double.MIN_NORMAL, 1e-6 * unit / Math.pow(count, 4));
    return minimize(least, 10 * unit, UNBOUNDED_PER_DECADE, spline, score);
  }

  private static SmoothingParameter minimize(
      double least,
      double greatest,
      double perDecade,
      DoubleFunction<SmoothingSpline> spline,
      ToDoubleFunction<SmoothingSpline> score) {
    if (!(least > 0) || !(greatest > least) || Double.isInfinite(greatest)) {
      throw new IllegalArgumentException(
          "[%s, %s] is no range of parameters; give two positive ends, the lower one first"
              .formatted(least, greatest));
    }
    double from = Math.log10(least);
    double to = Math.log10(greatest);
    int steps = (int) Math.max(2, Math.ceil((to - from) * perDecade));
    double step = (to - from) / steps;
    int best = 0;
    double bestScore = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= steps; i++) {
      double lambda = i == 0 ? least : i == steps ? greatest : Math.pow(10, from + i * step);
      double current = score.applyAsDouble(spline.apply(lambda));
      if (current < bestScore) {
        bestScore = current;
        best = i;
      }
    }
    GoldenSection.Minimum refined =
        GoldenSection.minimize(
            logarithm -> score.applyAsDouble(spline.apply(Math.pow(10, logarithm))),
            from + Math.max(0, best - 1) * step,
            from + Math.min(steps, best + 1) * step,
            1e-4);
    boolean end = best == 0 || best == steps;
    if (refined.value() < bestScore * (end ? 1 - LEVEL : 1)) {
      return new SmoothingParameter(Math.pow(10, refined.point()), refined.value(), false);
    }
    double lambda = best == 0 ? least : best == steps ? greatest : Math.pow(10, from + best * step);
    return new SmoothingParameter(lambda, bestScore, end);
  }
}
