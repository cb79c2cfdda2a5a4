package io.github.approxifer.interp.spline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.EquispacedNodes;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The reference values are SciPy 1.17.1's. */
class SplineKindsTest {

  private static final double[] X = {0, 1, 1.5, 3, 4, 6, 6.5, 8};
  private static final double[] Y = {0, .5, 2, 2, 1, 3, 7, 7.5};
  private static final double[] POINTS = {.3, 1.2, 2.7, 3.9, 5.1, 6.2, 7.9};

  private static double[] closed() {
    double[] closed = Y.clone();
    closed[7] = 0;
    return closed;
  }

  private static void assertValues(CubicSpline curve, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(curve.value(POINTS[i])).isCloseTo(expected[i], within(2e-14));
    }
    for (int i = 0; i < X.length; i++) {
      assertThat(curve.value(X[i])).isEqualTo(curve.knotValues()[i]);
    }
    assertThat(curve.knots()).containsExactly(X);
  }

  @Test
  void splinesWithAllEndsAreThoseOfOthers() {
    assertValues(
        InterpolatingSpline.notAKnot(X, Y),
        -0.7145493885230484,
        1.147014111006585,
        2.2983236124176862,
        1.1223631232361242,
        0.06931449905926645,
        4.471650987770461,
        8.88593367826905);
    assertValues(
        InterpolatingSpline.clamped(X, Y, 1, -2),
        0.11705422280644101,
        1.0569569503779164,
        2.3241656260269457,
        1.1317395662175487,
        -0.17543431646401642,
        4.623934932632273,
        7.708920205450272);
    assertValues(
        NaturalCubicSpline.of(X, Y),
        -0.11943216006473208,
        1.0826678436132258,
        2.314801721284342,
        1.1318238442016992,
        -0.1612607028577735,
        4.614166317260659,
        7.784946145159467);
    assertValues(
        InterpolatingSpline.periodic(X, closed()),
        -0.7184843058404407,
        1.1483399546583182,
        2.2802478678613847,
        1.1468258528554465,
        -0.4233461756450385,
        4.7697254669113684,
        0.4889820932343252);
  }

  @Test
  void shapePreservingCurvesAreThoseOfOthers() {
    assertValues(
        ShapePreservingCurve.monotone(X, Y),
        0.04934482758620689,
        1.0950344827586205,
        2.0,
        1.0279999999999998,
        1.5763421052631577,
        4.523295482801494,
        7.49833304170312);
    assertValues(
        ShapePreservingCurve.akima(X, Y),
        -0.10534090909090905,
        1.1046753246753245,
        2.1563428571428567,
        1.08335,
        1.3158943965517238,
        4.3759122257053304,
        7.825528619528618);
    assertValues(
        ShapePreservingCurve.modifiedAkima(X, Y),
        -0.07223588709677418,
        1.1019186535764374,
        2.170488294314381,
        1.084076923076923,
        1.430373725671918,
        4.355573352232462,
        7.747871459694988);
  }

  @Test
  void smoothingWithWeightsIsThatOfOthers() {
    double[] weights = {1, 2, .5, 1, 3, 1, .25, 2};
    // SciPy adds the squares where here they are averaged: its lam is n lambda.
    assertThat(SmoothingSpline.of(X, weights, 0.1).lambda()).isEqualTo(0.1);
    double[] weighted = {
      0.26563144089020535,
      0.786910648905506,
      1.2262153506602353,
      1.2989631326143853,
      2.2060238043412705,
      3.9188123612791026,
      7.2682877693444095
    };
    double[] plain = {
      0.37619291073968286,
      1.0245858911065122,
      1.542025679612065,
      1.7826684156424655,
      2.8843549197369054,
      4.712324464588553,
      7.585199357375803
    };
    for (int i = 0; i < POINTS.length; i++) {
      assertThat(SmoothingSpline.of(X, weights, 0.1).fit(Y).value(POINTS[i]))
          .isCloseTo(weighted[i], within(2e-14));
      assertThat(SmoothingSpline.of(X, 0.1).fit(Y).value(POINTS[i]))
          .isCloseTo(plain[i], within(2e-14));
    }
  }

  @Test
  void periodicCurvesGoOnAndIntegrateOverPeriods() {
    CubicSpline periodic = InterpolatingSpline.periodic(X, closed());
    assertThat(periodic.derivative(0, 1)).isCloseTo(-4.252500989600202, within(1e-13));
    assertThat(periodic.value(24.3)).isCloseTo(periodic.value(0.3), within(1e-13));
    assertThat(periodic.value(-7.7)).isCloseTo(periodic.value(0.3), within(1e-13));
    for (int order = 0; order <= 2; order++) {
      assertThat(periodic.derivative(8 - 1e-9, order))
          .isCloseTo(periodic.derivative(1e-9, order), within(1e-6));
    }
    assertThat(periodic.integral(-3, 21)).isCloseTo(47.05176846054195, within(1e-12));
    CubicSpline three =
        InterpolatingSpline.periodic(new double[] {0, 1, 3}, new double[] {1, 2, 1});
    assertThat(three.value(0.5)).isCloseTo(1.5, within(1e-15));
    assertThat(three.value(2.2)).isCloseTo(1.304, within(1e-15));
  }

  @Test
  void integralsAreExact() {
    CubicSpline natural = NaturalCubicSpline.of(X, Y);
    assertThat(natural.integral(.5, 7)).isCloseTo(13.569785826205587, within(1e-13));
    assertThat(natural.integral(7, .5)).isCloseTo(-13.569785826205587, within(1e-13));
    CubicSpline line = NaturalCubicSpline.of(new double[] {4, 2}, new double[] {8, 4});
    assertThat(line.integral(0, 10)).isCloseTo(100, within(1e-13));
    assertThat(line.domain()).containsExactly(2, 4);
    CubicSpline constant = NaturalCubicSpline.of(new double[] {4}, new double[] {3});
    assertThat(constant.integral(1, 3)).isEqualTo(6);
    assertThat(natural).hasToString("CubicSpline of 8 knots on [0.0, 8.0]");
  }

  @Test
  void notAKnotReproducesCubicsAndConvergesWithOrderFour() {
    DoubleUnaryOperator cubic = x -> ((2 * x - 3) * x + 1) * x - 4;
    for (int count : new int[] {4, 5, 9}) {
      double[] x = EquispacedNodes.of(count, -1, 2);
      CubicSpline spline = InterpolatingSpline.notAKnot(x, Arrays.stream(x).map(cubic).toArray());
      for (double z = -1; z <= 2; z += 0.17) {
        assertThat(spline.value(z)).isCloseTo(cubic.applyAsDouble(z), within(1e-14));
      }
      assertThat(spline.derivative(2, 3)).isCloseTo(12, within(1e-10));
    }
    CubicSpline parabola =
        InterpolatingSpline.notAKnot(new double[] {0, 1, 3}, new double[] {1, 2, 10});
    assertThat(parabola.value(2)).isCloseTo(5, within(1e-14));
    double[] errors = new double[2];
    for (int k = 0; k < 2; k++) {
      double[] x = EquispacedNodes.of(20 << k, 0, 3);
      CubicSpline sine = InterpolatingSpline.notAKnot(x, Arrays.stream(x).map(Math::sin).toArray());
      for (double z : EquispacedNodes.of(1000, 0, 3)) {
        errors[k] = Math.max(errors[k], Math.abs(sine.value(z) - Math.sin(z)));
      }
    }
    assertThat(errors[0] / errors[1]).isBetween(14.0, 25.0);
  }

  @Test
  void monotoneCurvesStayInTheRangeOfTheirNeighbours() {
    double[] x = {0, 1, 2, 3, 4, 5, 1e6};
    double[] y = {7.1, 7.2, 7.2, 8, 7.9, 7.9, 7.95};
    CubicSpline curve = ShapePreservingCurve.monotone(x, y);
    for (int i = 0; i + 1 < x.length; i++) {
      for (int k = 1; k < 50; k++) {
        assertThat(curve.value(x[i] + k / 50.0 * (x[i + 1] - x[i])))
            .isBetween(Math.min(y[i], y[i + 1]) - 1e-14, Math.max(y[i], y[i + 1]) + 1e-14);
      }
    }
    double[] slopes = new double[7];
    CubicSpline flat = ShapePreservingCurve.withSlopes(x, y, slopes);
    assertThat(flat.derivative(3, 1)).isZero();
    assertThat(flat.value(0.5)).isCloseTo(7.15, within(1e-14));
  }

  @Test
  void mirrorsDescendingKnots() {
    double[] down = {8, 6.5, 6, 4, 3, 1.5, 1, 0};
    double[] values = {7.5, 7, 3, 1, 2, 2, .5, 0};
    for (double z : POINTS) {
      assertThat(InterpolatingSpline.clamped(down, values, -2, 1).value(z))
          .isCloseTo(InterpolatingSpline.clamped(X, Y, 1, -2).value(z), within(1e-14));
      assertThat(ShapePreservingCurve.monotone(down, values).derivative(z, 1))
          .isCloseTo(ShapePreservingCurve.monotone(X, Y).derivative(z, 1), within(1e-13));
    }
    assertThat(InterpolatingSpline.notAKnot(down, values).integral(1, 2))
        .isCloseTo(InterpolatingSpline.notAKnot(X, Y).integral(1, 2), within(1e-14));
  }

  @Test
  void holdsAtExtremes() {
    for (int exponent : new int[] {-1000, -510, 0, 540, 1019}) {
      double[] x = Arrays.stream(X).map(t -> Math.scalb(t, exponent)).toArray();
      for (int size : new int[] {-1000, 0, 1020}) {
        double[] y = Arrays.stream(Y).map(v -> Math.scalb(v, size)).toArray();
        double z = Math.scalb(5.1, exponent);
        assertScaled(NaturalCubicSpline.of(x, y).value(z), -0.1612607028577735, size);
        assertScaled(ShapePreservingCurve.monotone(x, y).value(z), 1.5763421052631577, size);
        double lambda = 3 * exponent < -1000 || 3 * exponent > 1000 ? 0 : 0.1;
        CubicSpline smooth = SmoothingSpline.of(x, Math.scalb(lambda, 3 * exponent)).fit(y);
        assertScaled(smooth.value(z), lambda > 0 ? 2.8843549197369054 : -0.1612607028577735, size);
      }
    }
    double[] close = {0, 1e-154, .5, 1};
    assertThat(NaturalCubicSpline.of(close, new double[] {0, 0, 1, 1}).value(0.25)).isFinite();
    assertThat(
            NaturalCubicSpline.of(X, new double[] {0, 0, 1.7e308, -1.7e308, 0, 0, 0, 0}).value(2))
        .isFinite();
    double[] line = SmoothingSpline.of(X, Double.MAX_VALUE).fit(Y).knotCurvatures();
    assertThat(line[3]).isCloseTo(0, within(1e-12));
    assertThat(SmoothingSpline.of(X, Double.MIN_VALUE).fit(Y).value(5.1))
        .isCloseTo(-0.1612607028577735, within(1e-12));
  }

  private static void assertScaled(double value, double expected, int exponent) {
    assertThat(Math.scalb(value, -exponent)).isCloseTo(expected, within(2e-14));
  }

  @Test
  void refusesBadInput() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InterpolatingSpline.periodic(X, Y))
        .withMessageContaining("values[7] = 7.5 differs");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InterpolatingSpline.clamped(new double[] {1}, new double[] {1}, 0, 0))
        .withMessageContaining("at least 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InterpolatingSpline.clamped(X, Y, Double.NaN, 0))
        .withMessageContaining("slopes[0] = NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShapePreservingCurve.withSlopes(X, Y, new double[3]))
        .withMessageContaining("3 slopes for 8 knots");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShapePreservingCurve.akima(new double[] {0, 0}, new double[2]))
        .withMessageContaining("knots[1] = 0.0 is out of order");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShapePreservingCurve.monotone(new double[0], new double[0]))
        .withMessageContaining("number of knots is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmoothingSpline.of(X, new double[] {1, 1, 0, 1, 1, 1, 1, 1}, 1))
        .withMessageContaining("weights[2] = 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmoothingSpline.of(X, new double[3], 1))
        .withMessageContaining("3 weights for 8 points");
  }

  @Test
  void aPeriodicCurveHasAValueWhereAPointHasNoPhase() {
    CubicSpline brief =
        InterpolatingSpline.periodic(
            new double[] {0, 1e-300, 2e-300, 3e-300}, new double[] {1, 2, 0, 1});
    for (double far : new double[] {1e300, -1.7e308, 1e-280}) {
      assertThat(brief.value(far)).isBetween(-1.0, 3.0);
    }
  }
}
