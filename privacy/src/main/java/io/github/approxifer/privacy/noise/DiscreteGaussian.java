package io.github.approxifer.privacy.noise;

/**
 * The discrete Gaussian distribution: an integer k with probability proportional to {@code exp(-k^2
 * / (2 s^2))}, cut off at 200 s. Immutable; sampling uses the caller's random bits.
 *
 * <p>Sampling is exact in integers, by the discrete form of the rejection method of Karney
 * ("Sampling exactly from the normal distribution", ACM Transactions on Mathematical Software
 * 42(1), 2016, algorithms N and B). Write the magnitude as {@code s (j + x)} with an integer j and
 * {@code x = u / s} in [0, 1); then
 *
 * <pre>
 *   exp(-(j + x)^2 / 2) = exp(-j/2) exp(-j(j-1)/2) [exp(-x (2j + x) / (2j + 2))]^(j+1),
 * </pre>
 *
 * and each factor is a sequence of exact trials. The part cut off has probability below {@code
 * exp(-20000) < 2^-28000}.
 */
public final class DiscreteGaussian {
  /** Largest standard deviation. */
  public static final long MAX_DEVIATION = 1L << 45;

  /** Magnitudes reach below this multiple of the standard deviation. */
  public static final int CUT_OFF = 200;

  private final long deviation;

  private DiscreteGaussian(long deviation) {
    if (deviation < 1 || deviation > MAX_DEVIATION) {
      throw new IllegalArgumentException(
          "the deviation must be 1 to 2^45, but is "
              + deviation
              + ": choose a larger epsilon or delta");
    }
    this.deviation = deviation;
  }

  /**
   * The distribution with a parameter s.
   *
   * @param deviation s, 1 to 2^45; for s of 10 and more the standard deviation is s to within
   *     rounding
   * @return the distribution
   * @throws IllegalArgumentException if it is out of its range
   */
  public static DiscreteGaussian of(long deviation) {
    return new DiscreteGaussian(deviation);
  }

  /**
   * Returns the parameter s.
   *
   * @return the standard deviation
   */
  public long deviation() {
    return deviation;
  }

  /**
   * Draws one integer.
   *
   * @param bits random bits, used up; the caller holds their monitor if threads share them
   * @return the integer, below 200 s in magnitude
   */
  public long sample(RandomBits bits) {
    while (true) {
      int whole = wholeDeviations(bits);
      long offset = ExactTrials.uniform(bits, deviation);
      if (whole >= CUT_OFF || !acceptOffset(bits, whole, offset)) {
        continue;
      }
      long magnitude = whole * deviation + offset;
      boolean negative = bits.next(1) == 1;
      if (!negative) {
        return magnitude;
      }
      if (magnitude != 0) {
        return -magnitude;
      }
    }
  }

  /** Returns j with probability proportional to {@code exp(-j^2 / 2)}. */
  private static int wholeDeviations(RandomBits bits) {
    while (true) {
      int count = 0;
      while (ExactTrials.bernoulliExpOfHalf(bits)) {
        count++;
      }
      if (allSucceed(bits, (long) count * (count - 1))) {
        return count;
      }
    }
  }

  private static boolean allSucceed(RandomBits bits, long trials) {
    for (long i = 0; i < trials; i++) {
      if (!ExactTrials.bernoulliExpOfHalf(bits)) {
        return false;
      }
    }
    return true;
  }

  /** Returns true with probability {@code exp(-x (2j + x) / 2)}, as j + 1 equal trials. */
  private boolean acceptOffset(RandomBits bits, int whole, long offset) {
    for (int i = 0; i <= whole; i++) {
      if (!offsetTrial(bits, whole, offset)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns true with probability {@code exp(-r)} for {@code r = x (2j + x) / (2j + 2)}, in the way
   * of {@link ExactTrials#bernoulliExp}; a trial of probability r is two independent ones.
   */
  private boolean offsetTrial(RandomBits bits, int whole, long offset) {
    int successes = 0;
    while (ExactTrials.oneIn(bits, successes + 1)
        && ExactTrials.bernoulli(bits, offset, deviation)
        && ExactTrials.bernoulli(
            bits, 2L * whole * deviation + offset, (2L * whole + 2) * deviation)) {
      successes++;
    }
    return successes % 2 == 0;
  }
}
