package io.github.approxifer.interp.aaa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.EquispacedNodes;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.ejml.data.Complex_F64;
import org.junit.jupiter.api.Test;

class AaaTest {

  /** Twelve digits of thirteen to fifteen printed. */
  private static final Offset<Double> PRINTED = within(1e-12);

  static final double[] POINTS = EquispacedNodes.of(1000, -1, 1);

  static AaaApproximant fit(double[] points, DoubleUnaryOperator function) {
    return Aaa.approximate(
        points, Arrays.stream(points).map(function).toArray(), AaaOptions.defaults());
  }

  static double lastError(AaaApproximant approximant) {
    double[] errors = approximant.errors();
    return errors[errors.length - 1];
  }

  @Test
  void ofTheExponentialHasTheTabulatedHistory() {
    AaaApproximant exp = fit(POINTS, Math::exp);
    assertThat(exp.terms()).isEqualTo(7);
    double[] expected = {2.350, 3.324e-2, 3.011e-4, 5.894e-7, 3.259e-10, 4.796e-13};
    for (int k = 0; k < expected.length; k++) {
      // Four printed digits; the last error is within a thousand times rounding of the values.
      assertThat(exp.errors()[k]).isCloseTo(expected[k], within(6e-4 * expected[k] + 2e-15));
    }
    assertThat(exp.errors()[6]).isLessThan(5e-15);
  }

  @Test
  void needsTheTabulatedNumberOfTerms() {
    AaaApproximant runge = fit(POINTS, x -> 1 / (1 + 25 * x * x));
    assertThat(runge.terms()).isEqualTo(3);
    assertThat(lastError(runge)).isLessThan(1e-14);
    AaaApproximant step = fit(POINTS, x -> Math.tanh(20 * x));
    assertThat(step.terms()).isEqualTo(19);
    assertThat(lastError(step)).isLessThan(1e-13);
    AaaApproximant tangent = fit(POINTS, x -> Math.tan(Math.PI * x));
    assertThat(tangent.terms()).isBetween(9, 11);
    // SciPy's demands.
    assertThat(Arrays.stream(tangent.zeros()).mapToDouble(AaaTest::modulus).min().orElseThrow())
        .isLessThan(3e-10);
    assertThat(
            Arrays.stream(tangent.poles())
                .mapToDouble(p -> Math.hypot(p.real - 0.5, p.imaginary))
                .min()
                .orElseThrow())
        .isLessThan(1e4 * Math.ulp(1.0));
    assertThat(tangent.residues()).allMatch(r -> modulus(r) > 1e-13);
  }

  @Test
  void ofTwoPointsIsTheKnownHyperbola() {
    // Chebfun's values, quoted by SciPy.
    AaaApproximant two =
        Aaa.approximate(new double[] {0, 1}, new double[] {1, 2}, AaaOptions.defaults());
    assertThat(two.errors()).containsExactly(1, 0);
    assertThat(two.weights())
        .allSatisfy(w -> assertThat(w.real).isCloseTo(0.707106781186547, PRINTED));
    assertComplex(two.poles(), 0.5);
    assertComplex(two.residues(), 0.25);
    assertComplex(two.zeros(), 1 / 3.0);
  }

  @Test
  void ofThreePointsHasTheKnownPoles() {
    // Chebfun's values, quoted by SciPy.
    AaaApproximant three =
        Aaa.approximate(new double[] {0, 1, 2}, new double[] {1, 0, 0}, AaaOptions.defaults());
    assertThat(three.errors()).containsExactly(1, 1, 0);
    assertThat(three.weights())
        .allSatisfy(w -> assertThat(w.real).isCloseTo(0.577350269189626, PRINTED));
    assertComplex(three.poles(), 0.422649730810374, 1.577350269189626);
    assertComplex(three.residues(), -0.262891711531604, -0.070441621801729);
    assertComplex(three.zeros(), 1, 2);
  }

  @Test
  void aVanishingWeightIsNoNode() {
    // Chebfun issue 2423.
    double[] points = {1, 2, 3};
    double[] values = {1, 0, 0};
    AaaApproximant approximant = Aaa.approximate(points, values, AaaOptions.defaults());
    for (int i = 0; i < 3; i++) {
      assertThat(approximant.value(points[i])).isCloseTo(values[i], within(1e-15));
    }
    AaaApproximant stopped =
        Aaa.approximate(points, values, AaaOptions.defaults().withMostTerms(2));
    assertThat(stopped.terms()).isEqualTo(1);
    assertThat(stopped.errors()).containsExactly(1, 1);
  }

