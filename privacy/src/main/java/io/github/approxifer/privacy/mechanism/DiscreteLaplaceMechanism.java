package io.github.approxifer.privacy.mechanism;

import io.github.approxifer.privacy.Neighbours;
import io.github.approxifer.privacy.PrivacyLoss;
import io.github.approxifer.privacy.accuracy.ConfidenceInterval;
import io.github.approxifer.privacy.noise.RandomBits;
import io.github.approxifer.privacy.noise.SecureRandomBits;
import io.github.approxifer.privacy.noise.TwoSidedGeometric;
import io.github.approxifer.privacy.sensitivity.L1Sensitivity;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The discrete Laplace (geometric) mechanism for whole numbers: a release of m integers is
 * epsilon-differentially private when each gets an independent integer of probability proportional
 * to {@code exp(-|k| / b)} with {@code b = floor(l1 sensitivity) / epsilon} (Ghosh, Roughgarden,
 * Sundararajan, "Universally utility-maximizing privacy mechanisms", STOC 2009).
 *
 * <p>Nothing is rounded, so the sensitivity is not enlarged; two different integer releases are a
 * whole number apart, which allows the floor. The scale is a ratio {@code t / 2^j} that is at least
 * b and exceeds it by less than one part in 2^39 when b is above 2^-22. A sum beyond the range of
 * long is replaced by the end of the range, which is post-processing. Noise beyond 2^62 / 2^j is
 * cut off, an event of probability below 2^-1000.
 *
 * <p>Thread-safe: a call holds the lock of the random source while it draws.
 */
public final class DiscreteLaplaceMechanism {
  /** Bits of the integer t. */
  private static final int SCALE_BITS = 40;

  private final L1Sensitivity sensitivity;
  private final PrivacyLoss loss;
  private final TwoSidedGeometric noise;
  private final RandomBits bits;

  private DiscreteLaplaceMechanism(L1Sensitivity sensitivity, double epsilon, RandomBits bits) {
    this.loss = PrivacyLoss.pure(MechanismChecks.requireEpsilon(epsilon));
    if (sensitivity.bound() < 1) {
      throw new IllegalArgumentException(
          "the l1 sensitivity of whole numbers must be at least 1, but is " + sensitivity.bound());
    }
    this.sensitivity = sensitivity;
    this.bits = bits;
    this.noise = calibrate(Math.floor(sensitivity.bound()), epsilon);
  }

  /**
   * A mechanism with secure noise.
   *
   * @param sensitivity l1 bound for one release, at least 1
   * @param epsilon price of one release, in [2^-50, 2^50]
   * @return the mechanism
   * @throws IllegalArgumentException if epsilon is out of range, the sensitivity is below 1, or the
   *     scale is above 2^52
   */
  public static DiscreteLaplaceMechanism of(L1Sensitivity sensitivity, double epsilon) {
    return of(sensitivity, epsilon, new SecureRandomBits());
  }

  /**
   * A mechanism with a given source of random bits, which it uses under its lock.
   *
   * @param sensitivity l1 bound for one release, at least 1
   * @param epsilon price of one release, in [2^-50, 2^50]
   * @param bits the source
   * @return the mechanism
   * @throws IllegalArgumentException if epsilon is out of range, the sensitivity is below 1, or the
   *     scale is above 2^52
   */
  public static DiscreteLaplaceMechanism of(
      L1Sensitivity sensitivity, double epsilon, RandomBits bits) {
    return new DiscreteLaplaceMechanism(sensitivity, epsilon, bits);
  }

  private static TwoSidedGeometric calibrate(double steps, double epsilon) {
    int exponent = Math.getExponent(steps / epsilon);
    int shift = Math.max(0, Math.min(SCALE_BITS - 1 - exponent, TwoSidedGeometric.MAX_SHIFT));
    BigDecimal scale =
        new BigDecimal(steps)
            .multiply(BigDecimal.valueOf(1L << shift))
            .divide(new BigDecimal(epsilon), 0, RoundingMode.CEILING);
    return TwoSidedGeometric.of(
        scale.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValueExact(), shift);
  }

  /**
   * Adds noise to a single integer; the sensitivity must be that of one value.
   *
   * @param value any integer
   * @return the released integer
   * @throws IllegalArgumentException if the sensitivity is that of several values
   */
  public long addNoise(long value) {
    MechanismChecks.requireLength(sensitivity.values(), 1);
    synchronized (bits) {
      return noisy(value);
    }
  }

  /**
   * Adds noise to the m integers of one release.
   *
   * @param data m integers; not modified unless it is the destination
   * @param destination at least m long, may be {@code data}; its first m values are overwritten
   * @return {@code destination}
   * @throws IllegalArgumentException if {@code data} does not have exactly m values or the
   *     destination is too short
   */
  public long[] addNoise(long[] data, long[] destination) {
    MechanismChecks.requireLength(sensitivity.values(), data.length);
    MechanismChecks.requireDestination(data.length, destination.length);
    synchronized (bits) {
      for (int i = 0; i < data.length; i++) {
        destination[i] = noisy(data[i]);
      }
    }
    return destination;
  }

  private long noisy(long value) {
    long steps = noise.sample(bits);
    long sum = value + steps;
    boolean overflow = ((value ^ sum) & (steps ^ sum)) < 0;
    if (overflow) {
      return steps < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return sum;
  }

  /**
   * Returns an interval for the integer before noise.
   *
   * @param released an integer from this mechanism
   * @param level probability of containing the value, strictly between 0 and 1
   * @return the interval, centred at the released integer
   * @throws IllegalArgumentException if the level is out of its range
   */
  public ConfidenceInterval confidenceInterval(long released, double level) {
    ConfidenceInterval.requireLevel(level);
    return ConfidenceInterval.around(
        (double) released, (double) noise.halfWidth(ConfidenceInterval.beyond(level)), level);
  }

  /**
   * Returns the distribution of the noise.
   *
   * @return the two-sided geometric distribution
   */
  public TwoSidedGeometric noise() {
    return noise;
  }

  /**
   * Returns the price of one release.
   *
   * @return the loss (epsilon, 0)
   */
  public PrivacyLoss privacyLoss() {
    return loss;
  }

  /**
   * Returns the neighbours that the price refers to.
   *
   * @return the notion of the sensitivity
   */
  public Neighbours neighbours() {
    return sensitivity.neighbours();
  }
}
