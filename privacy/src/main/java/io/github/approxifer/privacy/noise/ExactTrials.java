package io.github.approxifer.privacy.noise;

/**
 * Uniform integers and yes-or-no trials whose probabilities are exact: no floating-point number is
 * involved.
 */
final class ExactTrials {
  /** Largest denominator of a trial: a digit's worth of shifting still fits a long. */
  static final long MAX_DENOMINATOR = 1L << 54;

  private static final int DIGIT_BITS = 8;
  private static final int HIGH_BITS = 8;

  private ExactTrials() {}

  /**
   * Returns a uniform integer in [0, bound), for {@code 1 <= bound < 2^62}, by rejection. The high
   * places are drawn and tested first, so that most rejected candidates cost few bits.
   */
  static long uniform(RandomBits bits, long bound) {
    int width = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(bound - 1));
    int lowWidth = Math.max(0, width - HIGH_BITS);
    long highest = (bound - 1) >>> lowWidth;
    while (true) {
      long high = bits.next(width - lowWidth);
      if (high > highest) {
        continue;
      }
      long candidate = lowWidth == 0 ? high : (high << lowWidth) | bits.next(lowWidth);
      if (candidate < bound) {
        return candidate;
      }
    }
  }

  /**
   * Returns true with probability {@code numerator / denominator}, for {@code 0 <= numerator <=
   * denominator <= 2^54}.
   *
   * <p>The binary expansion of the ratio is produced by long division, a digit of eight bits at a
   * time, and compared with random digits until they differ: the random expansion is below the
   * ratio's exactly with that probability.
   */
  static boolean bernoulli(RandomBits bits, long numerator, long denominator) {
    long remainder = numerator;
    while (true) {
      remainder <<= DIGIT_BITS;
      // The digit of the ratio is the floor of remainder / denominator; multiplying compares with
      // it
      // without dividing.
      long excess = remainder - bits.next(DIGIT_BITS) * denominator;
      if (excess >= denominator) {
        return true;
      }
      if (excess <= 0) {
        return false;
      }
      remainder = excess;
    }
  }

  /**
   * Returns true with probability {@code exp(-numerator / denominator)}, for {@code 0 <= numerator
   * <= denominator <= 2^54}.
   *
   * <p>With {@code r} the ratio, trials of probability r/1, r/2, r/3, ... are made until one fails.
   * The chance that the first j succeed is {@code r^j / j!}, so an even number of successes has
   * probability {@code sum_j (-r)^j / j! = exp(-r)} (von Neumann; Canonne, Kamath, Steinke, arXiv
   * 2004.00010, algorithm 1).
   */
  static boolean bernoulliExp(RandomBits bits, long numerator, long denominator) {
    int successes = 0;
    while (oneIn(bits, successes + 1) && bernoulli(bits, numerator, denominator)) {
      successes++;
    }
    return successes % 2 == 0;
  }

  /** Returns true with probability {@code exp(-1)}. */
  static boolean bernoulliExpOfOne(RandomBits bits) {
    int successes = 1;
    while (oneIn(bits, successes + 1)) {
      successes++;
    }
    return successes % 2 == 0;
  }

  /** Returns true with probability {@code exp(-1/2)}. */
  static boolean bernoulliExpOfHalf(RandomBits bits) {
    int successes = 0;
    while (oneIn(bits, successes + 1) && bits.next(1) == 0) {
      successes++;
    }
    return successes % 2 == 0;
  }

  /** Returns true with probability {@code 1 / n}. */
  static boolean oneIn(RandomBits bits, int n) {
    return switch (n) {
      case 1 -> true;
      case 2 -> bits.next(1) == 0;
      case 4 -> bits.next(2) == 0;
      default -> bernoulli(bits, 1, n);
    };
  }
}
