package io.github.approxifer.privacy.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.privacy.Neighbours;
import io.github.approxifer.privacy.PrivacyLoss;
import io.github.approxifer.privacy.noise.SeededRandomBitsForTests;
import io.github.approxifer.privacy.sensitivity.L2Sensitivity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianMechanismTest {
  private static L2Sensitivity l2(double bound, int values) {
    return new L2Sensitivity(bound, values, Neighbours.WHOLE_QUERY);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1e-5",
    "2, 10, 0.1, 1e-9",
    "0.01, 1000, 5, 1e-3",
    "1, 1000000, 1, 1e-6",
    "1, 1000000, 1e-6, 1e-6"
  })
  void deviationMeetsTheAnalyticCondition(double bound, int values, double epsilon, double delta) {
    GaussianMechanism mechanism = GaussianMechanism.of(l2(bound, values), epsilon, delta);
    double enlarged = bound + Math.sqrt(values) * mechanism.granularity();
    double spent = AnalyticGaussian.delta(epsilon, enlarged / mechanism.standardDeviation());
    assertThat(spent).isBetween(delta * (1 - 1e-5), delta);
  }

  /**
   * The step from the discrete to the rounded continuous Gaussian, checked at a coarse deviation of
   * s = 50 steps: a cell's mass, by Simpson's rule, against the density at its centre.
   */
  @Test
  void cellsOfTheContinuousGaussianMatchTheDiscreteOne() {
    int s = 50;
    double sum = 0;
    for (int k = -40 * s; k <= 40 * s; k++) {
      sum += NormalTail.density((double) k / s) / s;
    }
    assertThat(sum).isCloseTo(1, within(1e-14));
    for (int k = -30 * s; k <= 30 * s; k++) {
      double mass = 0;
      int pieces = 64;
      for (int i = 0; i <= pieces; i++) {
        double weight = i == 0 || i == pieces ? 1 : i % 2 == 1 ? 4 : 2;
        mass += weight * NormalTail.density((k - 0.5 + (double) i / pieces) / s);
      }
      double ratio = mass / (3 * pieces) / NormalTail.density((double) k / s);
      // 15 = |k| / (2 s) at most here, where the mechanism's cut-off has 100.
      assertThat(Math.log(ratio))
          .isBetween(-1 / (8.0 * s * s) - 1e-12, 15.0 * 15 / (2.0 * s * s) + 1e-12);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.95, 0.999})
  void intervalsCoverAsOftenAsTheySay(double level) {
    GaussianMechanism mechanism =
        GaussianMechanism.of(l2(1, 1), 1, 1e-3, new SeededRandomBitsForTests(8));
    int draws = 100_000;
    int covered = 0;
    double halfWidth = mechanism.halfWidth(level);
    for (int i = 0; i < draws; i++) {
      covered += Math.abs(mechanism.addNoise(i) - i) <= halfWidth ? 1 : 0;
    }
    assertThat((double) covered / draws)
        .isCloseTo(level, within(4.41717 * Math.sqrt(level * (1 - level) / draws)));
  }

  @Test
  void intervalsUseTheNormalQuantile() {
    GaussianMechanism mechanism = GaussianMechanism.of(l2(1, 1), 1, 1e-3);
    // 1.959963984540054 is the 97.5 % point of the standard normal distribution.
    assertThat(mechanism.halfWidth(0.95) / mechanism.standardDeviation())
        .isCloseTo(1.959963984540054, within(1e-9));
  }

  @Test
  void knowsItsPrice() {
    GaussianMechanism mechanism =
        GaussianMechanism.of(new L2Sensitivity(2, 10, Neighbours.ONE_ROW), 0.5, 1e-6);
    assertThat(mechanism.privacyLoss()).isEqualTo(new PrivacyLoss(0.5, 1e-6));
    assertThat(mechanism.neighbours()).isEqualTo(Neighbours.ONE_ROW);
    assertThat(mechanism.values()).isEqualTo(10);
  }

  @Test
  void theLimitsLeaveNoParametersUncovered() {
    GaussianMechanism extreme = GaussianMechanism.of(l2(1, Integer.MAX_VALUE), 0x1p-20, 0x1p-900);
    assertThat(extreme.standardDeviation() / extreme.granularity()).isLessThan(0x1p42);
    assertThat(GaussianMechanism.of(l2(1, 1), 0x1p-20, 0x1p-900).standardDeviation())
        .isLessThan(0x1p26);
    assertThat(GaussianMechanism.of(l2(1, 1), 0x1p10, 0.5).standardDeviation()).isPositive();
  }

  @Test
  void refusesParametersOutOfRange() {
    for (double epsilon : new double[] {0, 0x1p-21, 2000, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> GaussianMechanism.of(l2(1, 1), epsilon, 1e-5));
    }
    for (double delta : new double[] {0, 1, -0.1, 1e-300}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> GaussianMechanism.of(l2(1, 1), 1, delta))
          .withMessageContaining("delta")
          .withMessageContaining(Double.toString(delta));
    }
  }
}
