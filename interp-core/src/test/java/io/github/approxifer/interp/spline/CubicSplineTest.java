package io.github.approxifer.interp.spline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.ChebyshevNodes;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class CubicSplineTest {

  private static final double[] KNOTS = ChebyshevNodes.secondKind(8);

  private static CubicSpline sine() {
    return NaturalCubicSpline.of(KNOTS, Arrays.stream(KNOTS).map(t -> Math.sin(3 * t)).toArray());
  }

  @Test
  void isTheHandComputedSplineThroughThreePoints() {
    // Through (0,0), (1,1), (2,0): one inner curvature, (2/3) gamma = -2, so gamma = -3; on [0,1]
    // the
    // spline is 3t/2 - t^3/2.
    CubicSpline hat = NaturalCubicSpline.of(new double[] {0, 1, 2}, new double[] {0, 1, 0});
    assertThat(hat.knotCurvatures()).containsExactly(0, -3, 0);
    assertThat(hat.value(0.5)).isCloseTo(0.75 - 0.0625, within(1e-15));
    assertThat(hat.derivative(0.5, 1)).isCloseTo(1.5 - 0.375, within(1e-15));
    assertThat(hat.derivative(0.5, 2)).isCloseTo(-1.5, within(1e-15));
    assertThat(hat.derivative(0.5, 3)).isCloseTo(-3, within(1e-15));
    // Straight on outside: slope 3/2 on the left, -3/2 on the right.
    assertThat(hat.value(-2)).isCloseTo(-3, within(1e-15));
    assertThat(hat.value(4)).isCloseTo(-3, within(1e-15));
    assertThat(hat.derivative(4, 1)).isCloseTo(-1.5, within(1e-15));
    assertThat(hat.derivative(4, 2)).isZero();
    assertThat(hat.derivative(-4, 3)).isZero();
  }

  @Test
  void isExactAtTheKnots() {
    for (double knot : KNOTS) {
      assertThat(sine().value(knot)).isEqualTo(Math.sin(3 * knot));
    }
    assertThat(sine().knotValues())
        .isEqualTo(Arrays.stream(KNOTS).map(t -> Math.sin(3 * t)).toArray());
  }

  @Test
  void isTwiceContinuouslyDifferentiable() {
    double step = 1e-9;
    for (double knot : KNOTS) {
      for (int order = 0; order <= 2; order++) {
        // The next derivative is below 100, so that the two sides differ by less than 200 steps.
        assertThat(sine().derivative(knot - step, order))
            .isCloseTo(sine().derivative(knot + step, order), within(2e-7));
      }
    }
  }

  @Test
  void derivativesAreThoseOfTheValues() {
    double step = 1e-5;
    for (double z : new double[] {-1.3, -0.95, -0.1, 0.33, 0.8, 1.2}) {
      for (int order = 1; order <= 3; order++) {
        double difference =
            (sine().derivative(z + step, order - 1) - sine().derivative(z - step, order - 1))
                / (2 * step);
        assertThat(sine().derivative(z, order)).isCloseTo(difference, within(1e-8));
      }
    }
  }

  @Test
  void fillsDestinations() {
    double[] points = {-1.5, 0.2, 0.9};
    double[] destination = new double[3];
    assertThat(sine().values(points, destination)).isSameAs(destination);
    assertThat(destination[1]).isEqualTo(sine().value(0.2));
    assertThat(sine().derivatives(points, 2, destination)[2]).isEqualTo(sine().derivative(0.9, 2));
  }

  @Test
  void oneKnotIsConstantAndTwoAreALine() {
    CubicSpline constant = NaturalCubicSpline.of(new double[] {4}, new double[] {7});
    assertThat(constant.value(-3)).isEqualTo(7);
    assertThat(constant.derivative(4, 1)).isZero();
    CubicSpline line = NaturalCubicSpline.of(new double[] {4, 6}, new double[] {7, 8});
    assertThat(line.value(0)).isEqualTo(5);
    assertThat(line.value(8)).isEqualTo(9);
    assertThat(line.derivative(5, 1)).isEqualTo(0.5);
    DMatrixRMaj matrix =
        NaturalCubicSpline.evaluationMatrix(new double[] {4, 6}, new double[] {5}, null);
    assertThat(matrix.data).containsExactly(0.5, 0.5);
  }

  @Test
  void refusesBadInput() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sine().value(Double.POSITIVE_INFINITY))
        .withMessageContaining("Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sine().derivative(0, 4))
        .withMessageContaining("is 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sine().values(new double[2], new double[1]))
        .withMessageContaining("1 values");
  }
}
