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
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class AaaTest {

  /** Twelve digits of thirteen to fifteen printed. */
  private static final Offset<Double> PRINTED = within(1e-12);

  private static final double[] POINTS = EquispacedNodes.of(1000, -1, 1);

  private static AaaApproximant fit(double[] points, DoubleUnaryOperator function) {
    return Aaa.approximate(
        points, Arrays.stream(points).map(function).toArray(), AaaOptions.defaults());
  }

  private static double lastError(AaaApproximant approximant) {
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
  void approximatesAFunctionBattery() {
    // Published: fit on 1000 points, check on 1001 points, 0 and 500 log-spaced points on each
    // side.
    assertBattery(z -> Math.sin(1 / (1.05 - z)), 2e-13, 1e-7);
    assertBattery(z -> z == 0 ? 0 : Math.exp(-1 / (z * z)), 3.5e-11, 0);
    assertBattery(z -> Math.exp(-100 * z * z), 2e-12, 0);
    assertBattery(z -> Math.exp(-10 / (1.2 - z)), 1e-14, 0);
    assertBattery(z -> Math.abs(z - 0.95), 1e-6, 1e-7);
  }

  private static void assertBattery(
      DoubleUnaryOperator function, double absolute, double relative) {
    AaaApproximant approximant = fit(POINTS, function);
    for (double z : checkPoints()) {
      double expected = function.applyAsDouble(z);
      assertThat(approximant.value(z))
          .isCloseTo(expected, within(absolute + relative * Math.abs(expected)));
    }
  }

  static double[] checkPoints() {
    double[] points = new double[1001];
    for (int k = 0; k < 500; k++) {
      points[k] = Math.pow(10, -15 + 15.0 * k / 499);
      points[500 + k] = -points[k];
    }
    return points;
  }

  @Test
  void ofTheSquareRootNeedsScaledColumns() {
    // Chebfun: 300 log-spaced points, absolute error below 1e-8.
    double[] points = new double[300];
    for (int k = 0; k < 300; k++) {
      points[k] = Math.pow(10, -15 + 15.0 * k / 299);
    }
    double[] values = Arrays.stream(points).map(Math::sqrt).toArray();
    AaaApproximant root = Aaa.approximate(points, values, AaaOptions.defaults());
    for (int k = 0; k < 300; k++) {
      assertThat(root.value(points[k])).isCloseTo(values[k], within(1e-8));
    }
    assertThat(lastError(root)).isLessThan(1e-12);
    // SciPy: 500 points, relative error 1e-5.
    double[] finer = new double[500];
    for (int k = 0; k < 500; k++) {
      finer[k] = Math.pow(10, -15 + 15.0 * k / 499);
    }
    AaaApproximant fine = fit(finer, Math::sqrt);
    for (double point : finer) {
      assertThat(fine.value(point)).isCloseTo(Math.sqrt(point), within(1e-5 * Math.sqrt(point)));
    }
  }

  @Test
  void theSquareRootTakesTheTabulatedNumberOfTerms() {
    // 500 log-spaced points of [1e-15, 1]; terms, absolute and relative error at the samples. The
    // last
    // terms fit rounding errors, which differ from library to library.
    double[] points = new double[500];
    for (int k = 0; k < 500; k++) {
      points[k] = Math.pow(10, -15 + 15.0 * k / 499);
    }
    double[] values = Arrays.stream(points).map(Math::sqrt).toArray();
    double[] tolerances = {Math.pow(Math.ulp(1.0), 0.75), 1e-13, 1e-14};
    int[] terms = {42, 49, 55};
    double[] relative = {8.3e-6, 8.6e-7, 1.7e-8};
    for (int k = 0; k < 3; k++) {
      AaaApproximant root =
          Aaa.approximate(points, values, AaaOptions.defaults().withTolerance(tolerances[k]));
      assertThat(root.terms()).isCloseTo(terms[k], within(2));
      for (int i = 0; i < 500; i++) {
        assertThat(root.value(points[i]))
            .isCloseTo(values[i], within(tolerances[k]))
            .isCloseTo(values[i], within(4 * relative[k] * values[i]));
      }
    }
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
    for (double z : checkPoints()) {
      assertThat(clean.value(z)).isCloseTo(Math.exp(z), within(1e-12));
    }
  }

  @Test
  void derivativesAreRightAwayFromASingularity() {
    // BaryRational.jl: cos^3 x + sqrt|sin x|, 1e-9 away from 0.
    AaaApproximant kink =
        fit(
            EquispacedNodes.of(201, -1, 1),
            x -> Math.pow(Math.cos(x), 3) + Math.sqrt(Math.abs(Math.sin(x))));
    for (double z = 0.1; z <= 1; z += 0.005) {
      double expected =
          -3 * Math.pow(Math.cos(z), 2) * Math.sin(z) + Math.cos(z) / (2 * Math.sqrt(Math.sin(z)));
      assertThat(kink.toInterpolant().derivative(z, 1)).isCloseTo(expected, within(1e-9));
      assertThat(kink.toInterpolant().derivative(-z, 1)).isCloseTo(-expected, within(1e-9));
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
  void derivativesHaveThePublishedAccuracy() {
    // sin^2 x + cos 10x and cos(10x) exp(-x) on step 0.01 of [-1, 1]; 1/(1+x^2) on step 0.05 of
    // [-5, 5] (BaryRational.jl).
    double[] points = EquispacedNodes.of(201, -1, 1);
    AaaApproximant mixed = fit(points, x -> Math.pow(Math.sin(x), 2) + Math.cos(10 * x));
    AaaApproximant damped = fit(points, x -> Math.cos(10 * x) * Math.exp(-x));
    for (double z : EquispacedNodes.of(401, -1, 1)) {
      assertThat(mixed.toInterpolant().derivative(z, 1))
          .isCloseTo(Math.sin(2 * z) - 10 * Math.sin(10 * z), within(1e-10));
      double cosine = Math.cos(10 * z) * Math.exp(-z);
      double sine = Math.sin(10 * z) * Math.exp(-z);
      assertThat(damped.toInterpolant().derivative(z, 1))
          .isCloseTo(-cosine - 10 * sine, within(1e-9));
      assertThat(damped.toInterpolant().derivative(z, 2))
          .isCloseTo(-99 * cosine + 20 * sine, within(1e-7));
    }
    AaaApproximant witch = fit(EquispacedNodes.of(201, -5, 5), x -> 1 / (1 + x * x));
    for (double z : EquispacedNodes.of(77, -5, 5)) {
      double r = 1 / (1 + z * z);
      assertThat(witch.toInterpolant().derivative(z, 1)).isCloseTo(-2 * z * r * r, within(1e-10));
      assertThat(witch.toInterpolant().derivative(z, 2))
          .isCloseTo((6 * z * z - 2) * r * r * r, within(1e-10));
      assertThat(witch.toInterpolant().derivative(z, 3))
          .isCloseTo(24 * z * (1 - z * z) * r * r * r * r, within(1e-5));
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

  @Test
  void ofSeveralOutputsSharesThePoles() {
    double[] points = EquispacedNodes.of(400, -1, 1);
    DMatrixRMaj values = new DMatrixRMaj(400, 3);
    for (int i = 0; i < 400; i++) {
      double pole = 1 / (points[i] - 1.5);
      values.set(i, 0, pole);
      values.set(i, 1, pole * points[i] + Math.exp(points[i]));
      values.set(i, 2, Math.cos(3 * points[i]));
    }
    values.set(7, 1, Double.NaN);
    AaaVectorApproximant r = Aaa.approximate(points, values, AaaOptions.defaults());
    assertThat(r.converged()).isTrue();
    assertThat(r.outputs()).isEqualTo(3);
    assertThat(r.terms()).isLessThan(20);
    assertThat(r.error()).isLessThan(1e-12);
    Complex_F64[] poles = r.poles();
    int nearest = 0;
    for (int k = 1; k < poles.length; k++) {
      if (Math.hypot(poles[k].real - 1.5, poles[k].imaginary)
          < Math.hypot(poles[nearest].real - 1.5, poles[nearest].imaginary)) {
        nearest = k;
      }
    }
    assertThat(poles[nearest].real).isCloseTo(1.5, within(1e-9));
    assertThat(r.output(0).residues()[nearest].real).isCloseTo(1, within(1e-7));
    assertThat(r.output(1).residues()[nearest].real).isCloseTo(1.5, within(1e-7));
    assertThat(r.output(2).residues()[nearest].real).isCloseTo(0, within(1e-7));
    DMatrixRMaj at = r.toInterpolant().values(new double[] {0.123, 1}, null);
    assertThat(at.get(0, 1)).isCloseTo(0.123 / (0.123 - 1.5) + Math.exp(0.123), within(1e-12));
    assertThat(at.get(1, 2)).isCloseTo(Math.cos(3), within(1e-12));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Aaa.approximate(points, new DMatrixRMaj(400, 0), AaaOptions.defaults()))
        .withMessageContaining("no output");
  }
}
