package io.github.approxifer.interp.trigonometric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class TrigonometricInterpolantTest {

  @Property(tries = 200)
  void reproducesTrigonometricPolynomials(
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll @DoubleRange(min = -10, max = 10) double point) {
    double lower = -1.5;
    double period = 3;
    for (int degree = 0; 2 * degree < count; degree++) {
      double turn = 2 * Math.PI * degree / period;
      double[] values =
          Arrays.stream(TrigonometricInterpolant.nodes(count, lower, period))
              .map(x -> Math.cos(turn * x) - 2 * Math.sin(turn * x))
              .toArray();
      double expected = Math.cos(turn * point) - 2 * Math.sin(turn * point);
      // The point is known to an ulp of 10, which the derivative 2 turn magnifies.
      assertThat(TrigonometricInterpolant.of(lower, period, values).value(point))
          .isCloseTo(expected, within(1e-13 * (degree + 1)));
    }
  }

  @Test
  void reproducesTheHighestCosineOfAnEvenCount() {
    double[] values = {1, -1, 1, -1};
    TrigonometricInterpolant cosine = TrigonometricInterpolant.of(0, 2 * Math.PI, values);
    assertThat(cosine.value(0.3)).isCloseTo(Math.cos(0.6), within(1e-15));
  }

  @Test
  void isExactAtNodesAndNextToThemInEveryPeriod() {
    double[] values = {3, 1, 4, 1, 5};
    TrigonometricInterpolant interpolant = TrigonometricInterpolant.of(0, 5, values);
    for (int j = 0; j < 5; j++) {
      for (double shift : new double[] {0, 5, -10, 1e-300, Double.MIN_VALUE, -Double.MIN_VALUE}) {
        assertThat(interpolant.value(j + shift)).isEqualTo(values[j]);
      }
      assertThat(interpolant.value(Math.nextUp((double) j))).isEqualTo(values[j]);
    }
  }

  @Test
  void scalingByPowersOfTwoIsExact() {
    double[] values = {3, 1, 4, 1, 5, 9};
    double[] scaled = Arrays.stream(values).map(v -> v * 0x1p311).toArray();
    TrigonometricInterpolant plain = TrigonometricInterpolant.of(0, 5, values);
    TrigonometricInterpolant great = TrigonometricInterpolant.of(0, 5, scaled);
    for (double z = -3; z < 9; z += 0.31) {
      assertThat(great.value(z)).isEqualTo(0x1p311 * plain.value(z));
    }
  }

  @Test
  void matrixRowsAreTheInterpolant() {
    double[] values = {3, 1, 4, 1};
    double[] points = {0.1, 2.5, 1, 7.7};
    DMatrixRMaj matrix =
        TrigonometricInterpolant.evaluationMatrix(4, 0, 4, points, new DMatrixRMaj(1, 1));
    double[] expected = TrigonometricInterpolant.of(0, 4, values).values(points, new double[4]);
    for (int i = 0; i < 4; i++) {
      double sum = 0;
      for (int j = 0; j < 4; j++) {
        sum += matrix.get(i, j) * values[j];
      }
      assertThat(sum).isCloseTo(expected[i], within(1e-14));
    }
  }

  @Test
  void refusesBadInput() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrigonometricInterpolant.of(0, 1, new double[0]))
        .withMessageContaining("is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrigonometricInterpolant.of(0, -1, new double[1]))
        .withMessageContaining("-1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrigonometricInterpolant.nodes(3, 1.7e308, 1.7e308))
        .withMessageContaining("1.7E308");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrigonometricInterpolant.of(0, 1, new double[1]).value(Double.NaN))
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TrigonometricInterpolant.of(0, 1, new double[1])
                    .values(new double[1], new double[2]))
        .withMessageContaining("2 values");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrigonometricInterpolant.weights(3, 0, 1, 0.5, new double[2]))
        .withMessageContaining("3 nodes");
  }

  @Test
  void hasTheDerivativesAndIntegralsOfItsPolynomial() {
    for (int count : new int[] {9, 10}) {
      double[] nodes = TrigonometricInterpolant.nodes(count, 1, 4);
      double w = Math.PI / 2;
      double[] values =
          Arrays.stream(nodes).map(t -> 0.5 + Math.sin(w * t) - 2 * Math.cos(3 * w * t)).toArray();
      TrigonometricInterpolant f = TrigonometricInterpolant.of(1, 4, values);
      for (double z : new double[] {-7.3, 1, 1.2, 4.9}) {
        assertThat(f.derivative(z, 0)).isCloseTo(f.value(z), within(1e-13));
        assertThat(f.derivative(z, 1))
            .isCloseTo(w * Math.cos(w * z) + 6 * w * Math.sin(3 * w * z), within(1e-12));
        assertThat(f.derivative(z, 3))
            .isCloseTo(
                -w * w * w * Math.cos(w * z) - 54 * w * w * w * Math.sin(3 * w * z), within(1e-10));
      }
      double expected =
          0.5 * 2.5
              - (Math.cos(w * 4.5) - Math.cos(w * 2)) / w
              - 2 * (Math.sin(3 * w * 4.5) - Math.sin(3 * w * 2)) / (3 * w);
      assertThat(f.integral(2, 4.5)).isCloseTo(expected, within(1e-13));
      assertThat(f.integral(4.5, 2)).isCloseTo(-expected, within(1e-13));
      assertThat(f.integral(1, 9)).isCloseTo(4, within(1e-13));
      TrigonometricInterpolant doubled =
          f.withValues(Arrays.stream(values).map(v -> 2 * v).toArray());
      assertThat(doubled.value(1.7)).isEqualTo(2 * f.value(1.7));
      assertThat(f.nodes()).containsExactly(nodes);
      assertThat(f.nodeValues()).containsExactly(values);
      assertThat(f.domain()).containsExactly(1, 5);
      assertThat(f)
          .hasToString("TrigonometricInterpolant of " + count + " nodes, from 1.0 with period 4.0");
    }
    // The last cosine of an even number of nodes has a derivative, too.
    TrigonometricInterpolant saw = TrigonometricInterpolant.of(0, 4, new double[] {1, -1, 1, -1});
    assertThat(saw.derivative(0.5, 1)).isCloseTo(-Math.PI, within(1e-14));
  }

  @Test
  void keepsItsDigitsForManyNodes() {
    for (int count : new int[] {1000, 1001}) {
      double[] nodes = TrigonometricInterpolant.nodes(count, 0, 1);
      double[] values =
          Arrays.stream(nodes).map(t -> Math.exp(Math.sin(2 * Math.PI * t))).toArray();
      TrigonometricInterpolant f = TrigonometricInterpolant.of(0, 1, values);
      for (int i = 0; i < 2000; i++) {
        double z = i / 2000.0 + 1.3e-5;
        // The Lebesgue constant is 5, and a point is known to some units of 2^-53 of the period.
        assertThat(f.value(z)).isCloseTo(Math.exp(Math.sin(2 * Math.PI * z)), within(2e-14));
      }
    }
  }

  @Test
  void manyPointsAtOnceAreEachAsAlone() {
    for (int count : new int[] {1, 2, 3, 8, 9, 300}) {
      double[] values = new double[count];
      Arrays.setAll(values, j -> Math.sin(j * j));
      TrigonometricInterpolant f = TrigonometricInterpolant.of(-1, 2, values);
      double[] nodes = f.nodes();
      // More than one block, with points at nodes, next to them and in other periods.
      double[] points = new double[700];
      for (int i = 0; i < points.length; i++) {
        double step = i % 3 == 0 ? 0 : Math.pow(10, -(i % 20));
        points[i] = nodes[i % count] + step + 2 * (i % 5 - 2);
      }
      double[] results = f.values(points, new double[700]);
      DMatrixRMaj matrix =
          TrigonometricInterpolant.evaluationMatrix(count, -1, 2, points, new DMatrixRMaj(1, 1));
      for (int i = 0; i < points.length; i++) {
        assertThat(results[i]).isEqualTo(f.value(points[i]));
        double sum = 0;
        double size = 0;
        for (int j = 0; j < count; j++) {
          sum += matrix.get(i, j) * values[j];
          size += Math.abs(matrix.get(i, j));
        }
        // Bernstein: a slope of pi n / 2 at most for values of 1, and points of size 6 known to
        // eps.
        assertThat(results[i]).isCloseTo(sum, within(size * count * 3e-15));
        if (i % 3 == 0 && i % 5 == 2) {
          assertThat(results[i]).isEqualTo(values[i % count]);
        }
      }
    }
  }

  @Test
  void survivesGreatValuesAndFarPoints() {
    double[] values = {1.7e308, -1.7e308, 1.6e308, -1.5e308, 1.7e308};
    TrigonometricInterpolant f = TrigonometricInterpolant.of(0, 5, values);
    double[] small = Arrays.stream(values).map(v -> v * 0x1p-10).toArray();
    TrigonometricInterpolant g = TrigonometricInterpolant.of(0, 5, small);
    assertThat(f.value(0.1)).isFinite().isEqualTo(g.value(0.1) * 0x1p10);
    assertThat(f.derivative(0.1, 0)).isFinite().isEqualTo(g.derivative(0.1, 0) * 0x1p10);
    assertThat(f.integral(0, 1)).isFinite().isEqualTo(g.integral(0, 1) * 0x1p10);
    // Out there a point has no phase, but it has a value.
    TrigonometricInterpolant brief = TrigonometricInterpolant.of(0, 1e-300, new double[] {1, 2, 3});
    assertThat(brief.value(1e300)).isBetween(0.0, 4.0);
    assertThat(brief.derivative(1e300, 0)).isBetween(0.0, 4.0);
    assertThat(TrigonometricInterpolant.of(-1.7e308, 1, new double[] {1, 2, 3}).value(1.7e308))
        .isBetween(0.0, 4.0);
  }
}
