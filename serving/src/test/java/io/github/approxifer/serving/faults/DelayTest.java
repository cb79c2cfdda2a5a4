package io.github.approxifer.serving.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Quantiles in closed form; the seed is fixed, and the tolerance six standard errors. */
class DelayTest {
  private static final int DRAWS = 100_000;

  private static double[] sorted(Delay delay) {
    SplittableRandom random = new SplittableRandom(11);
    double[] draws = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      draws[i] = delay.seconds(random);
    }
    Arrays.sort(draws);
    return draws;
  }

  /** The share of draws up to x is the distribution function there. */
  private static void assertShare(double[] draws, double x, double expected) {
    double share = Arrays.stream(draws).filter(draw -> draw <= x).count() / (double) DRAWS;
    double error = Math.sqrt(expected * (1 - expected) / DRAWS);
    assertThat(share).as("share up to %s", x).isCloseTo(expected, within(6 * error + 1e-9));
  }

  @Test
  void exponential() {
    double[] draws = sorted(Delay.exponential(2));
    for (double x : new double[] {0.1, 1, 2, 10}) {
      assertShare(draws, x, 1 - Math.exp(-x / 2));
    }
  }

  @Test
  void pareto() {
    double[] draws = sorted(Delay.pareto(0.5, 1.5));
    assertThat(draws[0]).isGreaterThanOrEqualTo(0.5);
    for (double x : new double[] {0.6, 1, 5, 50}) {
      assertShare(draws, x, 1 - Math.pow(0.5 / x, 1.5));
    }
  }

  @Test
  void logNormal() {
    double[] draws = sorted(Delay.logNormal(3, 0.8));
    assertShare(draws, 3, 0.5);
    // One standard deviation of the logarithm: 84.134 %.
    assertShare(draws, 3 * Math.exp(0.8), 0.841345);
  }

  @Test
  void mixtureOfFixedDelays() {
    double[] draws = sorted(Delay.mixture(0.1, Delay.fixed(1), Delay.fixed(10)));
    assertShare(draws, 1, 0.9);
    assertThat(draws[DRAWS - 1]).isEqualTo(10);
  }

  @Test
  void refusesWhatIsNoDistribution() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Delay.fixed(-1))
        .withMessageContaining("was -1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> Delay.exponential(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> Delay.pareto(1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Delay.logNormal(1, -0.1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Delay.mixture(1.1, Delay.fixed(0), Delay.fixed(0)))
        .withMessageContaining("was 1.1");
  }
}
