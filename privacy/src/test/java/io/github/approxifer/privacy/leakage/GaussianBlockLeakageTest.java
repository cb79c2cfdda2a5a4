package io.github.approxifer.privacy.leakage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.privacy.mechanism.AnalyticGaussian;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GaussianBlockLeakageTest {
  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  private static double[] random(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextGaussian();
    }
    return values;
  }

  @Test
  void oneWorkerSeesAChannelOfKnownCapacity() {
    // Row (a, b): 1/2 log2(1 + (a s / (b sigma))^2).
    GaussianBlockLeakage leakage =
        GaussianBlockLeakage.of(new double[] {0.6, 0.4, 0.1, -0.9}, 2, 1, 1, 10);
    double s = 0.5;
    assertThat(leakage.bits(new int[] {0}, s))
        .isCloseTo(0.5 * log2(1 + Math.pow(0.6 * s / 4, 2)), within(1e-15));
    assertThat(leakage.bits(new int[] {1}, s))
        .isCloseTo(0.5 * log2(1 + Math.pow(0.1 * s / 9, 2)), within(1e-15));
    assertThat(leakage.worstBits(1, s)).isEqualTo(leakage.bits(new int[] {0}, s));
    assertThat(leakage.worstBitsAboutQuery(1, s)).isCloseTo(leakage.worstBits(1, s), within(1e-15));
  }

  @Test
  void independentChannelsAddUp() {
    // A = B = I: two parallel channels, with power 2 s^2 for any dependence and s^2 without.
    double[] encoding = {1, 0, 1, 0, 0, 1, 0, 1};
    GaussianBlockLeakage leakage = GaussianBlockLeakage.of(encoding, 2, 2, 2, 2);
    int[] both = {0, 1};
    assertThat(leakage.bits(both, 3)).isCloseTo(log2(1 + 2 * 9 / 4.0), within(1e-14));
    assertThat(leakage.bitsIfUncorrelated(both, 3)).isCloseTo(log2(1 + 9 / 4.0), within(1e-14));
    assertThat(leakage.bitsAboutQuery(both, 1, 3))
        .isCloseTo(0.5 * log2(1 + 9 / 4.0), within(1e-14));
  }

  @Test
  void correlatedNoiseIsWhitened() {
    // K = 1, rows (a_i; b_i): a' (B B')^-1 a by Cramer's rule for two workers.
    double[] encoding = {0.7, 1, 0.5, -0.2, 0.3, 2};
    GaussianBlockLeakage leakage = GaussianBlockLeakage.of(encoding, 2, 1, 2, 1);
    double g11 = 1 + 0.25;
    double g12 = 0.3 + 1;
    double g22 = 0.09 + 4;
    double quadratic = (0.49 * g22 - 2 * 0.7 * -0.2 * g12 + 0.04 * g11) / (g11 * g22 - g12 * g12);
    assertThat(leakage.signalToNoise(new int[] {0, 1}, 0))
        .isCloseTo(Math.sqrt(quadratic), within(1e-14));
    assertThat(leakage.bits(new int[] {1, 0}, 0.5))
        .isCloseTo(0.5 * log2(1 + 0.25 * quadratic), within(1e-14));
  }

  /**
   * The bound is one: for a value of -s or s, whose information can be integrated, it is above the
   * truth, and not by much. At signal-to-noise ratio 1 the truth is 0.486 bits, the bound 0.5.
   */
  @Test
  void theBoundIsAboveTheInformationOfABinaryValue() {
    GaussianBlockLeakage leakage = GaussianBlockLeakage.of(new double[] {1, 1}, 1, 1, 1, 1);
    double entropy = 0;
    double step = 1e-3;
    for (double y = -12; y <= 12; y += step) {
      double density =
          0.5 * (Math.exp(-0.5 * (y - 1) * (y - 1)) + Math.exp(-0.5 * (y + 1) * (y + 1)));
      density /= Math.sqrt(2 * Math.PI);
      entropy -= density * log2(density) * step;
    }
    double information = entropy - 0.5 * log2(2 * Math.PI * Math.E);
    assertThat(information).isCloseTo(0.486, within(1e-3));
    assertThat(leakage.bits(new int[] {0}, 1)).isEqualTo(0.5).isGreaterThan(information);
  }

  @Test
  void moreColludersLearnMoreAndNoiseHelps() {
    int n = 6;
    double[] encoding = random(5, n * 7);
    GaussianBlockLeakage leakage = GaussianBlockLeakage.of(encoding, n, 4, 3, 10);
    GaussianBlockLeakage noisier = GaussianBlockLeakage.of(encoding, n, 4, 3, 20);
    assertThat(leakage.bits(new int[] {1}, 1)).isLessThan(leakage.bits(new int[] {1, 4}, 1));
    assertThat(leakage.bits(new int[] {1, 4}, 1)).isLessThan(leakage.bits(new int[] {5, 1, 4}, 1));
    assertThat(leakage.worstBits(1, 1)).isLessThan(leakage.worstBits(2, 1));
    assertThat(leakage.worstBits(2, 1)).isLessThan(leakage.worstBits(3, 1));
    assertThat(noisier.worstBits(3, 1)).isLessThan(leakage.worstBits(3, 1));
    assertThat(leakage.worstBitsAboutQuery(3, 1)).isLessThan(leakage.worstBits(3, 1));
    double worst = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        worst = Math.max(worst, leakage.bits(new int[] {i, j}, 1));
      }
    }
    assertThat(leakage.worstBits(2, 1)).isEqualTo(worst);
  }

  @Test
  void mixingWhatTheColludersHoldChangesNothing() {
    // An invertible combination of the same rows carries the same information.
    double[] rows = random(6, 2 * 6);
    double[] mixed = new double[12];
    for (int c = 0; c < 6; c++) {
      mixed[c] = 3 * rows[c] - rows[6 + c];
      mixed[6 + c] = 0.01 * rows[c] + 5 * rows[6 + c];
    }
    int[] both = {0, 1};
    double expected = GaussianBlockLeakage.of(rows, 2, 4, 2, 3).bits(both, 1);
    assertThat(GaussianBlockLeakage.of(mixed, 2, 4, 2, 3).bits(both, 1))
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void moreColludersThanBlocksCancelThem() {
    GaussianBlockLeakage leakage = GaussianBlockLeakage.of(random(7, 4 * 5), 4, 3, 2, 10);
    assertThat(leakage.bits(new int[] {0, 1, 2}, 1)).isInfinite();
    assertThat(leakage.worstBits(3, 1)).isInfinite();
    assertThat(leakage.bitsAboutQuery(new int[] {0, 1, 2}, 0, 1)).isInfinite();
    // Two workers with proportional block weights cancel them as well.
    GaussianBlockLeakage aligned =
        GaussianBlockLeakage.of(new double[] {1, 0.5, 0.25, 2, 1, 0.5}, 2, 1, 2, 10);
    assertThat(aligned.bits(new int[] {0}, 1)).isFinite();
    assertThat(aligned.bits(new int[] {0, 1}, 1)).isInfinite();
    // A worker whose blocks have no weight sees the query.
    GaussianBlockLeakage bare = GaussianBlockLeakage.of(new double[] {1, 0}, 1, 1, 1, 10);
    assertThat(bare.worstBits(1, 1)).isInfinite();
  }

  @Test
  void whatColludersSeeIsAGaussianMechanism() {
    // One worker, weights 1 and 1: a neighbour at distance D is D / sigma away.
    GaussianBlockLeakage leakage = GaussianBlockLeakage.of(new double[] {1, 1}, 1, 1, 1, 4);
    double distance = 2;
    double ratio = distance * leakage.signalToNoise(new int[] {0}, 0);
    assertThat(ratio).isEqualTo(0.5);
    double delta = AnalyticGaussian.delta(1, ratio);
    assertThat(AnalyticGaussian.deviationPerSensitivity(1, delta)).isCloseTo(2, within(1e-7));
  }

  @Test
  void refusesArgumentsOutOfRange() {
    GaussianBlockLeakage leakage = GaussianBlockLeakage.of(random(8, 60), 20, 2, 1, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GaussianBlockLeakage.of(new double[5], 2, 1, 1, 1))
        .withMessageContaining("4")
        .withMessageContaining("5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GaussianBlockLeakage.of(new double[2], 1, 2, 0, 1))
        .withMessageContaining("1, 2, 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GaussianBlockLeakage.of(new double[] {1, Double.NaN}, 1, 1, 1, 1))
        .withMessageContaining("index 1 is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GaussianBlockLeakage.of(new double[2], 1, 1, 1, 0))
        .withMessageContaining("0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> leakage.bits(new int[] {3, 3}, 1))
        .withMessageContaining("index 1 is 3");
    assertThatIllegalArgumentException().isThrownBy(() -> leakage.bits(new int[0], 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> leakage.bits(new int[] {1}, -1))
        .withMessageContaining("-1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> leakage.bitsAboutQuery(new int[] {1}, 2, 1))
        .withMessageContaining("2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> leakage.worstBits(21, 1))
        .withMessageContaining("21");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GaussianBlockLeakage.of(new double[120], 60, 1, 1, 1).worstBits(30, 1))
        .withMessageContaining("30 of 60");
  }
}
