package io.github.approxifer.interp.lebesgue;

import java.util.function.DoubleUnaryOperator;

/** The maximum of a function between two nodes, where Lebesgue functions have one hump. */
final class IntervalMaximum {

  private static final int STEPS = 12;
  private static final double GOLDEN = 0.5 * (Math.sqrt(5) - 1);

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
    double a = from + (best - 1) * step;
    double b = from + (best + 1) * step;
    // The value at the maximum is good to the square of the width.
    while (b - a > 1e-6 * (to - from)) {
      double left = function.applyAsDouble(b - GOLDEN * (b - a));
      double right = function.applyAsDouble(a + GOLDEN * (b - a));
      greatest = Math.max(greatest, Math.max(left, right));
      if (left >= right) {
        b = a + GOLDEN * (b - a);
      } else {
        a = b - GOLDEN * (b - a);
      }
    }
    return greatest;
  }
}
