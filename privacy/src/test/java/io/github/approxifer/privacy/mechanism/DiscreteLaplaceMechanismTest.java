package io.github.approxifer.privacy.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.privacy.Neighbours;
import io.github.approxifer.privacy.PrivacyLoss;
import io.github.approxifer.privacy.noise.SeededRandomBitsForTests;
import io.github.approxifer.privacy.sensitivity.L1Sensitivity;
import io.github.approxifer.privacy.statistics.KolmogorovSmirnov;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscreteLaplaceMechanismTest {
  private static DiscreteLaplaceMechanism seeded(double bound, int values, double epsilon) {
    return DiscreteLaplaceMechanism.of(
        new L1Sensitivity(bound, values, Neighbours.WHOLE_QUERY),
        epsilon,
        new SeededRandomBitsForTests(6));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "1, 50", "7, 0.1", "2.9, 1", "1000000, 1e-3", "1, 1e10"})
  void rateIsEpsilonOverSensitivity(double bound, double epsilon) {
    double rate = epsilon / Math.floor(bound);
    assertThat(seeded(bound, 1, epsilon).noise().rate())
        .isBetween(rate * (1 - 0x1p-25), rate * (1 + 1e-15));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "7, 0.1"})
  void followsItsDistribution(double bound, double epsilon) {
    DiscreteLaplaceMechanism mechanism = seeded(bound, 1, epsilon);
    double[] draws = new double[100_000];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = (double) (mechanism.addNoise(-12) + 12);
    }
    double q = Math.exp(-epsilon / bound);
    assertThat(
            KolmogorovSmirnov.statistic(
                draws, k -> k < 0 ? Math.pow(q, -k) / (1 + q) : 1 - Math.pow(q, k + 1) / (1 + q)))
        .isLessThan(KolmogorovSmirnov.LIMIT);
  }

  @Test
  void sumsStayWithinLong() {
    DiscreteLaplaceMechanism mechanism = seeded(1L << 40, 2, 1);
    long[] ends = {Long.MAX_VALUE, Long.MIN_VALUE};
    for (int i = 0; i < 100; i++) {
      long[] released = mechanism.addNoise(ends, new long[2]);
      assertThat(released[0]).isGreaterThan(Long.MAX_VALUE - (1L << 48));
      assertThat(released[1]).isLessThan(Long.MIN_VALUE + (1L << 48));
    }
    assertThat(ends).containsExactly(Long.MAX_VALUE, Long.MIN_VALUE);
  }

  @Test
  void intervalsCoverAsOftenAsTheySay() {
    DiscreteLaplaceMechanism mechanism = seeded(1, 1, 0.01);
    int draws = 100_000;
    int covered = 0;
    for (int i = 0; i < draws; i++) {
      covered += mechanism.confidenceInterval(mechanism.addNoise(i), 0.9).contains(i) ? 1 : 0;
    }
    // One step of a scale of 100 changes the coverage by 0.001.
    assertThat((double) covered / draws)
        .isCloseTo(0.9005, within(0.0005 + 4.41717 * Math.sqrt(0.09 / draws)));
  }

  @Test
  void knowsItsPrice() {
    DiscreteLaplaceMechanism mechanism =
        DiscreteLaplaceMechanism.of(new L1Sensitivity(1, 1, Neighbours.ONE_ROW), 0.25);
    assertThat(mechanism.privacyLoss()).isEqualTo(PrivacyLoss.pure(0.25));
    assertThat(mechanism.neighbours()).isEqualTo(Neighbours.ONE_ROW);
  }

  @Test
  void refusesWhatItCannotCalibrate() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seeded(0.5, 1, 1))
        .withMessageContaining("0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seeded(1e10, 1, 1e-7))
        .withMessageContaining("larger epsilon");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seeded(1, 1, Double.NaN))
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException().isThrownBy(() -> seeded(1, 2, 1).addNoise(4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seeded(1, 2, 1).addNoise(new long[3], new long[3]))
        .withMessageContaining("3");
  }
}
