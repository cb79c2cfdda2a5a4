package io.github.approxifer.privacy.mechanism;

/**
 * The exact trade-off between epsilon, delta and noise of the Gaussian mechanism (Balle and Wang,
 * "Improving the Gaussian mechanism for differential privacy: analytical calibration and optimal
 * denoising", ICML 2018, theorem 8): noise of standard deviation sigma on a release of l2
 * sensitivity D is (epsilon, delta)-differentially private if and only if
 *
 * <pre>
 *   delta >= Phi(D/(2 sigma) - epsilon sigma/D) - e^epsilon Phi(-D/(2 sigma) - epsilon sigma/D).
 * </pre>
 *
 * <p>The two terms nearly cancel for little privacy loss, and {@code e^epsilon} overflows for much.
 * With {@code a = epsilon sigma/D - D/(2 sigma)} and {@code b = a + D/sigma} the densities satisfy
 * {@code e^epsilon phi(b) = phi(a)}, so the difference is {@code phi(a) (R(a) - R(b))} with Mills'
 * ratio R, and for b near a the integral of {@code -R'} between them. That form is used here.
 */
public final class AnalyticGaussian {
  /** Smallest and largest ratio of sensitivity to standard deviation that is considered. */
  private static final double MIN_RATIO = 0x1p-40;

  private static final double MAX_RATIO = 0x1p20;

  /** Relative margin of the calibration above the numerical error of delta. */
  private static final double MARGIN = 1e-9;

  /** Abscissas and weights of Gauss's five-point rule on [-1, 1]. */
  private static final double[] GAUSS_NODES = {
    0, Math.sqrt(5 - 2 * Math.sqrt(10.0 / 7)) / 3, Math.sqrt(5 + 2 * Math.sqrt(10.0 / 7)) / 3
  };

  private static final double[] GAUSS_WEIGHTS = {
    128.0 / 225, (322 + 13 * Math.sqrt(70)) / 900, (322 - 13 * Math.sqrt(70)) / 900
  };

  private AnalyticGaussian() {}

  /**
   * Returns the smallest delta for which Gaussian noise is (epsilon, delta)-differentially private.
   *
   * @param epsilon finite, not negative
   * @param ratio (l2 sensitivity) / (standard deviation), in [2^-40, 2^20]
   * @return delta in [0, 1], with a relative error below 1e-10 where it is above 1e-290
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public static double delta(double epsilon, double ratio) {
    if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "epsilon must be finite and not negative, but is " + epsilon);
    }
    if (!(ratio >= MIN_RATIO && ratio <= MAX_RATIO)) {
      throw new IllegalArgumentException(
          "the ratio of sensitivity to deviation must be 2^-40 to 2^20, but is " + ratio);
    }
    double a = epsilon / ratio - 0.5 * ratio;
    double b = epsilon / ratio + 0.5 * ratio;
    if (ratio < 0.125) {
      return NormalTail.density(a) * slopeIntegral(epsilon / ratio, 0.5 * ratio);
    }
    double difference =
        a < 0
            ? NormalTail.upper(a) - NormalTail.density(a) * NormalTail.mills(b)
            : NormalTail.density(a) * (NormalTail.mills(a) - NormalTail.mills(b));
    return Math.max(0, difference);
  }

  /**
   * Returns the noise that (epsilon, delta) needs, for sensitivity 1; it is proportional to the
   * sensitivity.
   *
   * @param epsilon in (0, 2^30]
   * @param delta in (0, 1)
   * @return (standard deviation) / (l2 sensitivity), above the exact value by a relative 1e-8 at
   *     most
   * @throws IllegalArgumentException if an argument is out of its range, or the noise would exceed
   *     2^40 sensitivities
   */
  public static double deviationPerSensitivity(double epsilon, double delta) {
    if (!(epsilon > 0 && epsilon <= 0x1p30)) {
      throw new IllegalArgumentException(
          "epsilon must be above 0 and at most 2^30, but is " + epsilon);
    }
    if (!(delta > 0 && delta < 1)) {
      throw new IllegalArgumentException("delta must be in (0, 1), but is " + delta);
    }
    double target = delta * (1 - MARGIN);
    double low = MIN_RATIO;
    double high = MAX_RATIO;
    if (delta(epsilon, low) > target) {
      throw new IllegalArgumentException(
          "the noise would exceed 2^40 sensitivities at epsilon %s and delta %s: choose larger ones"
              .formatted(epsilon, delta));
    }
    while (high - low > 1e-12 * low) {
      double middle = low < 0.5 * high ? Math.sqrt(low * high) : 0.5 * (low + high);
      if (delta(epsilon, middle) > target) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return (1 + MARGIN) / low;
  }

  /**
   * Integrates {@code -R'} around the centre, for a half width below 1/16; error below rounding.
   */
  private static double slopeIntegral(double centre, double half) {
    double sum = GAUSS_WEIGHTS[0] * NormalTail.millsSlope(centre);
    for (int i = 1; i < GAUSS_NODES.length; i++) {
      double offset = half * GAUSS_NODES[i];
      sum +=
          GAUSS_WEIGHTS[i]
              * (NormalTail.millsSlope(centre - offset) + NormalTail.millsSlope(centre + offset));
    }
    return half * sum;
  }
}
