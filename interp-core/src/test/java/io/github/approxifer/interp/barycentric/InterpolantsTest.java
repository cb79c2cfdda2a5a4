package io.github.approxifer.interp.barycentric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import io.github.approxifer.interp.weights.BerrutWeights;
import io.github.approxifer.interp.weights.FloaterHormannWeights;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class InterpolantsTest {

  private static double error(
      BarycentricInterpolant f, DoubleUnaryOperator g, double lower, double upper) {
    double error = 0;
    for (double z : EquispacedNodes.of(2001, lower, upper)) {
      error = Math.max(error, Math.abs(f.value(z) - g.applyAsDouble(z)));
    }
    return error;
  }

  @Test
  void samplesMayComeInAnyOrder() {
    double[] points = EquispacedNodes.of(30, -1, 1);
    double[] values = Arrays.stream(points).map(Math::exp).toArray();
    Random random = new Random(4);
    for (int i = 29; i > 0; i--) {
      int k = random.nextInt(i + 1);
      double point = points[i];
      points[i] = points[k];
      points[k] = point;
      double value = values[i];
      values[i] = values[k];
      values[k] = value;
    }
    assertThat(error(Interpolants.floaterHormann(points, values, 5), Math::exp, -1, 1))
        .isLessThan(1e-7);
    assertThat(error(Interpolants.floaterHormann(points, values), Math::exp, -1, 1))
        .isLessThan(1e-9);
    assertThat(error(Interpolants.berrut(points, values), Math::exp, -1, 1)).isBetween(1e-3, 0.1);
    assertThat(error(Interpolants.polynomial(points, values), Math::exp, -1, 1)).isLessThan(1e-8);
    BarycentricInterpolant berrut = Interpolants.berrut(points, values);
    assertThat(berrut.domain()).containsExactly(-1, 1);
    assertThat(berrut)
        .hasToString("BarycentricInterpolant of 30 nodes on [-1.0, 1.0], extrapolation refused");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Interpolants.berrut(points, new double[3]))
        .withMessageContaining("3 values for 30 points");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Interpolants.floaterHormann(new double[] {1, 0, 1}, new double[3], 1))
        .withMessageContaining("repeat");
  }

  @Test
  void functionsAreSampledWhereTheWeightsWantThem() {
    assertThat(error(Interpolants.chebyshev(Math::exp, 14, 0, 2), Math::exp, 0, 2))
        .isLessThan(2e-14);
    assertThat(error(Interpolants.legendre(Math::exp, 14, 0, 2), Math::exp, 0, 2))
        .isLessThan(2e-13);
    assertThat(Interpolants.chebyshev(Math::exp, 0, 0, 2).value(1)).isEqualTo(Math.E);
    DoubleUnaryOperator runge = x -> 1 / (1 + 25 * x * x);
    BarycentricInterpolant f = Interpolants.chebyshevToTolerance(runge, 1e-13, -1, 1);
    assertThat(f.size()).isEqualTo(513);
    assertThat(error(f, runge, -1, 1)).isLessThan(2e-14);
    assertThat(Interpolants.chebyshevToTolerance(x -> 0, 1e-13, -1, 1).value(0.3)).isZero();
    assertThatThrownBy(() -> Interpolants.chebyshevToTolerance(Math::abs, 1e-13, -1, 1.1))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("AaaInterval");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Interpolants.chebyshevToTolerance(Math::log, 1e-13, 0, 1))
        .withMessageContaining("-Infinity at 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Interpolants.chebyshev(Math::exp, -1, 0, 1))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Interpolants.chebyshevToTolerance(Math::exp, 0.0, 0, 1))
        .withMessageContaining("0.0");
  }

  @Test
  void isAFunctionOfTheStandardLibrary() {
    DoubleUnaryOperator f = Interpolants.chebyshev(Math::exp, 12, 0, 1)::value;
    assertThat(f.andThen(Math::log).applyAsDouble(0.5)).isCloseTo(0.5, within(1e-13));
  }

  @Test
  void theSuggestedOrderIsNearlyTheBest() {
    DoubleUnaryOperator runge = x -> 1 / (1 + x * x);
    for (DoubleUnaryOperator function : Arrays.<DoubleUnaryOperator>asList(runge, Math::sin)) {
      for (int count : new int[] {11, 21, 41, 81, 321}) {
        double[] nodes = EquispacedNodes.of(count, -5, 5);
        double[] values = Arrays.stream(nodes).map(function).toArray();
        double best = Double.POSITIVE_INFINITY;
        for (int order = 0; order <= Math.min(12, count - 2); order++) {
          best =
              Math.min(
                  best, error(Interpolants.floaterHormann(nodes, values, order), function, -5, 5));
        }
        // Predicting from twice the distance is no exact measure, above all next to the ends.
        assertThat(error(Interpolants.floaterHormann(nodes, values), function, -5, 5))
            .isLessThan(20 * best + 1e-13);
      }
    }
    double[] nodes = EquispacedNodes.of(200, 0, 1);
    Random random = new Random(2);
    double[] noise = Arrays.stream(nodes).map(x -> random.nextGaussian()).toArray();
    assertThat(FloaterHormannWeights.suggestedOrder(nodes, noise)).isLessThan(3);
    assertThat(FloaterHormannWeights.suggestedOrder(nodes, new double[200])).isZero();
    assertThat(FloaterHormannWeights.suggestedOrder(new double[] {1}, new double[] {2})).isZero();
  }

  @Test
  void berrutsSecondWeightsAreRefusedWhereTheyAreOfNoUse() {
    assertThat(BerrutWeights.second(EquispacedNodes.of(12, 3, 9)))
        .containsExactly(BerrutWeights.second(12));
    assertThat(BerrutWeights.second(ChebyshevNodes.secondKind(9, 1e9, 1e9 + 1)))
        .containsExactly(BerrutWeights.second(9));
    assertThat(BerrutWeights.second(new double[] {7})).containsExactly(0.5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BerrutWeights.second(ChebyshevNodes.firstKind(9)))
        .withMessageContaining("neither equispaced nor Chebyshev");
  }

  @Test
  void aConstantIsOneOnTheWholeInterval() {
    assertThat(Interpolants.chebyshev(Math::exp, 0, -1, 1).value(0.9)).isEqualTo(1);
    assertThat(Interpolants.legendre(Math::exp, 0, -1, 1).value(0.9)).isEqualTo(1);
  }
}
