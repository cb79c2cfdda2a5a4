package io.github.approxifer.coding.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class TypicalSizeTest {
  private static double[] exp(double... logs) {
    return Arrays.stream(logs).map(Math::exp).toArray();
  }

  private static TypicalSize known(double[] sizes) {
    return Objects.requireNonNull(TypicalSize.of(sizes));
  }

  private static double below(double[] sizes, double log) {
    return known(sizes).below(Math.exp(log));
  }

  @Test
  void saysNothingOfFewerThanFive() {
    assertThat(TypicalSize.of(new double[4])).isNull();
    assertThat(TypicalSize.of(new double[5])).isNotNull();
  }

  /** The logarithms have the mean 3 and the deviation sqrt(2). */
  @Test
  void countsSquaredDeviationsBelowTheMeanLogarithm() {
    double[] sizes = exp(1, 2, 3, 4, 5);
    double twoBelow = 3 - 2 * Math.sqrt(2);
    assertThat(below(sizes, -1)).isCloseTo(8, within(1e-12));
    assertThat(below(sizes, twoBelow - 1e-9)).isCloseTo(4, within(1e-8));
    assertThat(below(sizes, twoBelow + 1e-9)).isZero();
    assertThat(below(sizes, 3)).isZero();
    assertThat(below(sizes, 30)).isZero();
  }

  /** Sizes that are alike by chance vary by half a unit of the logarithm all the same. */
  @Test
  void allowsForALeastDeviation() {
    double[] alike = exp(1, 1, 1, 1, 1);
    assertThat(below(alike, 1e-9)).isZero();
    assertThat(below(alike, -0.5)).isCloseTo(9, within(1e-12));
  }

  /** Nothing at all is the least size there is, and no infinity. */
  @Test
  void takesASizeOfZero() {
    double[] ones = exp(0, 0, 0, 0, 0);
    double deviations = -Math.log(Double.MIN_NORMAL) / 0.5;
    assertThat(known(ones).below(0)).isCloseTo(deviations * deviations, within(1e-6));
    assertThat(known(new double[5]).below(1)).isZero();
  }

  /** Eight answers a unit from their mean, 10: one that is nearer is odd, and one near nothing. */
  @Test
  void findsWhatIsTooNearToTheMeanOrToNothing() {
    FMatrixRMaj believed = new FMatrixRMaj(8, 1, true, 9, 11, 9, 11, 9, 11, 9, 11);
    double nearMean = -Math.log(0.25) / 0.5;
    assertThat(TypicalSize.below(believed, value(10.5f)))
        .isCloseTo(nearMean * nearMean, within(1e-12));
    double fromNothing = Math.log(9) + Math.log(11);
    double nearNothing = (fromNothing - Math.log(0.25)) / 0.5;
    assertThat(TypicalSize.below(believed, value(0.5f)))
        .isCloseTo(nearNothing * nearNothing, within(1e-12));
    assertThat(TypicalSize.below(believed, value(9))).isZero();
    assertThat(TypicalSize.below(believed, value(1000))).isZero();
    FMatrixRMaj four = new FMatrixRMaj(4, 1, true, 9, 11, 9, 11);
    assertThat(TypicalSize.below(four, value(10.5f))).isZero();
  }

  private static FMatrixRMaj value(float value) {
    return new FMatrixRMaj(1, 1, true, value);
  }
}
