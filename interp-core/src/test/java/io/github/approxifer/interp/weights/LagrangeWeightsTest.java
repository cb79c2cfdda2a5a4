package io.github.approxifer.interp.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import io.github.approxifer.interp.nodes.LegendreNodes;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LagrangeWeightsTest {

  private static final MathContext DIGITS = new MathContext(60);

  @Test
  void agreeWithTheClosedFormsAtChebyshevPoints() {
    // SciPy's plain products fail at 800 nodes, capacity scaling alone at 1097; 30,000 is the
    // number
    // of its hardest test. A node rounded by u moves the weights by u over the gap to its
    // neighbour,
    // which at the ends is about 5/n^2.
    for (int count : new int[] {2, 3, 10, 800, 1100, 30_000}) {
      double rounding = 1e-16 * count * count;
      double[] second = LagrangeWeights.of(ChebyshevNodes.secondKind(count));
      FloaterHormannWeightsTest.assertProportional(
          second, ChebyshevWeights.secondKind(count), rounding);
    }
    for (int count : new int[] {1, 2, 3, 10, 1100}) {
      FloaterHormannWeightsTest.assertProportional(
          LagrangeWeights.of(ChebyshevNodes.firstKind(count)),
          ChebyshevWeights.firstKind(count),
          1e-16 * count * (count + 10));
    }
  }

  @Test
  void agreeWithTheClosedFormAtLegendreNodes() {
    for (int count : new int[] {1, 2, 3, 42, 500}) {
      FloaterHormannWeightsTest.assertProportional(
          LagrangeWeights.of(LegendreNodes.of(count)),
          LegendreWeights.of(count),
          1e-15 * count * (count + 10));
    }
    // Source: Chebfun, tests of legpts; 42 points, counted from 1, greatest weight 1.
    assertThat(LegendreWeights.of(42)[36]).isCloseTo(0.265155501739424, within(1e-14));
    assertThat(LegendreWeights.of(42)[37]).isCloseTo(-0.202027188941007, within(1e-14));
  }

  @Property(tries = 20)
  void agreeWithSixtyDigits(@ForAll @IntRange(min = 1, max = 60) int count, @ForAll long seed) {
    double[] nodes = new Random(seed).doubles(count, -1, 1).distinct().toArray();
    BigDecimal[] exact = new BigDecimal[nodes.length];
    BigDecimal greatest = BigDecimal.ZERO;
    for (int j = 0; j < nodes.length; j++) {
      BigDecimal product = BigDecimal.ONE;
      for (int k = 0; k < nodes.length; k++) {
        if (k != j) {
          product =
              product.multiply(new BigDecimal(nodes[j]).subtract(new BigDecimal(nodes[k])), DIGITS);
        }
      }
      exact[j] = BigDecimal.ONE.divide(product, DIGITS);
      greatest = greatest.max(exact[j].abs());
    }
    double[] weights = LagrangeWeights.of(nodes);
    for (int j = 0; j < nodes.length; j++) {
      double expected = exact[j].divide(greatest, DIGITS).doubleValue();
      // Each of n differences and n products is rounded once, in the numerator of the ratio and in
      // its denominator.
      assertThat(weights[j])
          .isCloseTo(expected, within((4 * count + 4) * 0x1p-53 * Math.abs(expected)));
    }
  }

  @Property(tries = 30)
  void followAPermutationOfTheNodes(@ForAll @IntRange(min = 3, max = 300) int count) {
    double[] nodes = ChebyshevNodes.firstKind(count);
    double[] weights = LagrangeWeights.of(nodes);
    double[] swapped = nodes.clone();
    swapped[0] = nodes[count - 1];
    swapped[count - 1] = nodes[0];
    double[] permuted = LagrangeWeights.of(swapped);
    assertThat(permuted[0]).isCloseTo(weights[count - 1], within(1e-13));
    assertThat(permuted[count - 1]).isCloseTo(weights[0], within(1e-13));
    assertThat(permuted[count / 2]).isCloseTo(weights[count / 2], within(1e-13));
  }

  @Test
  void scalingTheNodesIsExact() {
    double[] nodes = new Random(3).doubles(400, -1, 1).toArray();
    for (double scale : new double[] {0x1p311, 0x1p-311, 0x1p1000, 0x1p-900}) {
      double[] scaled = nodes.clone();
      for (int j = 0; j < scaled.length; j++) {
        scaled[j] *= scale;
      }
      assertThat(LagrangeWeights.of(scaled)).isEqualTo(LagrangeWeights.of(nodes));
    }
  }

  @Test
  void standNodesAsCloseAsDoublesGet() {
    double[] weights = LagrangeWeights.of(new double[] {0, 1e-300, 1, 3});
    for (double weight : weights) {
      assertThat(weight).isFinite();
    }
    assertThat(weights[0]).isEqualTo(-weights[1]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LagrangeWeights.of(new double[] {0, Double.MIN_VALUE, 1, 3}))
        .withMessageContaining("the weight of node 3 of 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LagrangeWeights.of(EquispacedNodes.of(1200, -1, 1)))
        .withMessageContaining("the weight of node 0 of 1200");
  }

  @Test
  void refuseBadInput() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LagrangeWeights.of(new double[] {0, 1, 0}))
        .withMessageContaining("nodes[2] = 0.0");
    assertThatIllegalArgumentException().isThrownBy(() -> LagrangeWeights.of(new double[0]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LagrangeWeights.of(new double[] {0, Double.MIN_VALUE, Double.MAX_VALUE}))
        .withMessageContaining("4.9E-324");
    assertThatIllegalArgumentException().isThrownBy(() -> ChebyshevWeights.firstKind(0));
    assertThatIllegalArgumentException().isThrownBy(() -> LegendreWeights.of(0));
  }
}
