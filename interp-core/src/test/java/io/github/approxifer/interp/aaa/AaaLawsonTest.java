package io.github.approxifer.interp.aaa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import java.util.Arrays;
import org.ejml.data.Complex_F64;
import org.junit.jupiter.api.Test;

class AaaLawsonTest {

  @Test
  void reachesTheBestApproximationOfTheExponential() {
    // Type (3, 3) on [-1, 1]: 1.550669058714149e-7 (Chebfun's AAA test).
    double[] points = ChebyshevNodes.secondKind(1000);
    double[] values = Arrays.stream(points).map(Math::exp).toArray();
    AaaApproximant best = AaaLawson.approximate(points, values, 3, 400);
    double worst = 0;
    for (double z : EquispacedNodes.of(10_001, -1, 1)) {
      worst = Math.max(worst, Math.abs(best.value(z) - Math.exp(z)));
    }
    assertThat(best.terms()).isEqualTo(4);
    // Rounding of the values is 1e-9 of this error; a grid of 1000 points misses 1e-5 of it, and
    // the
    // weights converge linearly.
    assertThat(worst).isCloseTo(1.550669058714149e-7, within(1e-3 * 1.55e-7));
    assertThat(worst).isGreaterThan(1.550669058714149e-7 * (1 - 1e-7));
  }

  @Test
  void reachesTheBestApproximationOfTheAbsoluteValue() {
    // Type (2, 2): 0.043689, tolerance 1e-3 (Chebfun's AAA test).
    double[] points = EquispacedNodes.of(2001, -1, 1);
    double[] values = Arrays.stream(points).map(Math::abs).toArray();
    AaaApproximant best = AaaLawson.approximate(points, values, 2, 100);
    double worst = 0;
    for (double z : EquispacedNodes.of(10_001, -1, 1)) {
      worst = Math.max(worst, Math.abs(best.value(z) - Math.abs(z)));
    }
    assertThat(worst).isCloseTo(0.043689, within(1e-3));
  }

  @Test
  void improvesAComplexFit() {
    Complex_F64[] points = new Complex_F64[400];
    Complex_F64[] values = new Complex_F64[400];
    for (int k = 0; k < 400; k++) {
      double angle = 2 * Math.PI * k / 400;
      points[k] = new Complex_F64(Math.cos(angle), Math.sin(angle));
      double size = Math.exp(points[k].real);
      values[k] =
          new Complex_F64(
              size * Math.cos(points[k].imaginary), size * Math.sin(points[k].imaginary));
    }
    AaaApproximant best = AaaLawson.approximate(points, values, 2, 30);
    double[] errors = best.errors();
    double least = Arrays.stream(errors).min().orElseThrow();
    double worst = 0;
    double mean = 0;
    for (int k = 0; k < 400; k++) {
      Complex_F64 r = best.value(points[k]);
      double error = Math.hypot(r.real - values[k].real, r.imaginary - values[k].imaginary);
      worst = Math.max(worst, error);
      mean += error / 400;
    }
    assertThat(worst).isCloseTo(least, within(1e-10)).isLessThan(0.8 * errors[0]);
    // The error curve of the best approximation on a circle is nearly a circle.
    assertThat(worst).isLessThan(1.05 * mean);
  }

  @Test
  void keepsAnExactFit() {
    double[] points = EquispacedNodes.of(30, 0, 1);
    double[] values = Arrays.stream(points).map(x -> 1 / (x + 1)).toArray();
    AaaApproximant exact = AaaLawson.approximate(points, values, 3, 5);
    for (int i = 0; i < 30; i++) {
      assertThat(exact.value(points[i])).isCloseTo(values[i], within(1e-14));
    }
  }

  @Test
  void refusesBadInput() {
    double[] five = {1, 2, 3, 4, 5};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AaaLawson.approximate(five, five, 2, 5))
        .withMessageContaining("5 finite samples")
        .withMessageContaining("at least 7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AaaLawson.approximate(five, five, -1, 5))
        .withMessageContaining("-1");
  }
}