  static void assertComplex(Complex_F64[] actual, double... expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int k = 0; k < expected.length; k++) {
      assertThat(actual[k].real).isCloseTo(expected[k], PRINTED);
      assertThat(actual[k].imaginary).isCloseTo(0, PRINTED);
    }
  }

  static double modulus(Complex_F64 z) {
    return Math.hypot(z.real, z.imaginary);
  }

  @Test
  void answersTheKnownAlgebraOfRealFunctions() {
    // SciPy's and Chebfun's tests.
    AaaApproximant quadratics = fit(POINTS, z -> (z + 1) * (z + 2) / ((z + 3) * (z + 4)));
    double sum = 0;
    for (Complex_F64 pole : quadratics.poles()) {
      sum += pole.real;
    }
    for (Complex_F64 zero : quadratics.zeros()) {
      sum += zero.real;
    }
    assertThat(sum).isCloseTo(-10, within(1e-12));
    AaaApproximant sine = fit(POINTS, z -> Math.sin(10 * Math.PI * z));
    double[] moduli =
        Arrays.stream(sine.zeros())
            .sorted(Comparator.comparingDouble(AaaTest::modulus))
            .mapToDouble(AaaTest::modulus)
            .toArray();
    assertThat(moduli[18]).isCloseTo(0.9, within(1e-12));
    AaaApproximant pole = fit(EquispacedNodes.of(537, -1.337, 2), z -> Math.exp(z) / z);
    double residue = Double.NaN;
    double nearest = 1;
    for (int k = 0; k < pole.poles().length; k++) {
      if (modulus(pole.poles()[k]) < nearest) {
        nearest = modulus(pole.poles()[k]);
        residue = pole.residues()[k].real;
      }
    }
    assertThat(residue).isCloseTo(1, within(1e-15));
  }

  @Test
  void leavesOutSamplesThatAreNotFinite() {
    // SciPy: sin(x)/x with the NaN at 0 kept is right at 2 to 1e-15.
    double[] points = EquispacedNodes.of(101, -10, 10);
    AaaApproximant sinc = fit(points, x -> Math.sin(x) / x);
    assertThat(sinc.value(2)).isCloseTo(Math.sin(2) / 2, within(1e-15));
    assertThat(sinc.value(0)).isCloseTo(1, within(1e-12));
  }

  @Test
  void cleansUpAfterTooManySteps() {
    // The exponential needs 7 terms; the other 18 fit rounding errors and make spurious poles.
    double[] values = Arrays.stream(POINTS).map(Math::exp).toArray();
    AaaOptions tooMany = new AaaOptions(0, 25, 0);
    AaaApproximant dirty = Aaa.approximate(POINTS, values, tooMany);
    AaaApproximant clean = Aaa.approximate(POINTS, values, tooMany.withCleanUpTolerance(1e-13));
    assertThat(dirty.terms()).isEqualTo(25);
    assertThat(Arrays.stream(dirty.residues()).filter(r -> modulus(r) < 1e-13))
        .hasSizeGreaterThan(5);
    assertThat(clean.terms()).isBetween(7, 16);
    for (double z : AaaAccuracyTest.checkPoints()) {
      assertThat(clean.value(z)).isCloseTo(Math.exp(z), within(1e-12));
    }
  }

  @Test
  void reportsRealPolesBetweenSamplesOfTheAbsoluteValue() {
    AaaApproximant coarse = fit(POINTS, Math::abs);
    boolean between =
        Arrays.stream(coarse.poles()).anyMatch(p -> p.imaginary == 0 && Math.abs(p.real) < 1);
    double worst = 0;
    for (double z : EquispacedNodes.of(20_011, -0.02, 0.02)) {
      worst = Math.max(worst, Math.abs(coarse.value(z) - Math.abs(z)));
    }
    // Either the samples decide the error, or a pole between them does and is told.
    assertThat(between || worst < 4e-3).isTrue();
  }

  @Test
  void scalingByPowersOfTwoIsExact() {
    double[] values = Arrays.stream(POINTS).map(x -> Math.exp(x) * Math.cos(3 * x)).toArray();
    double[] scaled = Arrays.stream(values).map(v -> v * 0x1p311).toArray();
    AaaApproximant plain = Aaa.approximate(POINTS, values, AaaOptions.defaults());
    AaaApproximant great = Aaa.approximate(POINTS, scaled, AaaOptions.defaults());
    for (double z = -1.2; z < 1.2; z += 0.07) {
      assertThat(great.value(z)).isEqualTo(plain.value(z) * 0x1p311);
    }
  }

  @Test
  void refusesBadInput() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Aaa.approximate(new double[2], new double[3], AaaOptions.defaults()))
        .withMessageContaining("2 points and 3 values");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Aaa.approximate(new double[] {0, 1, -0.0}, new double[3], AaaOptions.defaults()))
        .withMessageContaining("number 0 and 2");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Aaa.approximate(new double[] {0}, new double[] {Double.NaN}, AaaOptions.defaults()))
        .withMessageContaining("no finite sample");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AaaOptions.defaults().withTolerance(-1))
        .withMessageContaining("-1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AaaOptions.defaults().withMostTerms(0))
        .withMessageContaining("is 0");
    AaaApproximant complex =
        Aaa.approximate(
            new Complex_F64[] {new Complex_F64(0, 1)},
            new Complex_F64[] {new Complex_F64(1, 1)},
            AaaOptions.defaults());
    assertThatThrownBy(() -> complex.value(0.5)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void scalesWithSamplesOfAnySize() {
    double[] points = EquispacedNodes.of(100, 0, 1);
    double[] values = Arrays.stream(points).map(x -> Math.exp(x) / 2).toArray();
    AaaApproximant expected = Aaa.approximate(points, values, AaaOptions.defaults());
    for (int exponent : new int[] {-1045, -1000, 1022}) {
      double[] scaled = Arrays.stream(values).map(y -> Math.scalb(y, exponent)).toArray();
      AaaApproximant r = Aaa.approximate(points, scaled, AaaOptions.defaults());
      double value = Math.scalb(r.value(0.3), -exponent);
      // A subnormal number 2^-1045 has 29 bits left.
      assertThat(value).isCloseTo(Math.exp(0.3) / 2, within(exponent < -1040 ? 1e-7 : 1e-12));
      assertThat(r.converged()).isTrue();
    }
    for (int exponent : new int[] {-1000, -700, 1022}) {
      double[] far = Arrays.stream(points).map(x -> Math.scalb(x, exponent)).toArray();
      AaaApproximant r = Aaa.approximate(far, values, AaaOptions.defaults());
      assertThat(r.value(far[37])).isCloseTo(values[37], within(1e-12));
      assertThat(r.terms()).isBetween(expected.terms() - 1, expected.terms() + 1);
    }
    Complex_F64[] complexPoints = new Complex_F64[100];
    Complex_F64[] complexValues = new Complex_F64[100];
    for (int i = 0; i < 100; i++) {
      complexPoints[i] = new Complex_F64(points[i], 0);
      complexValues[i] =
          new Complex_F64(Math.scalb(values[i], -1000), Math.scalb(values[i], -1000));
    }
    AaaApproximant complex = Aaa.approximate(complexPoints, complexValues, AaaOptions.defaults());
    assertThat(Math.scalb(complex.value(new Complex_F64(0.3, 0)).imaginary, 1000))
        .isCloseTo(Math.exp(0.3) / 2, within(1e-12));
  }

  @Test
  void tellsHowGoodItIs() {
    double[] points = EquispacedNodes.of(500, -1, 1);
    double[] values = Arrays.stream(points).map(Math::exp).toArray();
    AaaApproximant exp = Aaa.approximate(points, values, AaaOptions.defaults());
    assertThat(exp.converged()).isTrue();
    double worst = 0;
    for (int i = 0; i < points.length; i++) {
      worst = Math.max(worst, Math.abs(exp.value(points[i]) - values[i]));
    }
    assertThat(exp.error()).isCloseTo(worst, within(2e-15));
    AaaApproximant coarse = Aaa.approximate(points, values, AaaOptions.defaults().withMostTerms(3));
    assertThat(coarse.converged()).isFalse();
    assertThat(coarse.error()).isEqualTo(coarse.errors()[2]);
  }
}
