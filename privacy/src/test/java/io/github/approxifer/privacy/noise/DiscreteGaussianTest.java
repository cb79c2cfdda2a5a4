package io.github.approxifer.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.privacy.statistics.KolmogorovSmirnov;
import io.github.approxifer.privacy.statistics.Moments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscreteGaussianTest {
  private static final int DRAWS = 200_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 25})
  void followsItsDistribution(long deviation) {
    double[] draws = draw(deviation);
    assertThat(KolmogorovSmirnov.statistic(draws, k -> cumulative(deviation, (long) k)))
        .isLessThan(KolmogorovSmirnov.LIMIT);
  }

  @Test
  void aSlightlyWrongDeviationIsCaught() {
    // A wider one by a tenth: the distance of the distribution functions is near 0.023, against
    // the limit 2.69 / sqrt(200000) = 0.006.
    assertThat(KolmogorovSmirnov.statistic(draw(22), k -> cumulative(20, (long) k)))
        .isGreaterThan(KolmogorovSmirnov.LIMIT);
  }

  @ParameterizedTest
  @ValueSource(longs = {1000, 1L << 40, DiscreteGaussian.MAX_DEVIATION})
  void hasItsMoments(long deviation) {
    double[] draws = draw(deviation);
    double variance = (double) deviation * deviation;
    assertThat(Moments.meanError(draws, 0, variance)).isLessThan(Moments.LIMIT);
    assertThat(Moments.varianceError(draws, 0, variance, 3)).isLessThan(Moments.LIMIT);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, DiscreteGaussian.MAX_DEVIATION + 1})
  void refusesADeviationOutOfRange(long deviation) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DiscreteGaussian.of(deviation))
        .withMessageContaining(Long.toString(deviation));
  }

  private static double[] draw(long deviation) {
    DiscreteGaussian gaussian = DiscreteGaussian.of(deviation);
    RandomBits bits = new SeededRandomBitsForTests(deviation);
    double[] draws = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      draws[i] = (double) gaussian.sample(bits);
    }
    return draws;
  }

  private static double cumulative(long deviation, long k) {
    double below = 0;
    double all = 0;
    for (long j = -40 * deviation; j <= 40 * deviation; j++) {
      double p = Math.exp(-0.5 * j * j / (deviation * deviation));
      all += p;
      below += j <= k ? p : 0;
    }
    return below / all;
  }
}
