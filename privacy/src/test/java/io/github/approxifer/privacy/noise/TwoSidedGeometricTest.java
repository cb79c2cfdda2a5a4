package io.github.approxifer.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.privacy.statistics.KolmogorovSmirnov;
import io.github.approxifer.privacy.statistics.Moments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwoSidedGeometricTest {
  private static final int DRAWS = 200_000;

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 0", "1, 2", "5, 3", "1099511627776, 0", "1099511627776, 40", "7, 62"})
  void followsItsDistribution(long scale, int shift) {
    TwoSidedGeometric geometric = TwoSidedGeometric.of(scale, shift);
    RandomBits bits = new SeededRandomBitsForTests(scale + shift);
    double[] draws = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      draws[i] = (double) geometric.sample(bits);
    }
    assertThat(KolmogorovSmirnov.statistic(draws, k -> geometric.cumulative((long) k)))
        .isLessThan(KolmogorovSmirnov.LIMIT);
    assertThat(Moments.meanError(draws, 0, geometric.variance() + 1e-300))
        .isLessThan(Moments.LIMIT);
  }

  @Test
  void probabilitiesFallByTheRate() {
    TwoSidedGeometric geometric = TwoSidedGeometric.of(5, 2);
    assertThat(geometric.rate()).isEqualTo(0.8);
    double total = geometric.cumulative(-41);
    double variance = 0;
    for (long k = -40; k <= 40; k++) {
      double p = geometric.cumulative(k) - geometric.cumulative(k - 1);
      double expected = Math.tanh(0.4) * Math.exp(-0.8 * Math.abs(k));
      assertThat(p).isCloseTo(expected, within(1e-15));
      total += p;
      variance += k * k * p;
    }
    assertThat(total).isCloseTo(geometric.cumulative(40), within(1e-15));
    // What is left beyond 40 is about 40^2 exp(-32), below 1e-10.
    assertThat(geometric.variance()).isCloseTo(variance, within(1e-10));
  }

  @ParameterizedTest
  @CsvSource({"5, 2, 0.05", "5, 0, 0.001", "1, 3, 0.5", "1000, 0, 1e-9"})
  void halfWidthIsTheSmallest(long scale, int shift, double missed) {
    TwoSidedGeometric geometric = TwoSidedGeometric.of(scale, shift);
    long width = geometric.halfWidth(missed);
    assertThat(2 * geometric.cumulative(-width - 1)).isLessThanOrEqualTo(missed * (1 + 1e-12));
    if (width > 0) {
      assertThat(2 * geometric.cumulative(-width)).isGreaterThan(missed);
    }
  }

  @Test
  void refusesParametersOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TwoSidedGeometric.of(0, 0))
        .withMessageContaining("0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TwoSidedGeometric.of(TwoSidedGeometric.MAX_SCALE + 1, 0))
        .withMessageContaining("4503599627370497");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TwoSidedGeometric.of(1, 63))
        .withMessageContaining("63");
    TwoSidedGeometric geometric = TwoSidedGeometric.of(1, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> geometric.halfWidth(1))
        .withMessageContaining("1.0");
  }
}
