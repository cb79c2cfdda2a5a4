package io.github.approxifer.serving.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelayTextTest {
  @Test
  void categoriesHaveTheirProbabilities() {
    Delay delay = DelayText.parse("fixed:0,0.10@fixed:2,0.05@fixed:5,0.01@fixed:10");
    Map<Double, Integer> counts = new HashMap<>();
    SplittableRandom random = new SplittableRandom(3);
    int draws = 200_000;
    for (int i = 0; i < draws; i++) {
      counts.merge(delay.seconds(random), 1, Integer::sum);
    }
    // Five standard deviations of a share of p.
    for (double[] expected : new double[][] {{0, 0.84}, {2, 0.10}, {5, 0.05}, {10, 0.01}}) {
      double p = expected[1];
      assertThat((double) counts.getOrDefault(expected[0], 0) / draws)
          .isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / draws)));
    }
  }

  @Test
  void allDistributionsAreKnown() {
    SplittableRandom random = new SplittableRandom(3);
    assertThat(DelayText.parse("fixed:0.25").seconds(random)).isEqualTo(0.25);
    assertThat(DelayText.parse("pareto:2:3").seconds(random)).isGreaterThanOrEqualTo(2);
    assertThat(DelayText.parse("log-normal:2:0").seconds(random)).isEqualTo(2);
    assertThat(DelayText.parse("exponential:0").seconds(random)).isZero();
    assertThat(DelayText.parse("fixed:1,1@fixed:2").seconds(random)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fixed",
        "fixed:x",
        "fixed:1:2",
        "uniform:1",
        "fixed:-1",
        "fixed:0,fixed:1",
        "fixed:0,0.6@fixed:1,0.6@fixed:2",
        "fixed:0,2@fixed:1",
        "fixed:0,-0.1@fixed:1",
        "fixed:0,"
      })
  void anythingElseIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> DelayText.parse(text));
  }
}
