package io.github.approxifer.interp.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LegendreNodesTest {

  /** The tolerance of Chebfun's test of the same numbers. */
  private static final Offset<Double> PRINTED = within(1e-14);

  @Test
  void haveThePublishedValues() {
    // Source: Chebfun, tests of legpts; 42 points, counted from 1.
    assertThat(LegendreNodes.of(42)[36]).isCloseTo(0.910959724904127, PRINTED);
    assertThat(LegendreNodes.quadratureWeights(42)[36]).isCloseTo(0.030479240699603, PRINTED);
    assertThat(LegendreNodes.of(42, 0, 10)[37]).isCloseTo(9.694617786774941, PRINTED);
    assertThat(LegendreNodes.quadratureWeights(42, 0, 10)[37])
        .isCloseTo(0.127114797630565, PRINTED);
    assertThat(LegendreNodes.of(1)).containsExactly(0);
    assertThat(LegendreNodes.quadratureWeights(1)).containsExactly(2);
    assertThat(LegendreNodes.of(2)[1]).isCloseTo(1 / Math.sqrt(3), within(1e-16));
    assertThat(LegendreNodes.quadratureWeights(2)[0]).isCloseTo(1, within(1e-15));
  }

  @Property(tries = 50)
  void integrateMonomialsUpToTwiceTheCount(@ForAll @IntRange(min = 1, max = 30) int count) {
    double[] nodes = LegendreNodes.of(count);
    double[] weights = LegendreNodes.quadratureWeights(count);
    for (int power = 0; power < 2 * count; power++) {
      double sum = 0;
      for (int j = 0; j < count; j++) {
        sum += weights[j] * Math.pow(nodes[j], power);
      }
      assertThat(sum).isCloseTo(power % 2 == 0 ? 2.0 / (power + 1) : 0, within(2e-14));
    }
  }

  @Test
  void areSoundInLargeNumbers() {
    double[] nodes = Nodes.requireIncreasing(LegendreNodes.of(1000));
    double[] weights = LegendreNodes.quadratureWeights(1000);
    double sum = 0;
    double squares = 0;
    for (int j = 0; j < 1000; j++) {
      assertThat(nodes[j]).isEqualTo(-nodes[999 - j]);
      sum += weights[j];
      squares += weights[j] * nodes[j] * nodes[j];
    }
    assertThat(sum).isCloseTo(2, within(1e-12));
    assertThat(squares).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void needACountAndAnInterval() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LegendreNodes.of(0))
        .withMessageContaining("is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LegendreNodes.quadratureWeights(3, 1, 0))
        .withMessageContaining("[1.0, 0.0]");
  }
}
