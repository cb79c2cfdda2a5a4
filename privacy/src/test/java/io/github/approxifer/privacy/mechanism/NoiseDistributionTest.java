package io.github.approxifer.privacy.mechanism;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.privacy.Neighbours;
import io.github.approxifer.privacy.noise.SeededRandomBitsForTests;
import io.github.approxifer.privacy.sensitivity.L1Sensitivity;
import io.github.approxifer.privacy.sensitivity.L2Sensitivity;
import io.github.approxifer.privacy.statistics.KolmogorovSmirnov;
import io.github.approxifer.privacy.statistics.Moments;
import io.github.approxifer.privacy.statistics.PlantedNoise;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each check has a false-alarm rate of 1e-5 (moments) or 1e-6 (distribution function) over seeds;
 * the seeds are fixed. Steps of 2^-40 of the scale are invisible at these sample sizes, so the
 * continuous distribution functions are the reference.
 */
class NoiseDistributionTest {
  private static final int MOMENT_DRAWS = 100_000;

  /**
   * A variance ratio of 1.0625 moves the distribution function by {@code 0.0308 / (2 e) = 0.0057},
   * twice the limit {@code 2.69 / sqrt(n) = 0.0027} at this size.
   */
  private static final int DISTRIBUTION_DRAWS = 1_000_000;

  private static final double DEVIATION = Math.sqrt(2);

  private final PlantedNoise planted = new PlantedNoise(7);

  private static double[] draw(int count, DoubleSupplier noise) {
    double[] draws = new double[count];
    for (int i = 0; i < count; i++) {
      draws[i] = noise.getAsDouble();
    }
    return draws;
  }

  private static LaplaceMechanism laplace(double scale, long seed) {
    return LaplaceMechanism.of(
        new L1Sensitivity(scale, 1, Neighbours.WHOLE_QUERY), 1, new SeededRandomBitsForTests(seed));
  }

  private static double laplaceCumulative(double x, double scale) {
    double tail = 0.5 * Math.exp(-Math.abs(x) / scale);
    return x < 0 ? tail : 1 - tail;
  }

  private static boolean momentsFit(double[] draws, double mean, double scale) {
    double variance = 2 * scale * scale;
    return Moments.meanError(draws, mean, variance) < Moments.LIMIT
        && Moments.varianceError(draws, mean, variance, 6) < Moments.LIMIT;
  }

  private static boolean shapeFits(double[] draws) {
    return KolmogorovSmirnov.statistic(draws, x -> laplaceCumulative(x, 1))
        < KolmogorovSmirnov.LIMIT;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 2, 200})
  void laplaceNoiseHasItsMoments(double scale) {
    LaplaceMechanism mechanism = laplace(scale, 31);
    double[] draws = draw(MOMENT_DRAWS, () -> mechanism.addNoise(5.25));
    assertThat(momentsFit(draws, 5.25, scale)).isTrue();
  }

  @Test
  void momentsCatchAScaleOffByATenth() {
    for (double wrong : new double[] {0.9, 1.1}) {
      LaplaceMechanism mechanism = laplace(wrong, 32);
      assertThat(momentsFit(draw(MOMENT_DRAWS, () -> mechanism.addNoise(0)), 0, 1)).isFalse();
    }
  }

  @Test
  void momentsCatchASmallShiftAndASmallSpread() {
    LaplaceMechanism mechanism = laplace(1, 33);
    assertThat(momentsFit(draw(MOMENT_DRAWS, () -> mechanism.addNoise(0) + 0.02 * DEVIATION), 0, 1))
        .isFalse();
    assertThat(
            momentsFit(draw(MOMENT_DRAWS, () -> mechanism.addNoise(0) * Math.sqrt(1.0625)), 0, 1))
        .isFalse();
  }

  @Test
  void laplaceNoiseHasItsShape() {
    LaplaceMechanism mechanism = laplace(1, 34);
    assertThat(shapeFits(draw(DISTRIBUTION_DRAWS, () -> mechanism.addNoise(0)))).isTrue();
  }

  @Test
  void theShapeCheckCatchesPlantedFaults() {
    LaplaceMechanism wide = laplace(1.1, 35);
    LaplaceMechanism narrow = laplace(0.9, 36);
    LaplaceMechanism right = laplace(1, 37);
    assertThat(shapeFits(draw(DISTRIBUTION_DRAWS, () -> wide.addNoise(0)))).isFalse();
    assertThat(shapeFits(draw(DISTRIBUTION_DRAWS, () -> narrow.addNoise(0)))).isFalse();
    assertThat(shapeFits(draw(DISTRIBUTION_DRAWS, () -> right.addNoise(0) + 0.02 * DEVIATION)))
        .isFalse();
    assertThat(shapeFits(draw(DISTRIBUTION_DRAWS, () -> right.addNoise(0) * Math.sqrt(1.0625))))
        .isFalse();
    assertThat(shapeFits(draw(DISTRIBUTION_DRAWS, () -> planted.gaussian(DEVIATION)))).isFalse();
  }

  @Test
  void gaussianNoiseHasItsMomentsAndShape() {
    GaussianMechanism mechanism =
        GaussianMechanism.of(
            new L2Sensitivity(1, 1, Neighbours.WHOLE_QUERY),
            1,
            1e-5,
            new SeededRandomBitsForTests(38));
    double deviation = mechanism.standardDeviation();
    double[] draws = draw(MOMENT_DRAWS, () -> mechanism.addNoise(-2.5) + 2.5);
    double variance = deviation * deviation;
    assertThat(Moments.meanError(draws, 0, variance)).isLessThan(Moments.LIMIT);
    assertThat(Moments.varianceError(draws, 0, variance, 3)).isLessThan(Moments.LIMIT);
    assertThat(Moments.varianceError(draws, 0, variance * 1.21, 3)).isGreaterThan(Moments.LIMIT);
    assertThat(KolmogorovSmirnov.statistic(draws, x -> 1 - NormalTail.upper(x / deviation)))
        .isLessThan(KolmogorovSmirnov.LIMIT);
    // Laplace noise of equal variance is another shape.
    double[] laplace = draw(MOMENT_DRAWS, () -> planted.inverseCdf(deviation / DEVIATION));
    assertThat(KolmogorovSmirnov.statistic(laplace, x -> 1 - NormalTail.upper(x / deviation)))
        .isGreaterThan(KolmogorovSmirnov.LIMIT);
  }
}
