package io.github.approxifer.interp.aaa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.EquispacedNodes;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Accuracy that others have published, of values and derivatives. */
class AaaAccuracyTest {

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
    AaaApproximant approximant = AaaTest.fit(AaaTest.POINTS, function);
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
    assertThat(AaaTest.lastError(root)).isLessThan(1e-12);
    // SciPy: 500 points, relative error 1e-5.
    double[] finer = new double[500];
    for (int k = 0; k < 500; k++) {
      finer[k] = Math.pow(10, -15 + 15.0 * k / 499);
    }
    AaaApproximant fine = AaaTest.fit(finer, Math::sqrt);
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
  void derivativesAreRightAwayFromASingularity() {
    // BaryRational.jl: cos^3 x + sqrt|sin x|, 1e-9 away from 0.
    AaaApproximant kink =
        AaaTest.fit(
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
  void derivativesHaveThePublishedAccuracy() {
    // sin^2 x + cos 10x and cos(10x) exp(-x) on step 0.01 of [-1, 1]; 1/(1+x^2) on step 0.05 of
    // [-5, 5] (BaryRational.jl).
    double[] points = EquispacedNodes.of(201, -1, 1);
    AaaApproximant mixed = AaaTest.fit(points, x -> Math.pow(Math.sin(x), 2) + Math.cos(10 * x));
    AaaApproximant damped = AaaTest.fit(points, x -> Math.cos(10 * x) * Math.exp(-x));
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
    AaaApproximant witch = AaaTest.fit(EquispacedNodes.of(201, -5, 5), x -> 1 / (1 + x * x));
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
  void ofTheGammaFunctionIsRightToTheLastDigits() {
    // SciPy's case: 50 points of [-1, 1], at the first of which the function is infinite; at 0.63.
    double[] values = {
      Double.POSITIVE_INFINITY,
      -24.98135334674242,
      -12.792234033144934,
      -8.772776978962584,
      -6.798746633892994,
      -5.646018196791133,
      -4.9072823111138755,
      -4.408761164863913,
      -4.064441207852151,
      -3.8275525164686033,
      -3.671251290915618,
      -3.579963994115085,
      -3.5452375635587026,
      -3.5637691645250555,
      -3.636689076772442,
      -3.7697928357301476,
      -3.9748185948550327,
      -4.272333817695401,
      -4.697700713664506,
      -5.313858409827534,
      -6.241393393306026,
      -7.740369506306974,
      -10.488750488987415,
      -16.97474508704714,
      -49.5977869584152,
      48.44259937018387,
      15.813482797942466,
      9.315206017706373,
      6.548062940247828,
      5.023418331491345,
      4.062704528066466,
      3.4050415390376627,
      2.928764429312213,
      2.569521945986647,
      2.290103988490639,
      2.0675117265602294,
      1.8867746285536147,
      1.7377359772624976,
      1.6132675458863417,
      1.5082234124489777,
      1.4187990468121574,
      1.342123690251008,
      1.2759926754934439,
      1.2186867099562226,
      1.1688468839756023,
      1.1253863600088214,
      1.0874267877456223,
      1.0542517429399547,
      1.0252721115008194,
      1.0
    };
    AaaApproximant gamma =
        Aaa.approximate(
            EquispacedNodes.of(50, -1, 1), values, AaaOptions.defaults().withTolerance(1e-15));
    assertThat(gamma.value(0.63)).isCloseTo(1.424197194574401, within(1e-15));
    // The default tolerance is a hundred times coarser, relative to a greatest value of 49.
    AaaApproximant usual =
        Aaa.approximate(EquispacedNodes.of(50, -1, 1), values, AaaOptions.defaults());
    assertThat(usual.value(0.63)).isCloseTo(1.424197194574401, within(49 * 1e-13));
  }
}
