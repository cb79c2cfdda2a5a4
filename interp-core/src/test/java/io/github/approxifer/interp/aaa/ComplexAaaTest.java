package io.github.approxifer.interp.aaa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.EquispacedNodes;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.ejml.data.Complex_F64;
import org.ejml.ops.ComplexMath_F64;
import org.junit.jupiter.api.Test;

/** AAA on complex data: the tests of SciPy and Chebfun with known answers. */
class ComplexAaaTest {

  private static Complex_F64 c(double re, double im) {
    return new Complex_F64(re, im);
  }

  private static Complex_F64[] segment(double lower, double upper, int count) {
    Complex_F64[] points = new Complex_F64[count];
    double[] real = EquispacedNodes.of(count, lower, upper);
    for (int k = 0; k < count; k++) {
      points[k] = c(real[k], 0);
    }
    return points;
  }

  private static AaaApproximant fit(Complex_F64[] points, UnaryOperator<Complex_F64> function) {
    Complex_F64[] values = new Complex_F64[points.length];
    for (int k = 0; k < points.length; k++) {
      values[k] = function.apply(points[k]);
    }
    return Aaa.approximate(points, values, AaaOptions.defaults());
  }

  private static Complex_F64 quotient(Complex_F64 a, Complex_F64 b) {
    Complex_F64 result = c(0, 0);
    ComplexMath_F64.divide(a, b, result);
    return result;
  }

  private static Complex_F64 product(Complex_F64... factors) {
    Complex_F64 result = c(1, 0);
    for (Complex_F64 factor : factors) {
      Complex_F64 next = c(0, 0);
      ComplexMath_F64.multiply(result, factor, next);
      result = next;
    }
    return result;
  }

  private static Complex_F64 exp(Complex_F64 z) {
    double size = Math.exp(z.real);
    return c(size * Math.cos(z.imaginary), size * Math.sin(z.imaginary));
  }

  private static void assertClose(Complex_F64 actual, Complex_F64 expected, double tolerance) {
    assertThat(actual.real).isCloseTo(expected.real, within(tolerance));
    assertThat(actual.imaginary).isCloseTo(expected.imaginary, within(tolerance));
  }

  @Test
  void findsAPoleAndAZeroInThePlane() {
    // (z - (3+3i)) / (z + 2): pole times zero is -6-6i.
    AaaApproximant moebius =
        fit(segment(-1, 1, 1000), z -> quotient(z.minus(c(3, 3)), z.plus(c(2, 0))));
    assertThat(moebius.isReal()).isFalse();
    assertThat(moebius.terms()).isEqualTo(2);
    assertClose(product(moebius.poles()[0], moebius.zeros()[0]), c(-6, -6), 1e-12);
  }

  @Test
  void findsResidues() {
    // 2/(3+z) + 5/(z-2i): the residues' product is 10.
    AaaApproximant sum =
        fit(
            segment(-1, 1, 1000),
            z -> quotient(c(2, 0), z.plus(c(3, 0))).plus(quotient(c(5, 0), z.minus(c(0, 2)))));
    assertThat(sum.poles()).hasSize(2);
    assertClose(product(sum.residues()), c(10, 0), 1e-8);
  }

  @Test
  void reproducesRationalFunctions() {
    // Published as reproduced to 2e-13.
    Complex_F64[] points = segment(-1, 1, 1000);
    assertReproduced(points, z -> c(0, 0));
    assertReproduced(points, z -> z);
    assertReproduced(points, z -> product(c(0, 1), z));
    assertReproduced(points, z -> product(z, z).plus(z));
    assertReproduced(points, z -> product(z, z, z).plus(z));
    assertReproduced(points, z -> quotient(c(1, 0), z.plus(c(1.1, 0))));
    assertReproduced(points, z -> quotient(c(1, 0), product(c(0, 1), z).plus(c(1, 0))));
    assertReproduced(points, z -> quotient(c(1, 0), product(z, z).plus(z).plus(c(3, 0))));
    assertReproduced(points, z -> quotient(c(1, 0), product(z, z, z).plus(c(1.01, 0))));
  }

  private static void assertReproduced(Complex_F64[] points, UnaryOperator<Complex_F64> function) {
    AaaApproximant approximant = fit(points, function);
    for (double z : AaaAccuracyTest.checkPoints()) {
      assertClose(approximant.value(c(z, 0)), function.apply(c(z, 0)), 2e-13);
    }
  }

  @Test
  void isRightBetweenScatteredComplexPoints() {
    // log(5-z)/(1+z^2) on 10,000 random points (imaginary part times 3): right at 0 to 1e4 eps.
    Random random = new Random(1);
    Complex_F64[] points = new Complex_F64[10_000];
    for (int k = 0; k < points.length; k++) {
      points[k] = c(random.nextGaussian(), 3 * random.nextGaussian());
    }
    AaaApproximant approximant =
        fit(
            points,
            z -> {
              Complex_F64 d = c(5 - z.real, -z.imaginary);
              Complex_F64 log =
                  c(Math.log(Math.hypot(d.real, d.imaginary)), Math.atan2(d.imaginary, d.real));
              return quotient(log, product(z, z).plus(c(1, 0)));
            });
    assertClose(approximant.value(c(0, 0)), c(Math.log(5), 0), 1e4 * Math.ulp(1.0));
  }

  @Test
  void scalingByPowersOfTwoIsExact() {
    // SciPy's test: exp(z)/(1+i) on 50 points of [0.3, 1.5], at 0.2i, times 2^311.
    Complex_F64[] points = segment(0.3, 1.5, 50);
    AaaApproximant plain = fit(points, z -> quotient(exp(z), c(1, 1)));
    AaaApproximant great = fit(points, z -> product(quotient(exp(z), c(1, 1)), c(0x1p311, 0)));
    Complex_F64 expected = plain.value(c(0, 0.2));
    Complex_F64 actual = great.value(c(0, 0.2));
    assertThat(actual.real).isEqualTo(expected.real * 0x1p311);
    assertThat(actual.imaginary).isEqualTo(expected.imaginary * 0x1p311);
  }

  @Test
  void leavesOutSamplesThatAreNotFinite() {
    Complex_F64[] points = segment(-1, 1, 100);
    AaaApproximant approximant =
        fit(
            points,
            z -> z.real == points[7].real ? c(Double.NaN, 0) : quotient(c(1, 1), z.plus(c(0, 2))));
    assertClose(approximant.value(points[7]), quotient(c(1, 1), points[7].plus(c(0, 2))), 1e-14);
  }
}
