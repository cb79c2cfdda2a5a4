package io.github.approxifer.interp.lebesgue;

import io.github.approxifer.interp.internal.GoldenSection;
import java.util.function.DoubleUnaryOperator;

/** The maximum of a function between two nodes, where Lebesgue functions have one hump. */
final class IntervalMaximum {

  private static final int STEPS = 12;

  private IntervalMaximum() {}

  static double of(DoubleUnaryOperator function, double from, double to) {
    double step = (to - from) / STEPS;
    int best = 1;
    double greatest = 0;
    for (int i = 1; i < STEPS; i++) {
      double value = function.applyAsDouble(from + i * step);
      if (value > greatest) {
        greatest = value;
        best = i;
      }
    }
    // The value at the maximum is good to the square of the width.
    GoldenSection.Minimum hump =
        GoldenSection.minimize(
            z -> -function.applyAsDouble(z),
            from + (best - 1) * step,
            from + (best + 1) * step,
            1e-6 * (to - from));
    return Math.max(greatest, -hump.value());
  }
}
