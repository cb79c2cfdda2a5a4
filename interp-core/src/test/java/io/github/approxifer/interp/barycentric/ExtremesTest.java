package io.github.approxifer.interp.barycentric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.rational.ComplexInterpolant;
import io.github.approxifer.interp.weights.FloaterHormannWeights;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Values as large as doubles get, orders as high, and messages that fit the call. */
class ExtremesTest {

  @Test
  void valuesNearTheGreatestDoubleGiveNoNaN() {
    double[] nodes = {
      -1.1556024347960407,
      -0.3945394355764779,
      0.7175763046909504,
      0.781048111468817,
      0.7941996003274315,
      1.4415624753003036,
      1.629774778928116
    };
    double[] values = {
      1.171003e308,
      1.628118e308,
      -9.583e306,
      -1.03921e308,
      -1.717184e308,
      1.710532e308,
      1.723386e308
    };
    double[] small = new double[7];
    for (int j = 0; j < 7; j++) {
      small[j] = Math.scalb(values[j], -1000);
    }
    double[] weights = FloaterHormannWeights.of(nodes, 6);
    BarycentricInterpolant great = BarycentricInterpolant.of(nodes, weights, values);
    BarycentricInterpolant scaled = BarycentricInterpolant.of(nodes, weights, small);
    for (double z = -1.15; z < 1.62; z += 0.0137) {
      double expected = Math.scalb(scaled.value(z), 1000);
      assertThat(great.value(z)).isEqualTo(expected);
      assertThat(great.value(z)).isNotNaN();
    }
    assertThat(great.value(1.016862398679188)).isNotNaN();
    BarycentricInterpolant swing =
        BarycentricInterpolant.of(
            new double[] {3, 5, 6, 10},
            FloaterHormannWeights.of(new double[] {3, 5, 6, 10}, 2),
            new double[] {1.7e308, -1.7e308, 1e308, -1.5e308});
    BarycentricInterpolant same = swing.withValues(new double[] {0.17, -0.17, 0.1, -0.15});
    for (int order = 0; order <= 3; order++) {
      double expected = same.derivative(4.2, order) * 1e308 * 10;
      assertThat(swing.derivative(4.2, order)).isNotNaN();
      if (Double.isFinite(expected)) {
        assertThat(swing.derivative(4.2, order) / 1e300).isCloseTo(expected / 1e300, within(1e-6));
      }
    }
  }

  @Test
  void ordersOfDerivativesAreBounded() {
    double[] nodes = {0, 1, 2};
    BarycentricInterpolant f =
        BarycentricInterpolant.of(nodes, new double[] {1, -2, 1}, new double[] {0, 1, 4});
    for (int order : new int[] {-1, 171, 1000, Integer.MAX_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> f.derivative(1, order))
          .withMessageContaining("is " + order);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DifferentiationMatrix.of(nodes, nodes.clone(), order, null));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ComplexInterpolant.of(f).derivative(new Complex_F64(1, 0), order))
          .withMessageContaining("is " + order);
    }
    assertThat(f.derivative(0.5, 170)).isNotNaN();
  }

  @Test
  void messagesFitTheCall() {
    double[] nodes = {0, 1, 2};
    double[] weights = {1, -1, 1};
    BarycentricInterpolant f = BarycentricInterpolant.of(nodes, weights, nodes);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> f.value(3))
        .withMessageStartingWith("the point 3.0 lies outside");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> f.derivative(Double.NaN, 1))
        .withMessageStartingWith("the point NaN is not finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> f.integral(0, 7))
        .withMessageStartingWith("the point 7.0 lies outside");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> f.values(new double[] {0, 9}, new double[2]))
        .withMessageStartingWith("points[1] = 9.0 lies outside");
    assertThatNullPointerException().isThrownBy(() -> f.withExtrapolation(nothing()));
    VectorInterpolant vector =
        VectorInterpolant.of(nodes, weights, new DMatrixRMaj(3, 1, true, nodes));
    assertThatNullPointerException().isThrownBy(() -> vector.withExtrapolation(nothing()));
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }

  @Test
  void derivativesBetweenNodesWhoseDistanceHasNoReciprocal() {
    // 1 / 1e-310 is no double, so the slope of 1e310 is infinite, and the value is not.
    BarycentricInterpolant steep =
        BarycentricInterpolant.of(
            new double[] {0, 1e-310, 1}, new double[] {1, -1, 1}, new double[] {1, 2, 3});
    assertThat(steep.derivative(0, 0)).isEqualTo(1);
    assertThat(steep.derivative(5e-311, 0)).isCloseTo(1.5, within(1e-12));
    assertThat(steep.derivative(5e-311, 1)).isEqualTo(Double.POSITIVE_INFINITY);
    // (2 - x) / (x - 1) + 3 up to 1e-310: the other two nodes are one of twice the weight.
    assertThat(steep.derivative(0.5, 1)).isCloseTo(-4, within(1e-12));
  }

  @Test
  void refusesWeightsThatAreZeroBesideOthers() {
    double[] weights = {1e-300, -1e300, 1};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BarycentricInterpolant.of(new double[] {0, 1, 2}, weights, new double[3]))
        .withMessageContaining("weights[0] = 1.0E-300");
  }
}
