package io.github.approxifer.interp.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FloaterHormannWeightsTest {

  /** Floater and Hormann 2007, page 8: absolute values times d! on 11 equispaced nodes. */
  private static final double[][] PUBLISHED = {
    {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
    {1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1},
    {1, 3, 4, 4, 4, 4, 4, 4, 4, 3, 1},
    {1, 4, 7, 8, 8, 8, 8, 8, 7, 4, 1},
    {1, 5, 11, 15, 16, 16, 16, 15, 11, 5, 1}
  };

  @Test
  void haveThePublishedValuesOnEquispacedNodes() {
    for (int order = 0; order <= 4; order++) {
      double[] weights = FloaterHormannWeights.equispaced(11, order);
      for (int k = 0; k < 11; k++) {
        assertThat(weights[k]).isEqualTo((k % 2 == 0 ? 1 : -1) * PUBLISHED[order][k]);
      }
    }
  }

  @Property(tries = 100)
  void agreeWithTheClosedFormOnEquispacedNodes(
      @ForAll @IntRange(min = 1, max = 60) int count,
      @ForAll @IntRange(min = 0, max = 59) int any) {
    int order = any % count;
    double[] closed = FloaterHormannWeights.equispaced(count, order);
    double[] general = FloaterHormannWeights.of(EquispacedNodes.of(count, 3, 7.5), order);
    assertProportional(general, closed, 1e-12 * count);
  }

  @Test
  void ofOrderOneAreReciprocalSpacings() {
    // Floater and Hormann 2007, section 4: 1/(x_k - x_{k-1}) + 1/(x_{k+1} - x_k) inside.
    double[] nodes = {0, 1, 1.5, 4};
    double[] expected = {1, -1 - 2, 2 + 0.4, -0.4};
    assertProportional(FloaterHormannWeights.of(nodes, 1), expected, 1e-15);
  }

  @Property(tries = 50)
  void ofTheGreatestOrderAreLagranges(@ForAll @IntRange(min = 1, max = 40) int count) {
    Random random = new Random(count);
    double[] nodes = random.doubles(count, -1, 1).sorted().toArray();
    assertProportional(
        FloaterHormannWeights.of(nodes, count - 1), LagrangeWeights.of(nodes), 1e-13 * count);
  }

  @Test
  void ofOrderOneOnChebyshevPointsOfTheSecondKindFollowTheNodesDownAndUp() {
    double[] down = ChebyshevNodes.secondKind(9);
    double[] up = new double[9];
    for (int j = 0; j < 9; j++) {
      up[j] = -down[j];
    }
    assertThat(FloaterHormannWeights.of(down, 3)).isEqualTo(FloaterHormannWeights.of(up, 3));
  }

  @Property(tries = 50)
  void scalingTheNodesIsExact(@ForAll @IntRange(min = 2, max = 40) int count) {
    double[] nodes = new Random(count).doubles(count, -1, 1).sorted().toArray();
    double[] great = new double[count];
    double[] small = new double[count];
    for (int j = 0; j < count; j++) {
      great[j] = nodes[j] * 0x1p311;
      small[j] = nodes[j] * 0x1p-311;
    }
    for (int order : new int[] {0, 1, count / 2, count - 1}) {
      double[] weights = FloaterHormannWeights.of(nodes, order);
      assertThat(FloaterHormannWeights.of(great, order)).isEqualTo(weights);
      assertThat(FloaterHormannWeights.of(small, order)).isEqualTo(weights);
    }
  }

  @Test
  void ofHighOrderDoNotOverflow() {
    // binomial(100, 18) is the first in its row that overflows 64 bits.
    double[] weights = FloaterHormannWeights.equispaced(200, 100);
    assertThat(weights[18] - Math.abs(weights[17])).isCloseTo(3.066451080298821e19, within(1e5));
    assertThat(weights[100]).isCloseTo(0x1p100, within(0x1p50));
    for (double weight : FloaterHormannWeights.of(EquispacedNodes.of(1000, -1, 1), 500)) {
      assertThat(weight).isFinite().isNotZero();
    }
    assertThat(FloaterHormannWeights.equispaced(1200, 1000)[600]).isFinite();
  }

  @Test
  void refuseBadInput() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloaterHormannWeights.of(new double[] {0, 1, 2}, 3))
        .withMessageContaining("order is 3")
        .withMessageContaining("0 to 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloaterHormannWeights.suggestedOrder(0))
        .withMessageContaining("is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloaterHormannWeights.equispaced(4, -1))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloaterHormannWeights.equispaced(2000, 1001))
        .withMessageContaining("1001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloaterHormannWeights.of(new double[] {0, 1, 1, 2}, 1))
        .withMessageContaining("nodes[2] = 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloaterHormannWeights.of(new double[] {3, 1, 2}, 1))
        .withMessageContaining("nodes[2] = 2.0");
  }

  static void assertProportional(double[] actual, double[] expected, double relative) {
    assertThat(actual).hasSameSizeAs(expected);
    double factor = actual[0] / expected[0];
    for (int k = 0; k < actual.length; k++) {
      double wanted = factor * expected[k];
      assertThat(actual[k]).isCloseTo(wanted, within(relative * Math.abs(wanted)));
    }
  }

  @Test
  void refusesWeightsThatAreNoDoubles() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloaterHormannWeights.of(EquispacedNodes.of(1501, -1, 1), 1500))
        .withMessageContaining("choose a lower order");
    double[] close = {0, Double.MIN_VALUE, 2 * Double.MIN_VALUE, 1};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloaterHormannWeights.of(close, 1))
        .withMessageContaining("scale the nodes up");
  }
}
