package io.github.approxifer.interp.barycentric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.weights.BerrutWeights;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BarycentricInterpolantTest {

  private static final double[] NODES = ChebyshevNodes.secondKind(9);

  private static BarycentricInterpolant exp() {
    return BarycentricInterpolant.of(
        NODES, BerrutWeights.second(9), Arrays.stream(NODES).map(Math::exp).toArray());
  }

  @Test
  void isThePolynomialAtChebyshevPointsOfTheSecondKind() {
    // Degree 8 interpolant of exp at Chebyshev points: error at most 2.203e-8 (computed, twice
    // independently, on a fine grid).
    double worst = 0;
    for (double z = -1; z <= 1; z += 0x1p-10) {
      worst = Math.max(worst, Math.abs(exp().value(z) - Math.exp(z)));
    }
    assertThat(worst).isCloseTo(2.203e-8, within(0.001e-8));
  }

  @Test
  void isExactAtNodesAndSubnormallyNearThem() {
    BarycentricInterpolant interpolant = exp();
    for (double node : NODES) {
      assertThat(interpolant.value(node)).isEqualTo(Math.exp(node));
    }
    for (double tiny : new double[] {Double.MIN_VALUE, 1e-310, 1e-308, 2.3e-308, 1e-300}) {
      assertThat(interpolant.value(tiny)).isEqualTo(1);
      assertThat(interpolant.value(-tiny)).isEqualTo(1);
    }
  }

  @Test
  void evaluatesManyPoints() {
    double[] points = {-1, -0.3, 0, 0.77, 1};
    double[] values = new double[5];
    BarycentricInterpolant interpolant = exp();
    assertThat(interpolant.values(points, values)).isSameAs(values);
    for (int i = 0; i < 5; i++) {
      assertThat(values[i]).isEqualTo(interpolant.value(points[i]));
    }
    assertThat(interpolant.size()).isEqualTo(9);
  }

  @Test
  void exchangesValues() {
    double[] squares = Arrays.stream(NODES).map(x -> x * x).toArray();
    BarycentricInterpolant squared = exp().withValues(squares);
    squares[0] = 77;
    assertThat(squared.value(0.3)).isCloseTo(0.09, within(1e-15));
    assertThat(squared.value(1)).isEqualTo(1);
  }

  @Test
  void refusesToExtrapolateUnlessAllowed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> exp().values(new double[] {0, 1.1}, new double[2]))
        .withMessageContaining("points[1] = 1.1 lies outside of the nodes, [-1.0, 1.0]");
    assertThat(exp().withExtrapolation(Extrapolation.ALLOWED).value(1.1))
        .isCloseTo(Math.exp(1.1), within(1e-5));
  }

  @Test
  void refusesBadInput() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> exp().value(Double.NaN))
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> exp().values(new double[2], new double[3]))
        .withMessageContaining("3 values");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> exp().withValues(new double[8]))
        .withMessageContaining("8 values for 9 nodes");
    double[] infinite = new double[9];
    infinite[4] = Double.POSITIVE_INFINITY;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> exp().withValues(infinite))
        .withMessageContaining("values[4] = Infinity");
    BarycentricInterpolant pole =
        BarycentricInterpolant.of(new double[] {0, 1}, new double[] {1, 1}, new double[] {1, 2});
    assertThatThrownBy(() -> pole.value(0.5)).isInstanceOf(ArithmeticException.class);
  }
}
