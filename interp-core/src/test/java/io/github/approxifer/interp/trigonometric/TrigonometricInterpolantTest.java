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
      assertThat(new TrigonometricInterpolant(lower, period, values).value(point))
          .isCloseTo(expected, within(1e-13 * (degree + 1)));
    }
  }

  @Test
  void reproducesTheHighestCosineOfAnEvenCount() {
    double[] values = {1, -1, 1, -1};
    TrigonometricInterpolant cosine = new TrigonometricInterpolant(0, 2 * Math.PI, values);
    assertThat(cosine.value(0.3)).isCloseTo(Math.cos(0.6), within(1e-15));
  }

  @Test
  void isExactAtNodesAndNextToThemInEveryPeriod() {
    double[] values = {3, 1, 4, 1, 5};
    TrigonometricInterpolant interpolant = new TrigonometricInterpolant(0, 5, values);
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
    TrigonometricInterpolant plain = new TrigonometricInterpolant(0, 5, values);
    TrigonometricInterpolant great = new TrigonometricInterpolant(0, 5, scaled);
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
    double[] expected = new TrigonometricInterpolant(0, 4, values).values(points, new double[4]);
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
        .isThrownBy(() -> new TrigonometricInterpolant(0, 1, new double[0]))
        .withMessageContaining("is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrigonometricInterpolant(0, -1, new double[1]))
        .withMessageContaining("-1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrigonometricInterpolant(0, 1, new double[1]).value(Double.NaN))
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new TrigonometricInterpolant(0, 1, new double[1])
                    .values(new double[1], new double[2]))
        .withMessageContaining("2 values");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrigonometricInterpolant.weights(3, 0, 1, 0.5, new double[2]))
        .withMessageContaining("3 nodes");
  }
}
