package io.github.approxifer.privacy.noise;

import java.math.BigDecimal;

/**
 * The multiples of a power of two g, on which values are rounded and noise is added exactly.
 * Immutable.
 *
 * <p>Because g is a power of two, rounding to a multiple and multiplying a step count are exact in
 * doubles. What is released is the exact sum of a grid value and a whole number of steps, rounded
 * once to the nearest double, and therefore a function of that sum alone: the rounding is
 * post-processing and costs no privacy.
 */
public final class Grid {
  private static final double EXACT_STEPS = 0x1p53;

  private final double step;

  private Grid(double step) {
    this.step = step;
  }

  /**
   * Returns the grid whose step is the smallest power of two that is at least {@code noiseScale /
   * 2^40} (the granularity of Google's Java library for differential privacy).
   *
   * @param noiseScale Laplace scale or standard deviation, positive
   * @return the grid
   * @throws IllegalArgumentException if the scale is not in [2^-900, 2^1000], where steps and
   *     rounding are exact
   */
  public static Grid forNoiseScale(double noiseScale) {
    if (!(noiseScale >= 0x1p-900 && noiseScale <= 0x1p1000)) {
      throw new IllegalArgumentException(
          "the noise scale must be 2^-900 to 2^1000, but is "
              + noiseScale
              + ": change the sensitivity or epsilon");
    }
    int exponent = Math.getExponent(noiseScale);
    boolean power = noiseScale == Math.scalb(1.0, exponent);
    return new Grid(Math.scalb(1.0, (power ? exponent : exponent + 1) - 40));
  }

  /**
   * Returns g.
   *
   * @return the distance of neighbouring grid values, a power of two
   */
  public double step() {
    return step;
  }

  /**
   * Returns the multiple of g nearest to a value, ties to the even multiple; the two differ by at
   * most {@code g / 2}, so two values come apart by at most g.
   *
   * @param value finite
   * @return the multiple, exact
   */
  public double round(double value) {
    double steps = value / step;
    // From 2^53 steps on, and so from 2^52 on, every double is a multiple of the step.
    return Math.abs(steps) < EXACT_STEPS ? Math.rint(steps) * step : value;
  }

  /**
   * Returns {@code rounded + steps g}, rounded once to the nearest double (infinite on overflow).
   *
   * @param rounded a multiple of g, as from {@link #round}
   * @param steps whole number of steps, at most 2^62 in magnitude
   * @return the sum, never minus zero
   */
  public double add(double rounded, long steps) {
    if (Math.abs(steps) < 1L << 53) {
      return rounded + steps * step;
    }
    return new BigDecimal(rounded)
        .add(BigDecimal.valueOf(steps).multiply(new BigDecimal(step)))
        .doubleValue();
  }
}
