package io.github.approxifer.interp.minimax;

import io.github.approxifer.interp.internal.Checks;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Best approximations of a real function on an interval, by the algorithm of Remez with barycentric
 * formulas: the error is levelled at reference points, which then move to its extrema.
 *
 * <p>A best approximation is known by its error, which reaches its greatest size with alternating
 * signs at m + n + 2 points (fewer only if a lower degree does as well). Rational functions are
 * approached by degrees, from type (m - n, 0) or (0, n - m) on, whose extrema show where the next
 * ones must be. All methods are thread-safe.
 */
public final class Minimax {

  private static final int MOST_STEPS = 100;
  private static final int FRUITLESS = 8;

  /** Nothing more is tried once error and level differ by less than this share. */
  private static final double LEVEL = 1e-10;

  /** They are level if they differ by less than this. */
  private static final double SETTLED = 1e-6;

  /** Or by less than so many units of rounding of the greatest value. */
  private static final double ROUNDINGS = 64;

  private Minimax() {}

  /**
   * The best polynomial.
   *
   * @param function the function, continuous and finite on the interval
   * @param degree the degree, at least 0
   * @param lower the lower end of the interval, finite
   * @param upper the upper end, finite and greater than {@code lower}
   * @return the approximation
   * @throws IllegalArgumentException if the degree is negative, the interval is empty or not
   *     finite, or the function is not finite at a point
   */
  public static MinimaxApproximant polynomial(
      DoubleUnaryOperator function, int degree, double lower, double upper) {
    return rational(function, degree, 0, lower, upper);
  }

  /**
   * The best rational function of type (m, n).
   *
   * @param function the function, continuous and finite on the interval
   * @param numerator the degree m of the numerator, at least 0
   * @param denominator the degree n of the denominator, at least 0
   * @param lower the lower end of the interval, finite
   * @param upper the upper end, finite and greater than {@code lower}
   * @return the approximation; if the iteration broke down, the best that was reached, perhaps of
   *     lower degrees, which {@link MinimaxApproximant#converged} tells
   * @throws IllegalArgumentException if a degree is negative, the interval is empty or not finite,
   *     or the function is not finite at a point
   */
  public static MinimaxApproximant rational(
      DoubleUnaryOperator function, int numerator, int denominator, double lower, double upper) {
    if (numerator < 0 || denominator < 0) {
      throw new IllegalArgumentException(
          "the degrees are %d and %d, but must not be negative".formatted(numerator, denominator));
    }
    Checks.requireInterval(lower, upper);
    DoubleUnaryOperator checked = x -> Checks.finiteValue(function, x);
    MinimaxApproximant best = climb(checked, numerator, denominator, lower, upper, 0);
    if (best == null || !best.converged()) {
      // Reference points that are symmetric as the function is may level no error at all.
      MinimaxApproximant second = climb(checked, numerator, denominator, lower, upper, 1);
      best = better(best, second);
    }
    if (best == null || !best.converged()) {
      MinimaxApproximant third = fromAbove(checked, numerator, denominator, lower, upper);
      best = better(best, third);
    }
    if (best == null) {
      throw new ArithmeticException(
          "no rational function of type (%d, %d) without poles was found; try other degrees, or AaaLawson"
              .formatted(numerator, denominator));
    }
    return best;
  }

  private static @Nullable MinimaxApproximant better(
      @Nullable MinimaxApproximant a, @Nullable MinimaxApproximant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return b.error() < a.error() ? b : a;
  }

  /**
   * From low degrees to those asked for.
   *
   * @param dropped how many of the first reference points to leave out at the upper end
   */
  private static @Nullable MinimaxApproximant climb(
      DoubleUnaryOperator function,
      int numerator,
      int denominator,
      double lower,
      double upper,
      int dropped) {
    int common = Math.min(numerator, denominator);
    MinimaxApproximant best = null;
    double[] reference = new double[0];
    for (int k = 0; k <= common; k++) {
      int m = numerator - common + k;
      int n = denominator - common + k;
      int count = m + n + 2;
      reference =
          reference.length == 0
              ? Arrays.copyOf(moreOf(reference, count + dropped, lower, upper), count)
              : moreOf(reference, count, lower, upper);
      MinimaxApproximant step = remez(function, m, n, reference, lower, upper);
      if (step == null) {
        continue;
      }
      reference = step.referencePoints();
      boolean whole = k == common;
      if (best == null || step.error() <= best.error() || (whole && step.converged())) {
        best = whole || step.isExact() ? step : step.notConverged();
      }
      if (step.isExact()) {
        return best;
      }
    }
    return best;
  }

  /**
   * From the reference points of one degree more, less one of them: the degrees in between may be
   * of no use, as odd ones are for an even function.
   */
  private static @Nullable MinimaxApproximant fromAbove(
      DoubleUnaryOperator function, int m, int n, double lower, double upper) {
    MinimaxApproximant higher = climb(function, m + 1, n, lower, upper, 0);
    if (higher == null || higher.numerator() != m + 1 || higher.denominator() != n) {
      return null;
    }
    double[] points = higher.referencePoints();
    return remez(function, m, n, Arrays.copyOf(points, points.length - 1), lower, upper);
  }

  /** So many points, placed as those given are, or as Chebyshev's. */
  private static double[] moreOf(double[] points, int count, double lower, double upper) {
    if (points.length < 2) {
      double[] chebyshev = ChebyshevNodes.secondKind(count, lower, upper);
      Arrays.sort(chebyshev);
      return chebyshev;
    }
    double[] more = new double[count];
    for (int i = 0; i < count; i++) {
      double place = i * (points.length - 1.0) / (count - 1.0);
      int left = Math.min((int) place, points.length - 2);
      more[i] = points[left] + (place - left) * (points[left + 1] - points[left]);
    }
    return more;
  }

  private static @Nullable MinimaxApproximant remez(
      DoubleUnaryOperator function, int m, int n, double[] start, double lower, double upper) {
    double[] reference = start;
    MinimaxApproximant best = null;
    int fruitless = 0;
    for (int step = 0; step < MOST_STEPS && fruitless < FRUITLESS; step++) {
      double[] values = Arrays.stream(reference).map(function).toArray();
      double greatest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
      LevelledFit fit = LevelledFit.of(reference, values, m, n);
      if (fit == null) {
        return best;
      }
      MinimaxApproximant current = MinimaxApproximant.of(fit, m, n, reference);
      ErrorCurve curve =
          ErrorCurve.of(x -> function.applyAsDouble(x) - fit.value(x), reference, lower, upper);
      double error = curve.greatest();
      double gap = error - Math.abs(fit.level());
      double rounding = ROUNDINGS * 0x1p-53 * greatest;
      boolean exact = error <= rounding;
      fruitless = best == null || error < best.error() ? 0 : fruitless + 1;
      if (fruitless == 0) {
        best = current.with(error, gap <= SETTLED * error + rounding, exact);
      }
      if (gap <= LEVEL * error + 0x1p-53 * greatest || exact) {
        return best;
      }
      double[] next = curve.reference(m + n + 2);
      if (next.length < m + n + 2) {
        return best;
      }
      reference = next;
    }
    return best;
  }
}
