package io.github.approxifer.interp.barycentric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import io.github.approxifer.interp.nodes.LegendreNodes;
import io.github.approxifer.interp.weights.BerrutWeights;
import io.github.approxifer.interp.weights.FloaterHormannWeights;
import io.github.approxifer.interp.weights.LegendreWeights;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IntegralTest {

  @Test
  void ofPolynomialsHasTheWeightsOfTheKnownRules() {
    // Clenshaw-Curtis on three points is Simpson's rule; on Legendre nodes it is Gauss's.
    double[] simpson =
        IntegrationWeights.of(ChebyshevNodes.secondKind(3), BerrutWeights.second(3), -1, 1);
    double[] expected = {1 / 3.0, 4 / 3.0, 1 / 3.0};
    double[] gauss = IntegrationWeights.of(LegendreNodes.of(20), LegendreWeights.of(20), -1, 1);
    for (int j = 0; j < 3; j++) {
      assertThat(simpson[j]).isCloseTo(expected[j], within(1e-15));
    }
    for (int j = 0; j < 20; j++) {
      assertThat(gauss[j]).isCloseTo(LegendreNodes.quadratureWeights(20)[j], within(1e-14));
    }
  }

  @Test
  void ofARationalFunctionIsItsLogarithm() {
    // 1/(x+2) through 2 nodes with the weights of its denominator: the integral over [0, 1] is
    // ln 3/2, over [-1, 3], which is extrapolated, ln 5.
    double[] nodes = {0, 1};
    double[] weights = {-2, 3};
    BarycentricInterpolant reciprocal =
        new BarycentricInterpolant(nodes, weights, new double[] {0.5, 1 / 3.0});
    assertThat(reciprocal.integral(0, 1)).isCloseTo(Math.log(1.5), within(1e-15));
    assertThat(reciprocal.integral(1, 0)).isCloseTo(-Math.log(1.5), within(1e-15));
    assertThat(reciprocal.integral(0.5, 0.5)).isZero();
    assertThat(reciprocal.withExtrapolation(Extrapolation.ALLOWED).integral(-1, 3))
        .isCloseTo(Math.log(5), within(1e-14));
  }

  @Test
  void ofBerrutsInterpolantAgreesWithADenseSum() {
    double[] nodes = EquispacedNodes.of(9, -1, 1);
    BarycentricInterpolant interpolant =
        new BarycentricInterpolant(
            nodes, BerrutWeights.first(9), Arrays.stream(nodes).map(Math::exp).toArray());
    int steps = 200_000;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += interpolant.value(-1 + (i + 0.5) * 2 / steps) * 2 / steps;
    }
    // The midpoint rule is off by step^2/24 times the change of the derivative, some 1e-10.
    assertThat(interpolant.integral(-1, 1)).isCloseTo(sum, within(1e-9));
  }

  @Test
  void isAdditiveAndScales() {
    double[] nodes = EquispacedNodes.of(12, 0, 0x1p-500);
    double[] weights = FloaterHormannWeights.equispaced(12, 3);
    BarycentricInterpolant constant =
        new BarycentricInterpolant(nodes, weights, Arrays.stream(nodes).map(x -> 3).toArray());
    assertThat(constant.integral(0, 0x1p-500) * 0x1p500).isCloseTo(3, within(1e-14));
    double[] left = IntegrationWeights.of(nodes, weights, 0, 0x1p-502);
    double[] right = IntegrationWeights.of(nodes, weights, 0x1p-502, 0x1p-500);
    double[] whole = IntegrationWeights.of(nodes, weights, 0, 0x1p-500);
    for (int j = 0; j < 12; j++) {
      assertThat((left[j] + right[j]) * 0x1p500).isCloseTo(whole[j] * 0x1p500, within(1e-14));
    }
  }

  @Test
  void refusesPolesAndInfiniteLimits() {
    double[] nodes = {0, 1, 2};
    assertThatThrownBy(() -> IntegrationWeights.of(nodes, new double[] {1, 1, -1}, 0, 2))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("pole");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IntegrationWeights.of(nodes, new double[] {1, -1, 1}, 0, Double.NaN))
        .withMessageContaining("NaN");
    BarycentricInterpolant interpolant =
        new BarycentricInterpolant(nodes, new double[] {1, -1, 1}, nodes);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> interpolant.integral(0, 3))
        .withMessageContaining("3.0 lies outside");
  }
}
