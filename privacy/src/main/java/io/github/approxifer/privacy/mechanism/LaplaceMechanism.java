package io.github.approxifer.privacy.mechanism;

import io.github.approxifer.privacy.PrivacyLoss;
import io.github.approxifer.privacy.noise.Grid;
import io.github.approxifer.privacy.noise.RandomBits;
import io.github.approxifer.privacy.noise.SecureRandomBits;
import io.github.approxifer.privacy.noise.TwoSidedGeometric;
import io.github.approxifer.privacy.sensitivity.L1Sensitivity;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The Laplace mechanism: a release of m real values is epsilon-differentially private when each
 * value gets independent Laplace noise of scale (l1 sensitivity) / epsilon.
 *
 * <p><b>Theorem.</b> Let the inputs of neighbouring releases be within D of each other in l1. With
 * a grid of step g, steps {@code n = floor(D / g) + m} and an integer scale {@code t >= n /
 * epsilon}, releasing {@code round(x_k) + g Z_k} with independent Z_k, {@code P(Z = z)}
 * proportional to {@code exp(-|z| / t)}, is epsilon-differentially private.
 *
 * <p><b>Proof.</b> Let {@code a_k = x_k / g} and {@code r_k} be the integer nearest to it, for both
 * inputs. Rounding moves each by at most 1/2, so {@code |r_k - r'_k| <= |a_k - a'_k| + 1}, and
 * summed over k, {@code |r - r'|_1 <= D / g + m}. The left-hand side is an integer and so is m,
 * hence it is at most n. The probabilities of one output y differ by the factor {@code prod_k
 * exp((|y_k - r'_k| - |y_k - r_k|) / t) <= exp(|r - r'|_1 / t) <= exp(n / t) <= exp(epsilon)}.
 * Rounding the exact sum to a double or float is a function of the sum, which costs nothing. For m
 * = 1 this is the parameter {@code g epsilon / (D + g)} of Google's library; the term m in place of
 * 1 is what a vector needs, and it is attained: m values that all sit half-way between grid values.
 *
 * <p>The step is the smallest power of two that is at least {@code D / (epsilon 2^40)}, so t is
 * near 2^40 and the enlargement, a factor {@code 1 + m 2^-40 / epsilon} of the noise, is far below
 * anything measurable unless epsilon is tiny. For epsilon in [2^-50, 2^50] the arithmetic is exact;
 * {@code t > 2^52}, which takes {@code m / epsilon} near 2^52, is refused. Magnitudes are cut at
 * 2^62 steps, an event of probability below 2^-1000 (see {@link TwoSidedGeometric}); short of it
 * the guarantee is the theorem's, up to the quality of the random bits.
 *
 * <p>Dwork, McSherry, Nissim, Smith, "Calibrating noise to sensitivity in private data analysis",
 * TCC 2006, proposition 1; the grid and granularity follow Google's "Secure noise generation".
 */
public final class LaplaceMechanism extends GridMechanism {
  private final TwoSidedGeometric noise;

  private LaplaceMechanism(L1Sensitivity sensitivity, double epsilon, RandomBits bits) {
    super(
        sensitivity.values(),
        sensitivity.neighbours(),
        PrivacyLoss.pure(MechanismChecks.requireEpsilon(epsilon)),
        Grid.forNoiseScale(sensitivity.bound() / epsilon),
        bits);
    this.noise = TwoSidedGeometric.of(scaleInSteps(sensitivity, epsilon, granularity()), 0);
  }

  /**
   * A mechanism with secure noise.
   *
   * @param sensitivity l1 bound for one release
   * @param epsilon price of one release, in [2^-50, 2^50]
   * @return the mechanism
   * @throws IllegalArgumentException if epsilon, or its ratio to the sensitivity, is out of range
   */
  public static LaplaceMechanism of(L1Sensitivity sensitivity, double epsilon) {
    return of(sensitivity, epsilon, new SecureRandomBits());
  }

  /**
   * A mechanism with a given source of random bits, which it uses under its lock.
   *
   * @param sensitivity l1 bound for one release
   * @param epsilon price of one release, in [2^-50, 2^50]
   * @param bits the source
   * @return the mechanism
   * @throws IllegalArgumentException if epsilon, or its ratio to the sensitivity, is out of range
   */
  public static LaplaceMechanism of(L1Sensitivity sensitivity, double epsilon, RandomBits bits) {
    return new LaplaceMechanism(sensitivity, epsilon, bits);
  }

  /** Returns t, the integer scale: {@code (floor(D / g) + m) / epsilon} rounded up. */
  private static long scaleInSteps(L1Sensitivity sensitivity, double epsilon, double step) {
    // Exact: the step is a power of two, and the quotient is at most 2^40 epsilon.
    BigDecimal steps =
        new BigDecimal(Math.floor(sensitivity.bound() / step))
            .add(BigDecimal.valueOf(sensitivity.values()));
    return steps
        .divide(new BigDecimal(epsilon), 0, RoundingMode.CEILING)
        .min(BigDecimal.valueOf(Long.MAX_VALUE))
        .longValueExact();
  }

  /**
   * Returns the scale b of the noise; its density falls by the factor e over this distance.
   *
   * @return b, in units of the values, slightly above (l1 sensitivity) / epsilon
   */
  public double scale() {
    return granularity() / noise.rate();
  }

  @Override
  public double standardDeviation() {
    return granularity() * Math.sqrt(noise.variance());
  }

  @Override
  long drawSteps(RandomBits source) {
    return noise.sample(source);
  }

  @Override
  double halfWidthInSteps(double missed) {
    return noise.halfWidth(missed);
  }
}
