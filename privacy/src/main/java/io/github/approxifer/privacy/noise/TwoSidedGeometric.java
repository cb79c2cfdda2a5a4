package io.github.approxifer.privacy.noise;

/**
 * The discrete Laplace distribution: an integer k with probability proportional to {@code exp(-|k|
 * r)}, where the rate is {@code r = 2^shift / scale}. Immutable; sampling uses the caller's random
 * bits.
 *
 * <p>Sampling is exact (Canonne, Kamath, Steinke, arXiv 2004.00010, algorithm 2, restated): a
 * uniform u below {@code scale} is kept with probability {@code exp(-u / scale)}, v counts the
 * successes of trials of probability {@code exp(-1)}, and {@code (u + scale v) >> shift} is
 * geometric; it gets a random sign, and minus zero is drawn again, otherwise zero would come twice
 * as often.
 *
 * <p>Magnitudes are cut off at 2^62 (before the shift). For a scale of at most 2^52 that happens
 * with probability at most {@code exp(-2^10) < 2^-1477}; for the scales near 2^40 that the Laplace
 * mechanism uses, below {@code exp(-2^21)}.
 */
public final class TwoSidedGeometric {
  /** Largest scale. */
  public static final long MAX_SCALE = 1L << 52;

  /** Largest shift. */
  public static final int MAX_SHIFT = 62;

  private static final long MAX_MAGNITUDE = 1L << 62;
  private static final int HIGH_BITS = 8;

  private final long scale;
  private final int shift;
  private final double rate;

  /** Numbers of high and low binary places of the integers below the scale. */
  private final int highWidth;

  private final int lowWidth;

  private TwoSidedGeometric(long scale, int shift) {
    if (scale < 1 || scale > MAX_SCALE) {
      throw new IllegalArgumentException(
          "the scale must be 1 to 2^52, but is " + scale + ": choose a larger epsilon");
    }
    if (shift < 0 || shift > MAX_SHIFT) {
      throw new IllegalArgumentException("the shift must be 0 to 62, but is " + shift);
    }
    this.scale = scale;
    this.shift = shift;
    this.rate = Math.scalb(1.0, shift) / scale;
    int width = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(scale - 1));
    this.highWidth = Math.min(width, HIGH_BITS);
    this.lowWidth = width - highWidth;
  }

  /**
   * The distribution with rate {@code 2^shift / scale}.
   *
   * @param scale 1 to 2^52
   * @param shift 0 to 62
   * @return the distribution
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public static TwoSidedGeometric of(long scale, int shift) {
    return new TwoSidedGeometric(scale, shift);
  }

  /**
   * Returns the rate: neighbouring integers differ in probability by the factor {@code exp(rate)}.
   *
   * @return {@code 2^shift / scale}, rounded to the nearest double
   */
  public double rate() {
    return rate;
  }

  /**
   * Draws one integer.
   *
   * @param bits random bits, used up; the caller holds their monitor if threads share them
   * @return the integer, at most 2^62 in magnitude
   */
  public long sample(RandomBits bits) {
    while (true) {
      long magnitude = geometric(bits) >>> shift;
      boolean negative = bits.next(1) == 1;
      if (!negative) {
        return magnitude;
      }
      if (magnitude != 0) {
        return -magnitude;
      }
    }
  }

  private long geometric(RandomBits bits) {
    long offset = offset(bits);
    long multiple = 0;
    while (ExactTrials.bernoulliExpOfOne(bits)) {
      multiple++;
    }
    return multiple >= MAX_MAGNITUDE / scale ? MAX_MAGNITUDE : offset + multiple * scale;
  }

  /**
   * Returns an integer u in [0, scale) with probability proportional to {@code exp(-u / scale)}.
   * The high places of a uniform candidate are drawn and tried first and the low ones only if they
   * are kept: {@code exp(-u / scale)} is the product of both parts' factors.
   */
  private long offset(RandomBits bits) {
    while (true) {
      long high = bits.next(highWidth) << lowWidth;
      if (high >= scale || !ExactTrials.bernoulliExp(bits, high, scale)) {
        continue;
      }
      if (lowWidth == 0) {
        return high;
      }
      long low = bits.next(lowWidth);
      if (high + low < scale && ExactTrials.bernoulliExp(bits, low, scale)) {
        return high + low;
      }
    }
  }

  /**
   * Returns the variance, {@code 2 q / (1 - q)^2} with {@code q = exp(-rate)}.
   *
   * @return the variance, not below 0
   */
  public double variance() {
    double p = -Math.expm1(-rate);
    return 2 * Math.exp(-rate) / (p * p);
  }

  /**
   * Returns the probability of a value of at most k.
   *
   * @param k any integer
   * @return a probability in [0, 1]
   */
  public double cumulative(long k) {
    double q = Math.exp(-rate);
    return k < 0 ? Math.exp(rate * k) / (1 + q) : 1 - Math.exp(-rate * (k + 1.0)) / (1 + q);
  }

  /**
   * Returns the smallest k whose interval [-k, k] misses the value with at most the given
   * probability, up to rounding: {@code P(|X| > k) = 2 q^(k+1) / (1 + q)}.
   *
   * @param missed allowed probability of a value outside, strictly between 0 and 1
   * @return the half width, at least 0
   * @throws IllegalArgumentException if the probability is out of its range
   */
  public long halfWidth(double missed) {
    if (!(missed > 0 && missed < 1)) {
      throw new IllegalArgumentException(
          "the probability must be strictly between 0 and 1, but is " + missed);
    }
    double q = Math.exp(-rate);
    double steps = Math.log(2 / (missed * (1 + q))) / rate - 1;
    return Math.max(0, (long) Math.ceil(steps));
  }
}
