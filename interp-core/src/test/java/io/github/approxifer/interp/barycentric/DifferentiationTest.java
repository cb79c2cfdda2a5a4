package io.github.approxifer.interp.barycentric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import io.github.approxifer.interp.weights.BerrutWeights;
import io.github.approxifer.interp.weights.FloaterHormannWeights;
import io.github.approxifer.interp.weights.LagrangeWeights;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class DifferentiationTest {

  private static BarycentricInterpolant of(
      double[] nodes, double[] weights, DoubleUnaryOperator function) {
    return BarycentricInterpolant.of(nodes, weights, Arrays.stream(nodes).map(function).toArray());
  }

  @Test
  void hasThePublishedAccuracyOnSineSquaredPlusCosine() {
    // SciPy's and BaryRational.jl's test: sin^2 x + cos 10x on step 0.01 of [-1, 1], order 8, 1e-8.
    double[] nodes = EquispacedNodes.of(201, -1, 1);
    BarycentricInterpolant interpolant =
        of(
            nodes,
            FloaterHormannWeights.equispaced(201, 8),
            x -> Math.pow(Math.sin(x), 2) + Math.cos(10 * x));
    for (double z = -1; z <= 1; z += 0.005) {
      double point = Math.min(1, z);
      assertThat(interpolant.derivative(point, 1))
          .isCloseTo(Math.sin(2 * point) - 10 * Math.sin(10 * point), within(1e-8));
    }
  }

  @Test
  void isRightForARationalFunctionThroughFourPoints() {
    // baryrat's test: (x+3)/((x+1)(x+2)) is reproduced from 4 points of [0, 1] by the weights of
    // its
    // denominator; first and second derivative, also at the nodes.
    double[] nodes = EquispacedNodes.of(4, 0, 1);
    double[] weights = LagrangeWeights.of(nodes);
    for (int j = 0; j < 4; j++) {
      weights[j] *= (nodes[j] + 1) * (nodes[j] + 2);
    }
    BarycentricInterpolant interpolant = of(nodes, weights, x -> (x + 3) / ((x + 1) * (x + 2)));
    for (double z : new double[] {0, 0.1, 1 / 3.0, 0.5, 2 / 3.0, 0.9, 1}) {
      // 2/(x+1) - 1/(x+2)
      double first = -2 / Math.pow(z + 1, 2) + 1 / Math.pow(z + 2, 2);
      double second = 4 / Math.pow(z + 1, 3) - 2 / Math.pow(z + 2, 3);
      assertThat(interpolant.derivative(z, 1)).isCloseTo(first, within(1e-13));
      assertThat(interpolant.derivative(z, 2)).isCloseTo(second, within(1e-12));
    }
  }

  @Test
  void isAccurateOnRandomSpacings() {
    // Boost's test: 1/(1+25x^2), spacings of 0.005 to 0.01, order 5, derivative to 1e-4 relative.
    Random random = new Random(1);
    double[] nodes = new double[270];
    nodes[0] = -1;
    for (int j = 1; j < nodes.length; j++) {
      nodes[j] = nodes[j - 1] + 0.005 * (1 + random.nextDouble());
    }
    BarycentricInterpolant interpolant =
        of(nodes, FloaterHormannWeights.of(nodes, 5), x -> 1 / (1 + 25 * x * x));
    for (int i = 0; i < 300; i++) {
      double z = nodes[0] + (nodes[269] - nodes[0]) * random.nextDouble();
      double expected = -50 * z / Math.pow(1 + 25 * z * z, 2);
      assertThat(interpolant.derivative(z, 1))
          .isCloseTo(expected, within(1e-4 * Math.abs(expected)));
    }
  }

  @Property(tries = 30)
  void isStableVeryNearNodes(@ForAll @IntRange(min = 2, max = 20) int count) {
    // The formula of Schneider and Werner as printed loses all digits here.
    double[] nodes = ChebyshevNodes.secondKind(count + 8);
    BarycentricInterpolant interpolant = of(nodes, BerrutWeights.second(count + 8), Math::sin);
    double node = nodes[count / 2];
    double atNode = interpolant.derivative(node, 1);
    for (double step = 1e-2; step > 1e-18; step /= 7) {
      assertThat(interpolant.derivative(node - step, 1)).isCloseTo(atNode, within(step + 1e-6));
      assertThat(interpolant.derivative(node - step, 1))
          .isCloseTo(Math.cos(node - step), within(3e-8));
    }
  }

  @Property(tries = 30)
  void matricesAgreeWithDerivativesAtNodes(
      @ForAll @IntRange(min = 1, max = 12) int count, @ForAll long seed) {
    Random random = new Random(seed);
    double[] nodes = new double[count];
    for (int j = 0; j < count; j++) {
      nodes[j] = j + 0.7 * random.nextDouble();
    }
    double[] values = random.doubles(count, -1, 1).toArray();
    for (double[] weights :
        new double[][] {BerrutWeights.first(count), LagrangeWeights.of(nodes)}) {
      BarycentricInterpolant interpolant = BarycentricInterpolant.of(nodes, weights, values);
      for (int order = 0; order <= 3; order++) {
        DMatrixRMaj matrix = DifferentiationMatrix.of(nodes, weights, order, null);
        for (int i = 0; i < count; i++) {
          double sum = 0;
          double size = 1;
          for (int j = 0; j < count; j++) {
            sum += matrix.get(i, j) * values[j];
            size += Math.abs(matrix.get(i, j));
          }
          assertThat(interpolant.derivative(nodes[i], order)).isCloseTo(sum, within(1e-12 * size));
        }
      }
    }
  }

  @Test
  void matrixIsThePublishedOneOnThreeChebyshevPoints() {
    // Trefethen, Spectral Methods in MATLAB, chapter 6, N = 2.
    DMatrixRMaj destination = new DMatrixRMaj(5, 5);
    DMatrixRMaj matrix =
        DifferentiationMatrix.of(
            ChebyshevNodes.secondKind(3), BerrutWeights.second(3), 1, destination);
    assertThat(matrix).isSameAs(destination);
    double[] expected = {1.5, -2, 0.5, 0.5, 0, -0.5, -0.5, 2, -1.5};
    for (int k = 0; k < 9; k++) {
      assertThat(matrix.data[k]).isCloseTo(expected[k], within(0.0));
    }
  }

  @Test
  void scalesWithTheNodes() {
    double[] nodes = EquispacedNodes.of(6, 0, 0x1p-600);
    BarycentricInterpolant small =
        of(nodes, FloaterHormannWeights.equispaced(6, 5), x -> x * 0x1p600);
    assertThat(small.derivative(0x1p-601, 1)).isCloseTo(0x1p600, within(0x1p560));
    assertThat(small.value(0x1p-601)).isCloseTo(0.5, within(1e-14));
    DMatrixRMaj matrix =
        DifferentiationMatrix.of(nodes, FloaterHormannWeights.equispaced(6, 5), 1, null);
    double[] unit = EquispacedNodes.of(6, 0, 1);
    DMatrixRMaj plain =
        DifferentiationMatrix.of(unit, FloaterHormannWeights.equispaced(6, 5), 1, null);
    for (int k = 0; k < 36; k++) {
      assertThat(matrix.data[k]).isEqualTo(plain.data[k] * 0x1p600);
    }
  }

  @Test
  void refusesNegativeOrders() {
    BarycentricInterpolant line = of(new double[] {0, 1}, new double[] {1, -1}, x -> x);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> line.derivative(0.5, -1))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> DifferentiationMatrix.of(new double[] {0, 1}, new double[] {1, -1}, -2, null))
        .withMessageContaining("-2");
    assertThatIllegalArgumentException().isThrownBy(() -> line.derivative(2, 1));
  }
}
