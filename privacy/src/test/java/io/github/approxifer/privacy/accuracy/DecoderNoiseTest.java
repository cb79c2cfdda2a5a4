package io.github.approxifer.privacy.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecoderNoiseTest {
  private static final double[] MATRIX = {0.5, -0.5, 1, 3, 0, -4};

  private final DecoderNoise noise = DecoderNoise.of(MATRIX, 2, 3);

  @Test
  void amplifiesByTheSumOfSquares() {
    assertThat(noise.varianceAmplification(0)).isEqualTo(1.5);
    assertThat(noise.varianceAmplifications(new double[3])).containsExactly(1.5, 25, 0);
    assertThat(noise.meanVarianceAmplification()).isEqualTo(13.25);
  }

  @Test
  void measuredVarianceAgrees() {
    SplittableRandom random = new SplittableRandom(3);
    int draws = 100_000;
    double sum = 0;
    for (int i = 0; i < draws; i++) {
      double decoded = 0;
      for (int k = 3; k < 6; k++) {
        decoded += MATRIX[k] * random.nextGaussian();
      }
      sum += decoded * decoded;
    }
    assertThat(sum / draws).isCloseTo(25, within(4.41717 * 25 * Math.sqrt(2.0 / draws)));
  }

  @Test
  void halfWidthsCover() {
    SplittableRandom random = new SplittableRandom(4);
    int draws = 100_000;
    double level = 0.95;
    for (int query = 0; query < 2; query++) {
      double laplace = noise.laplaceHalfWidth(query, 2, level);
      double gaussian = noise.gaussianHalfWidth(query, 2, level);
      int laplaceOutside = 0;
      int gaussianOutside = 0;
      for (int i = 0; i < draws; i++) {
        double decodedLaplace = 0;
        double decodedGaussian = 0;
        for (int k = 3 * query; k < 3 * query + 3; k++) {
          double sign = random.nextBoolean() ? 1 : -1;
          decodedLaplace -= MATRIX[k] * 2 * sign * Math.log(1 - random.nextDouble());
          decodedGaussian += MATRIX[k] * 2 * random.nextGaussian();
        }
        laplaceOutside += Math.abs(decodedLaplace) > laplace ? 1 : 0;
        gaussianOutside += Math.abs(decodedGaussian) > gaussian ? 1 : 0;
      }
      // Conservative, but not by orders of magnitude.
      assertThat((double) laplaceOutside / draws).isBetween(0.002, 0.05);
      assertThat((double) gaussianOutside / draws).isBetween(0.002, 0.05);
    }
  }

  @Test
  void halfWidthsScaleWithTheNoise() {
    assertThat(noise.laplaceHalfWidth(1, 6, 0.9))
        .isCloseTo(3 * noise.laplaceHalfWidth(1, 2, 0.9), within(1e-12));
    assertThat(noise.gaussianHalfWidth(1, 1, 0.95))
        .isCloseTo(5 * Math.sqrt(2 * Math.log(40)), within(1e-9));
    DecoderNoise single = DecoderNoise.of(new double[] {1, 0}, 1, 2);
    double exact = Math.log(20);
    assertThat(single.laplaceHalfWidth(0, 1, 0.95)).isBetween(exact, 2 * exact);
    DecoderNoise none = DecoderNoise.of(new double[2], 1, 2);
    assertThat(none.laplaceHalfWidth(0, 1, 0.95)).isZero();
    assertThat(none.gaussianHalfWidth(0, 1, 0.95)).isZero();
  }

  /** Of both queries, the formulas as they are printed, and the rounding on top. */
  @Test
  void halfWidthsAreChernoffsBoundsAndTheRounding() {
    double scale = 2;
    double level = 0.9;
    for (int query = 0; query < 2; query++) {
      double[] weights = Arrays.copyOfRange(MATRIX, 3 * query, 3 * query + 3);
      double largest = Arrays.stream(weights).map(Math::abs).max().orElseThrow();
      double sum = Arrays.stream(weights).map(Math::abs).sum();
      double bound = Double.POSITIVE_INFINITY;
      for (int step = 1; step < 1000; step++) {
        double t = step / 1000.0 / (scale * largest);
        double logarithm = Math.log(2 / (1 - level));
        for (double weight : weights) {
          logarithm -= Math.log(1 - Math.pow(scale * weight * t, 2));
        }
        bound = Math.min(bound, logarithm / t);
      }
      double rounding = 0x1p-40 * scale * sum;
      assertThat(noise.laplaceHalfWidth(query, scale, level) - bound)
          .isCloseTo(rounding, within(rounding / 4));
      double deviation =
          scale * Math.sqrt(2 * Math.log(2 / (1 - level)) * noise.varianceAmplification(query));
      assertThat(noise.gaussianHalfWidth(query, scale, level) - deviation)
          .isBetween(0.9 * rounding, 1.1 * 0x1p-40 * scale * 3 * largest);
    }
  }

  @Test
  void aLevelBeyondRoundingIsAnInterval() {
    assertThat(ConfidenceInterval.beyond(0.75)).isEqualTo(0.25);
    assertThat(ConfidenceInterval.beyond(1e-20)).isEqualTo(Math.nextDown(1.0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfidenceInterval.beyond(1))
        .withMessageContaining("1.0");
  }

  @Test
  void refusesArgumentsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DecoderNoise.of(MATRIX, 2, 2))
        .withMessageContaining("6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DecoderNoise.of(new double[] {1, Double.NaN}, 1, 2))
        .withMessageContaining("index 1 is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> noise.varianceAmplification(2))
        .withMessageContaining("2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> noise.varianceAmplifications(new double[1]))
        .withMessageContaining("1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> noise.laplaceHalfWidth(2, 1, 0.5))
        .withMessageContaining("0 to 1, but is 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> noise.laplaceHalfWidth(0, 0, 0.5))
        .withMessageContaining("0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> noise.laplaceHalfWidth(0, -1, 0.5))
        .withMessageContaining("-1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> noise.gaussianHalfWidth(0, 1, 1.5))
        .withMessageContaining("1.5");
  }
}
