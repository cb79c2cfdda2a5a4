package io.github.approxifer.privacy.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalyticGaussianTest {
  /**
   * Delta as the mean of {@code max(0, 1 - e^(epsilon - L))} over the privacy loss L, normal with
   * mean {@code r^2 / 2} and variance {@code r^2}: an integral of positive terms, by Simpson's
   * rule.
   */
  private static double reference(double epsilon, double ratio) {
    double a = epsilon / ratio - 0.5 * ratio;
    double end = Math.max(0, -a) + 40;
    int pieces = 400_000;
    double step = end / pieces;
    double sum = 0;
    for (int i = 0; i <= pieces; i++) {
      double v = i * step;
      double weight = i == 0 || i == pieces ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * -Math.expm1(-ratio * v) * NormalTail.density(v + a);
    }
    return sum * step / 3;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1, 0.26",
    "0.1, 0.01",
    "0.01, 0.124",
    "0.01, 0.126",
    "5, 2",
    "5, 0.5",
    "0, 0.3",
    "0, 5",
    "20, 8",
    "0.001, 1e-4",
    "1e-6, 1e-7",
    "3, 0.15",
    "50, 12"
  })
  void agreesWithTheIntegralOverThePrivacyLoss(double epsilon, double ratio) {
    // Simpson's rule is good to about 1e-12 here.
    assertThat(AnalyticGaussian.delta(epsilon, ratio))
        .isCloseTo(reference(epsilon, ratio), withPercentage(1e-8));
  }

  @Test
  void noEpsilonLeavesTheTotalVariation() {
    // For epsilon 0 delta is Phi(r/2) - Phi(-r/2); erf(1/sqrt 2) = 0.682689492137086.
    assertThat(AnalyticGaussian.delta(0, 2)).isCloseTo(0.682689492137086, within(1e-14));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1e-5",
    "0.1, 1e-9",
    "10, 1e-6",
    "0.001, 1e-3",
    "300, 1e-12",
    "1, 0.5",
    "2, 1e-200"
  })
  void calibrationSpendsDeltaAndNotMore(double epsilon, double delta) {
    double deviation = AnalyticGaussian.deviationPerSensitivity(epsilon, delta);
    assertThat(AnalyticGaussian.delta(epsilon, 1 / deviation)).isLessThan(delta);
    assertThat(AnalyticGaussian.delta(epsilon, 1 / (deviation * (1 - 1e-7)))).isGreaterThan(delta);
  }

  @Test
  void needsLessNoiseThanTheClassicFormula() {
    // sqrt(2 log(1.25 / delta)) / epsilon = 4.84 for (1, 1e-5).
    double classic = Math.sqrt(2 * Math.log(1.25 / 1e-5));
    assertThat(AnalyticGaussian.deviationPerSensitivity(1, 1e-5)).isBetween(3.73, 0.8 * classic);
  }

  @Test
  void normalTailMatchesPublishedValues() {
    // Abramowitz and Stegun, table 26.1 and 26.2: Q(1), Q(2), Q(5); log10 of Q(10) is -23.11805.
    assertThat(NormalTail.upper(0)).isEqualTo(0.5);
    assertThat(NormalTail.upper(1)).isCloseTo(0.158655253931457, within(1e-15));
    assertThat(NormalTail.upper(-1)).isCloseTo(1 - 0.158655253931457, within(1e-15));
    assertThat(NormalTail.upper(2)).isCloseTo(0.022750131948179, within(1e-15));
    assertThat(NormalTail.upper(5)).isCloseTo(2.866515718791939e-7, withPercentage(1e-10));
    assertThat(-Math.log10(NormalTail.upper(10))).isCloseTo(23.11805, within(5e-6));
    // The two formulas meet at 1.
    assertThat(NormalTail.mills(Math.nextDown(1.0))).isCloseTo(NormalTail.mills(1), within(1e-14));
    assertThat(NormalTail.upper(NormalTail.upperQuantile(1e-9)))
        .isCloseTo(1e-9, withPercentage(1e-9));
  }

  @Test
  void refusesArgumentsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnalyticGaussian.delta(-1, 1))
        .withMessageContaining("-1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnalyticGaussian.delta(1, 0))
        .withMessageContaining("0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnalyticGaussian.deviationPerSensitivity(0, 0.1))
        .withMessageContaining("0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnalyticGaussian.deviationPerSensitivity(1, 1))
        .withMessageContaining("1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnalyticGaussian.deviationPerSensitivity(1e-20, 1e-20))
        .withMessageContaining("2^40");
  }
}
