package io.github.approxifer.interp.internal;

import java.util.function.DoubleUnaryOperator;

/**
 * Golden sections: the minimum of a function with one valley in an interval, without derivatives.
 *
 * <p>Source: J. Kiefer, Sequential minimax search for a maximum, Proceedings of the American
 * Mathematical Society 4 (1953). All methods are thread-safe.
 */
public final class GoldenSection {

  private static final double GOLDEN = 0.5 * (Math.sqrt(5) - 1);

  /** Enough to go from any width to the spacing of doubles. */
  private static final int MOST_STEPS = 100;

  private GoldenSection() {}

  /**
   * The least value found.
   *
   * @param point where it is
   * @param value the value
   */
  public record Minimum(double point, double value) {}

  /**
   * Narrows the interval around the minimum.
   *
   * @param function the function
   * @param from the lower end
   * @param to the upper end
   * @param width when to stop; intervals that no double divides any more end the search, too
   * @return the best of all points seen
   */
  public static Minimum minimize(
      DoubleUnaryOperator function, double from, double to, double width) {
    double a = from;
    double b = to;
    double left = b - GOLDEN * (b - a);
    double right = a + GOLDEN * (b - a);
    double atLeft = function.applyAsDouble(left);
    double atRight = function.applyAsDouble(right);
    for (int step = 0; step < MOST_STEPS && b - a > width && left < right; step++) {
      if (atLeft <= atRight) {
        b = right;
        right = left;
        atRight = atLeft;
        left = b - GOLDEN * (b - a);
        atLeft = function.applyAsDouble(left);
      } else {
        a = left;
        left = right;
        atLeft = atRight;
        right = a + GOLDEN * (b - a);
        atRight = function.applyAsDouble(right);
      }
    }
    return atLeft <= atRight ? new Minimum(left, atLeft) : new Minimum(right, atRight);
  }
}
