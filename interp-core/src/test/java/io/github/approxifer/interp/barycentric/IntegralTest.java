package io.github.approxifer.interp.barycentric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.lebesgue.LebesgueFunction;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import io.github.approxifer.interp.nodes.LegendreNodes;
import io.github.approxifer.interp.weights.BerrutWeights;
import io.github.approxifer.interp.weights.FloaterHormannWeights;
import io.github.approxifer.interp.weights.LegendreWeights;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
        BarycentricInterpolant.of(nodes, weights, new double[] {0.5, 1 / 3.0});
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
        BarycentricInterpolant.of(
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
        BarycentricInterpolant.of(nodes, weights, Arrays.stream(nodes).map(x -> 3).toArray());
    assertThat(constant.integral(0, 0x1p-500) * 0x1p500).isCloseTo(3, within(1e-14));
    double[] left = IntegrationWeights.of(nodes, weights, 0, 0x1p-502);
    double[] right = IntegrationWeights.of(nodes, weights, 0x1p-502, 0x1p-500);
    double[] whole = IntegrationWeights.of(nodes, weights, 0, 0x1p-500);
    for (int j = 0; j < 12; j++) {
      assertThat((left[j] + right[j]) * 0x1p500).isCloseTo(whole[j] * 0x1p500, within(1e-14));
    }
  }

  /** The logarithm of 2/1.0001 and others, by {@code f}, and by the row of weights. */
  private static void assertIntegral(
      double[] nodes, int order, DoubleUnaryOperator f, double expected, double error) {
    double[] weights = FloaterHormannWeights.of(nodes, order);
    double[] values = Arrays.stream(nodes).map(f).toArray();
    double lower = nodes[0];
    double upper = nodes[nodes.length - 1];
    double rounding = 0x1p-53 * LebesgueFunction.of(nodes, weights).constant();
    double integral = BarycentricInterpolant.of(nodes, weights, values).integral(lower, upper);
    double[] row = IntegrationWeights.of(nodes, weights, lower, upper);
    double sum = 0;
    double length = 0;
    for (int j = 0; j < nodes.length; j++) {
      sum += row[j] * values[j];
      length += row[j];
    }
    // Some ten operations a quotient, on values of at most e.
    assertThat(integral).isCloseTo(expected, within(error + 30 * rounding * (upper - lower)));
    assertThat(sum).isCloseTo(integral, within(1e-13 + 30 * rounding * (upper - lower)));
    assertThat(length).isCloseTo(upper - lower, within(1e-13 + 30 * rounding * (upper - lower)));
  }

  private static double[] logarithmic(int count, double lower, double upper) {
    double[] nodes = new double[count];
    for (int j = 0; j < count; j++) {
      nodes[j] = lower * Math.pow(upper / lower, j / (count - 1.0));
    }
    return nodes;
  }

  @Test
  @Timeout(120)
  void comesBackWhereTheLebesgueConstantIsGreat() {
    // Constants of 3e3 to 4e14; the errors are those of the interpolants, from their values.
    DoubleUnaryOperator f = x -> 1 / (1 + x);
    double[] frequencies = logarithmic(40, 1e-4, 1);
    double exact = Math.log(2 / 1.0001);
    assertIntegral(frequencies, 1, f, exact, 4e-4);
    assertIntegral(frequencies, 2, f, exact, 1e-4);
    assertIntegral(frequencies, 3, f, exact, 5e-5);
    assertIntegral(frequencies, 4, f, exact, 1e-3);
    assertIntegral(logarithmic(8, 1e-5, 1), 3, f, Math.log(2 / 1.00001), 0.01);
    assertIntegral(logarithmic(40, 1e-6, 1), 2, f, Math.log(2 / 1.000001), 3e-4);
    double[] equispaced = EquispacedNodes.of(50, -1, 1);
    assertIntegral(equispaced, 49, Math::exp, Math.E - 1 / Math.E, 1e-13);
    double[] close = {0, .25, .5, .5 + 1e-12, .75, 1};
    for (int order = 1; order <= 3; order++) {
      assertIntegral(close, order, Math::exp, Math.E - 1, 3e-3);
    }
    double[] adjacent = {1, Math.nextUp(1.0), 2};
    assertIntegral(adjacent, 1, x -> x, 1.5, 1e-13);
    double[] octaves = new double[31];
    Arrays.setAll(octaves, j -> 20 * Math.pow(2, j / 3.0));
    // Nobody knows what the interpolant should be here; it must be quick and the same both ways.
    double[] weights = FloaterHormannWeights.of(octaves, 4);
    double[] row = IntegrationWeights.of(octaves, weights, octaves[0], octaves[30]);
    assertThat(Arrays.stream(row).sum()).isCloseTo(octaves[30] - octaves[0], within(0.1));
  }

  @Test
  void ofOneFunctionDoesNotIntegrateAllBasisFunctions() {
    double[] nodes = EquispacedNodes.of(500, -1, 1);
    double[] values = Arrays.stream(nodes).map(Math::exp).toArray();
    double[] weights = FloaterHormannWeights.of(nodes, 3);
    BarycentricInterpolant exp = BarycentricInterpolant.of(nodes, weights, values);
    // Once to warm up.
    assertThat(exp.integral(-1, 1)).isPositive();
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();
    double integral = exp.integral(-1, 1);
    long one = clock.getCurrentThreadCpuTime() - start;
    start = clock.getCurrentThreadCpuTime();
    double[] row = IntegrationWeights.of(nodes, weights, -1, 1);
    long all = clock.getCurrentThreadCpuTime() - start;
    assertThat(integral).isCloseTo(Math.E - 1 / Math.E, within(1e-13));
    assertThat(row).hasSize(500);
    assertThat(one).isLessThan(all);
  }

  @Test
  void findsPolesOfEitherKind() {
    double[] nodes = {0, 1, 1.001, 1.002};
    // Two poles in the first gap, although the weights alternate.
    assertThatThrownBy(() -> IntegrationWeights.of(nodes, new double[] {1, -1, 5, -1}, 0, 1))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("pole between");
    // 1/x^2 through its values: a double pole at 0, where the denominator keeps its sign.
    double[] x = {-2, -1, 1, 2};
    double[] weights = {4 / 12.0, -1 / 6.0, 1 / 6.0, -4 / 12.0};
    BarycentricInterpolant square =
        BarycentricInterpolant.of(x, weights, new double[] {0.25, 1, 1, 0.25});
    assertThat(square.value(0.5)).isCloseTo(4, within(1e-14));
    assertThat(square.integral(1, 2)).isCloseTo(0.5, within(1e-14));
    assertThatThrownBy(() -> square.integral(-2, 2)).isInstanceOf(ArithmeticException.class);
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
        BarycentricInterpolant.of(nodes, new double[] {1, -1, 1}, nodes);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> interpolant.integral(0, 3))
        .withMessageContaining("3.0 lies outside");
  }
}
