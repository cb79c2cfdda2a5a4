package io.github.approxifer.interp.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.barycentric.BarycentricInterpolant;
import io.github.approxifer.interp.barycentric.Extrapolation;
import io.github.approxifer.interp.weights.LagrangeWeights;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GaussRuleTest {

  /** Nodes and weights, counted from 1 downwards, by arithmetic of 40 digits. */
  @ParameterizedTest
  @CsvSource({
    "2000, 0, 0.9999992774631703, 1.8542626102132728e-06",
    "2000, 1, 0.9999961929984418, 4.316365960940665e-06",
    "2000, 29, 0.998908810950351, 7.334180427218512e-05",
    "2000, 30, 0.9988342374380809, 7.580518961665614e-05",
    "2000, 31, 0.9987572006334332, 7.826838801445647e-05",
    "2000, 500, 0.7064123916867748, 0.0011115324565065966",
    "5000, 0, 0.9999998843594127, 2.9677108524087975e-07",
    "5000, 35, 0.9997477766283768, 1.4109525605545898e-05"
  })
  void legendreKeepsItsDigitsAtTheEnds(int count, int index, double node, double weight) {
    GaussRule rule = GaussRule.legendre(count);
    assertThat(rule.nodes()[count - 1 - index]).isCloseTo(node, within(3e-16));
    assertThat(rule.quadratureWeights()[index]).isCloseTo(weight, within(1e-13 * weight));
    assertThat(rule.quadratureWeights()[count - 1 - index])
        .isEqualTo(rule.quadratureWeights()[index]);
  }

  @Test
  @Timeout(120)
  void largeLegendreRulesAreQuick() {
    GaussRule rule = GaussRule.legendre(200_000);
    double[] nodes = rule.nodes();
    double[] weights = rule.quadratureWeights();
    double squares = 0;
    boolean ascending = true;
    for (int j = 0; j < nodes.length; j++) {
      ascending &= j == 0 || nodes[j] > nodes[j - 1];
      squares += nodes[j] * nodes[j] * weights[j];
    }
    assertThat(ascending).isTrue();
    // As many additions.
    assertThat(squares).isCloseTo(2 / 3.0, within(1e-12));
  }

  private static void assertRule(GaussRule rule, double[] nodes, double[] weights) {
    for (int j = 0; j < nodes.length; j++) {
      assertThat(rule.nodes()[j]).isCloseTo(nodes[j], within(1e-14 * Math.max(1, nodes[j])));
      assertThat(rule.quadratureWeights()[j]).isCloseTo(weights[j], within(1e-13 * weights[j]));
    }
    // The barycentric weights are those of the polynomial.
    double[] polynomial = LagrangeWeights.of(nodes);
    double sign = Math.signum(polynomial[0] * rule.barycentricWeights()[0]);
    for (int j = 0; j < nodes.length; j++) {
      assertThat(rule.barycentricWeights()[j]).isCloseTo(sign * polynomial[j], within(1e-13));
    }
  }

  @Test
  void classicalRulesAreThoseOfOthers() {
    assertRule(
        GaussRule.jacobi(5, 0.5, -0.25),
        new double[] {
          -0.9370935560150578,
          -0.613320134921045,
          -0.1029092573805276,
          0.43919736335214155,
          0.8482719264279035
        },
        new double[] {
          0.5318407152107505,
          0.7079508994617024,
          0.5985115504646914,
          0.34270825726085,
          0.09872760467175963
        });
    assertRule(
        GaussRule.hermite(6),
        new double[] {
          -2.350604973674492,
          -1.3358490740136968,
          -0.4360774119276165,
          0.4360774119276165,
          1.3358490740136968,
          2.350604973674492
        },
        new double[] {
          0.004530009905508863,
          0.15706732032285656,
          0.7246295952243926,
          0.7246295952243926,
          0.15706732032285656,
          0.004530009905508863
        });
    assertRule(
        GaussRule.laguerre(5, 0.5),
        new double[] {
          0.43139880714785145,
          1.7597536984236963,
          4.104465362828315,
          7.746703779542558,
          13.457678352057581
        },
        new double[] {
          0.3704505700074581,
          0.412584373769453,
          0.09777982005318077,
          0.005373415341171975,
          3.874628149393576e-05
        });
  }

  @Test
  void specialCasesAgree() {
    GaussRule legendre = GaussRule.legendre(40);
    GaussRule jacobi = GaussRule.jacobi(40, 0, 0);
    GaussRule chebyshev = GaussRule.jacobi(30, -0.5, -0.5);
    for (int j = 0; j < 40; j++) {
      assertThat(jacobi.nodes()[j]).isCloseTo(legendre.nodes()[j], within(1e-15));
      assertThat(jacobi.quadratureWeights()[j])
          .isCloseTo(legendre.quadratureWeights()[j], within(1e-15));
      assertThat(Math.abs(jacobi.barycentricWeights()[j]))
          .isCloseTo(Math.abs(legendre.barycentricWeights()[j]), within(1e-13));
    }
    double[] points = ChebyshevNodes.firstKind(30);
    for (int j = 0; j < 30; j++) {
      assertThat(chebyshev.nodes()[j]).isCloseTo(points[29 - j], within(1e-15));
      assertThat(chebyshev.quadratureWeights()[j]).isCloseTo(Math.PI / 30, within(1e-14));
    }
    assertThat(GaussRule.jacobi(1, 1, 0).nodes()[0]).isCloseTo(-1 / 3.0, within(1e-15));
    assertThat(GaussRule.laguerre(1, 0).nodes()[0]).isEqualTo(1);
    assertThat(GaussRule.legendre(1).barycentricWeights()).containsExactly(1);
  }

  @Test
  void manyNodesStayAccurate() {
    // The integrals of x^2 exp(-x^2) and of x^3 exp(-x), and the product of neighbouring weights.
    GaussRule hermite = GaussRule.hermite(500);
    double[] x = hermite.nodes();
    double second = 0;
    for (int j = 0; j < 500; j++) {
      second += x[j] * x[j] * hermite.quadratureWeights()[j];
    }
    assertThat(second).isCloseTo(Math.sqrt(Math.PI) / 2, within(1e-13));
    GaussRule laguerre = GaussRule.laguerre(150, 0);
    double third = 0;
    for (int j = 0; j < 150; j++) {
      third += Math.pow(laguerre.nodes()[j], 3) * laguerre.quadratureWeights()[j];
    }
    assertThat(third).isCloseTo(6, within(1e-12));
    assertThat(Arrays.stream(GaussRule.hermite(600).barycentricWeights()).allMatch(w -> w != 0))
        .isTrue();
    GaussRule jacobi = GaussRule.jacobi(40, 1.5, 0.5);
    double[] values = Arrays.stream(jacobi.nodes()).map(Math::exp).toArray();
    BarycentricInterpolant exp =
        BarycentricInterpolant.of(jacobi.nodes(), jacobi.barycentricWeights(), values)
            .withExtrapolation(Extrapolation.ALLOWED);
    assertThat(exp.value(0.123)).isCloseTo(Math.exp(0.123), within(1e-14));
    assertThat(exp.value(1)).isCloseTo(Math.E, within(1e-12));
  }

  @Test
  void refusesBadInput() {
    assertThatIllegalArgumentException().isThrownBy(() -> GaussRule.legendre(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GaussRule.jacobi(3, -1, 0))
        .withMessageContaining("alpha is -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GaussRule.laguerre(3, Double.NaN))
        .withMessageContaining("alpha is NaN");
    assertThat(GaussRule.hermite(7).size()).isEqualTo(7);
  }
}
