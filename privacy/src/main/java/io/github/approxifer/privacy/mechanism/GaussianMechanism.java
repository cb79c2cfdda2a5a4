package io.github.approxifer.privacy.mechanism;

import io.github.approxifer.privacy.PrivacyLoss;
import io.github.approxifer.privacy.noise.DiscreteGaussian;
import io.github.approxifer.privacy.noise.Grid;
import io.github.approxifer.privacy.noise.RandomBits;
import io.github.approxifer.privacy.noise.SecureRandomBits;
import io.github.approxifer.privacy.sensitivity.L2Sensitivity;

/**
 * The Gaussian mechanism: a release of m real values is (epsilon, delta)-differentially private
 * when each value gets independent Gaussian noise, calibrated to the l2 sensitivity by the analytic
 * condition of Balle and Wang (see {@link AnalyticGaussian}).
 *
 * <p><b>What is guaranteed.</b> The noise is a discrete Gaussian on a grid of step g, drawn
 * exactly, with parameter s steps, {@code s >= 2^39}; the guarantee is that of the condition above,
 * and this is why. Let the inputs of neighbouring releases be within D of each other in l2.
 *
 * <ol>
 *   <li>Rounding moves a value by at most {@code g / 2}, so the rounded inputs are within {@code D'
 *       = D + sqrt(m) g} of each other. The calibration uses D'.
 *   <li>Adding a <i>continuous</i> Gaussian of deviation {@code s g} to the rounded input and then
 *       rounding to the grid is post-processing of the continuous mechanism, so it has exactly its
 *       guarantee, for every m. Its noise on one value takes k steps with probability {@code c(k) =
 *       integral of the density over [k - 1/2, k + 1/2]}, in units of g.
 *   <li>The discrete Gaussian takes k steps with probability {@code d(k)} proportional to the
 *       density at k, and {@code c(k) / density(k) = integral over |u| < 1/2 of exp(-u^2 / (2 s^2))
 *       cosh(k u / s^2) du}. For {@code |k| <= 200 s} this is between {@code exp(-1 / (8 s^2))} and
 *       {@code exp(100^2 / (2 s^2))}; by Poisson's summation formula the densities at all integers
 *       sum to 1 up to {@code 3 exp(-2 pi^2 s^2)}. So {@code |log(c(k) / d(k))| <= eta = 2^-64},
 *       while {@code d(k) = 0} beyond, where c has mass {@code tau < 2^-28000}.
 *   <li>Passing from d to c and back, {@code P(S) <= e^(epsilon + 2 m eta) P'(S) + e^(m eta) delta
 *       + m tau e^(epsilon + m eta)}. The calibration is therefore done for {@code epsilon - m
 *       2^-62} and {@code (1 - 2^-20) delta}, which cover all three extra terms given the limits
 *       below.
 * </ol>
 *
 * <p>Limits: epsilon in [2^-20, 2^10], delta in [2^-900, 1); the deviation is then at most 2^26
 * sensitivities and s below 2^42 for any m. The condition itself is evaluated in doubles and met
 * with a relative margin of 1e-9 on both delta and the deviation. The rest is the quality of the
 * random bits.
 */
public final class GaussianMechanism extends GridMechanism {
  private static final double MIN_EPSILON = 0x1p-20;
  private static final double MAX_EPSILON = 0x1p10;
  private static final double MIN_DELTA = 0x1p-900;

  private final DiscreteGaussian noise;

  private GaussianMechanism(
      L2Sensitivity sensitivity, double epsilon, double delta, RandomBits bits) {
    this(
        sensitivity,
        new PrivacyLoss(epsilon, delta),
        deviationPerSensitivity(epsilon, delta, sensitivity.values()),
        bits);
  }

  private GaussianMechanism(
      L2Sensitivity sensitivity, PrivacyLoss loss, double perSensitivity, RandomBits bits) {
    super(
        sensitivity.values(),
        sensitivity.neighbours(),
        loss,
        Grid.forNoiseScale(perSensitivity * sensitivity.bound()),
        bits);
    // Relative rounding errors here are some 2^-52 each; the margin of the calibration is 1e-9.
    double steps =
        perSensitivity * (sensitivity.bound() / granularity() + Math.sqrt(sensitivity.values()));
    this.noise = DiscreteGaussian.of((long) Math.ceil(steps));
  }

  /**
   * A mechanism with secure noise.
   *
   * @param sensitivity l2 bound for one release
   * @param epsilon in [2^-20, 2^10]
   * @param delta in [2^-900, 1)
   * @return the mechanism
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public static GaussianMechanism of(L2Sensitivity sensitivity, double epsilon, double delta) {
    return of(sensitivity, epsilon, delta, new SecureRandomBits());
  }

  /**
   * A mechanism with a given source of random bits, which it uses under its lock.
   *
   * @param sensitivity l2 bound for one release
   * @param epsilon in [2^-20, 2^10]
   * @param delta in [2^-900, 1)
   * @param bits the source
   * @return the mechanism
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public static GaussianMechanism of(
      L2Sensitivity sensitivity, double epsilon, double delta, RandomBits bits) {
    return new GaussianMechanism(sensitivity, epsilon, delta, bits);
  }

  private static double deviationPerSensitivity(double epsilon, double delta, int values) {
    if (!(epsilon >= MIN_EPSILON && epsilon <= MAX_EPSILON)) {
      throw new IllegalArgumentException(
          "epsilon must be at least 2^-20 and at most 2^10, but is " + epsilon);
    }
    if (!(delta >= MIN_DELTA && delta < 1)) {
      throw new IllegalArgumentException(
          "delta must be at least 2^-900 and below 1, but is " + delta);
    }
    return AnalyticGaussian.deviationPerSensitivity(
        Math.nextDown(epsilon - values * 0x1p-62), delta * (1 - 0x1p-20));
  }

  @Override
  public double standardDeviation() {
    return noise.deviation() * granularity();
  }

  @Override
  long drawSteps(RandomBits source) {
    return noise.sample(source);
  }

  /**
   * {@code P(|X| > k)} is at most {@code e^eta} times the mass of the continuous Gaussian beyond
   * {@code k + 1/2}; the half step left over exceeds that factor.
   */
  @Override
  double halfWidthInSteps(double missed) {
    return Math.ceil(NormalTail.upperQuantile(missed / 2) * noise.deviation());
  }
}
