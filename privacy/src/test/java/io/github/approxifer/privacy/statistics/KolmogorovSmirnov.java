package io.github.approxifer.privacy.statistics;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Largest distance between the empirical and the true distribution function. */
public final class KolmogorovSmirnov {
  /**
   * {@code P(sqrt(n) distance > L) <= 2 exp(-2 L^2) = 1e-6}, for every n and every distribution,
   * discrete ones included (Dvoretzky, Kiefer, Wolfowitz; Massart's constant).
   */
  public static final double LIMIT = Math.sqrt(0.5 * Math.log(2 / 1e-6));

  private KolmogorovSmirnov() {}

  /**
   * Returns {@code sqrt(n)} times the largest distance at a drawn value.
   *
   * @param draws not modified
   * @param cumulative probability of at most its argument
   */
  public static double statistic(double[] draws, DoubleUnaryOperator cumulative) {
    double[] sorted = draws.clone();
    Arrays.sort(sorted);
    double worst = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i + 1 == sorted.length || sorted[i + 1] != sorted[i]) {
        double empirical = (i + 1.0) / sorted.length;
        worst = Math.max(worst, Math.abs(empirical - cumulative.applyAsDouble(sorted[i])));
      }
    }
    return Math.sqrt(sorted.length) * worst;
  }
}
