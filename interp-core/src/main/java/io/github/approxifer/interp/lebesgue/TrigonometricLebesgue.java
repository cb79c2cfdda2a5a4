package io.github.approxifer.interp.lebesgue;

import io.github.approxifer.interp.trigonometric.TrigonometricInterpolant;

/** The Lebesgue constant of trigonometric interpolation. The class is thread-safe. */
public final class TrigonometricLebesgue {

  private TrigonometricLebesgue() {}

  /**
   * The Lebesgue constant on equispaced nodes, the same for every period.
   *
   * @param count the number of nodes, at least 1
   * @return the greatest sum of absolute interpolation weights, with a relative error below 1e-10
   * @throws IllegalArgumentException if {@code count} is less than 1
   */
  public static double constant(int count) {
    double[] row = new double[Math.max(0, count)];
    // All gaps are alike.
    return Math.max(
        1,
        IntervalMaximum.of(
            z -> {
              TrigonometricInterpolant.weights(count, 0, count, z, row);
              double sum = 0;
              for (double weight : row) {
                sum += Math.abs(weight);
              }
              return sum;
            },
            0,
            1));
  }
}
