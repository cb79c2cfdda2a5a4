package io.github.approxifer.interp.rational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.barycentric.BarycentricInterpolant;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import io.github.approxifer.interp.weights.BerrutWeights;
import io.github.approxifer.interp.weights.FloaterHormannWeights;
import io.github.approxifer.interp.weights.LagrangeWeights;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.Complex_F64;
import org.ejml.ops.ComplexMath_F64;
import org.junit.jupiter.api.Test;

class ComplexInterpolantTest {

  private static Complex_F64 c(double re, double im) {
    return new Complex_F64(re, im);
  }

  /** sin(x(1+i)) */
  private static Complex_F64 sine(double x) {
    return c(Math.sin(x) * Math.cosh(x), Math.cos(x) * Math.sinh(x));
  }

  private static Complex_F64 cosine(double x) {
    return c(Math.cos(x) * Math.cosh(x), -Math.sin(x) * Math.sinh(x));
  }

  @Test
  void interpolatesTheSineOnTheDiagonal() {
    // BaryRational.jl: order 12 to 1e-12, derivative to 1e-4. The weights of complex nodes on a
    // line
    // are those of the real ones, up to a factor.
    double[] real = EquispacedNodes.of(61, -1, 1);
    double[] weights = FloaterHormannWeights.equispaced(61, 12);
    Complex_F64[] nodes = new Complex_F64[61];
    Complex_F64[] complexWeights = new Complex_F64[61];
    Complex_F64[] values = new Complex_F64[61];
    for (int j = 0; j < 61; j++) {
      nodes[j] = c(real[j], real[j]);
      complexWeights[j] = c(weights[j], 0);
      values[j] = sine(real[j]);
    }
    ComplexInterpolant interpolant = ComplexInterpolant.of(nodes, complexWeights, values);
    for (double x : EquispacedNodes.of(301, -1, 1)) {
      Complex_F64 z = c(x, x);
      Complex_F64 value = interpolant.value(z);
      assertThat(value.real).isCloseTo(sine(x).real, within(1e-12));
      assertThat(value.imaginary).isCloseTo(sine(x).imaginary, within(1e-12));
      Complex_F64 derivative = interpolant.derivative(z, 1);
      assertThat(derivative.real).isCloseTo(cosine(x).real, within(1e-4));
      assertThat(derivative.imaginary).isCloseTo(cosine(x).imaginary, within(1e-4));
    }
    assertThat(interpolant.value(nodes[7]).real).isEqualTo(values[7].real);
  }

  @Property(tries = 40)
  void agreesWithTheRealInterpolantOnTheLine(
      @ForAll @IntRange(min = 1, max = 20) int count, @ForAll long seed) {
    Random random = new Random(seed);
    double[] nodes = EquispacedNodes.of(count, -1, 1);
    BarycentricInterpolant real =
        BarycentricInterpolant.of(
            nodes, BerrutWeights.first(count), random.doubles(count, -1, 1).toArray());
    ComplexInterpolant complex = ComplexInterpolant.of(real);
    for (int i = 0; i < 10; i++) {
      double z = count == 1 ? 0 : 2 * random.nextDouble() - 1;
      for (int order = 0; order <= 2; order++) {
        double expected = real.derivative(z, order);
        Complex_F64 derivative = complex.derivative(c(z, 0), order);
        assertThat(derivative.real).isCloseTo(expected, within(1e-11 * Math.pow(4 * count, order)));
        assertThat(derivative.imaginary).isZero();
      }
    }
  }

  @Property(tries = 40)
  void berrutsInterpolantsHaveNoRealPoles(@ForAll @IntRange(min = 2, max = 40) int count) {
    double[] nodes = new Random(count).doubles(count, -1, 1).sorted().toArray();
    for (int order = 0; order <= Math.min(3, count - 1); order++) {
      ComplexInterpolant interpolant =
          ComplexInterpolant.of(
              BarycentricInterpolant.of(nodes, FloaterHormannWeights.of(nodes, order), nodes));
      Complex_F64[] poles = interpolant.poles();
      // The degree of the denominator is at most n - order, and even or the last root is infinite.
      assertThat(poles.length).isLessThanOrEqualTo(count - 1);
      for (Complex_F64 pole : poles) {
        assertThat(pole.imaginary != 0 || Math.abs(pole.real) > 1e3).isTrue();
      }
    }
  }

  @Test
  void floaterHormannHasNoPoleForSteepData() {
    // SciPy: no real pole in [-1, 1] for 1/x^2 on 50 points.
    double[] nodes = EquispacedNodes.of(50, -1, 1);
    double[] values = Arrays.stream(nodes).map(x -> 1 / (x * x)).toArray();
    for (int order = 0; order <= 8; order++) {
      ComplexInterpolant interpolant =
          ComplexInterpolant.of(
              BarycentricInterpolant.of(
                  nodes, FloaterHormannWeights.equispaced(50, order), values));
      assertThat(interpolant.poles())
          .noneMatch(p -> Math.abs(p.imaginary) < 1e-6 && Math.abs(p.real) <= 1);
    }
  }

  @Property(tries = 60)
  void findsThePolesZerosAndResiduesPutIn(
      @ForAll @IntRange(min = 1, max = 6) int degree, @ForAll long seed) {
    // f = sum of r_k / (z - p_k): exact on degree + 1 nodes with weights Lagrange times q(x).
    Random random = new Random(seed);
    Complex_F64[] poles = new Complex_F64[degree];
    Complex_F64[] residues = new Complex_F64[degree];
    for (int k = 0; k < degree; k++) {
      poles[k] = c(3 * k - 5 + random.nextDouble(), 2 + random.nextDouble());
      residues[k] = c(1 + random.nextDouble(), random.nextGaussian());
    }
    double[] real = EquispacedNodes.of(degree + 1, -4, 4);
    double[] lagrange = LagrangeWeights.of(real);
    Complex_F64[] nodes = new Complex_F64[degree + 1];
    Complex_F64[] weights = new Complex_F64[degree + 1];
    Complex_F64[] values = new Complex_F64[degree + 1];
    for (int j = 0; j <= degree; j++) {
      nodes[j] = c(real[j], 0);
      weights[j] = c(lagrange[j], 0);
      values[j] = c(0, 0);
      for (int k = 0; k < degree; k++) {
        Complex_F64 factor = nodes[j].minus(poles[k]);
        weights[j] = weights[j].times(factor);
        Complex_F64 term = c(0, 0);
        ComplexMath_F64.divide(residues[k], factor, term);
        values[j] = values[j].plus(term);
      }
    }
    ComplexInterpolant interpolant = ComplexInterpolant.of(nodes, weights, values);
    Complex_F64[] found = interpolant.poles();
    assertThat(found).hasSize(degree);
    Complex_F64[] foundResidues = interpolant.residues(found);
    for (int k = 0; k < degree; k++) {
      // The poles are more than one apart; their condition grows with the degree.
      assertThat(Math.hypot(found[k].real - poles[k].real, found[k].imaginary - poles[k].imaginary))
          .isLessThan(1e-7);
      assertThat(foundResidues[k].real).isCloseTo(residues[k].real, within(1e-5));
      assertThat(foundResidues[k].imaginary).isCloseTo(residues[k].imaginary, within(1e-5));
    }
    for (Complex_F64 zero : interpolant.zeros()) {
      assertThat(Math.hypot(interpolant.value(zero).real, interpolant.value(zero).imaginary))
          .isLessThan(1e-7);
    }
  }

  @Test
  void findsTheRealPoleOfEqualSigns() {
    double[] nodes = {0, 1, 2, 3};
    ComplexInterpolant interpolant =
        ComplexInterpolant.of(BarycentricInterpolant.of(nodes, new double[] {1, -1, -1, 1}, nodes));
    Complex_F64[] poles = interpolant.poles();
    // 1/z - 1/(z-1) - 1/(z-2) + 1/(z-3) is odd about 3/2: one pole there.
    assertThat(Arrays.stream(poles).filter(p -> p.imaginary == 0)).hasSize(1);
    assertThat(Arrays.stream(poles).filter(p -> p.imaginary == 0).findFirst().orElseThrow().real)
        .isCloseTo(1.5, within(1e-14));
  }

  @Test
  void ofTheZeroFunctionHasNoZeros() {
    double[] nodes = {0, 1, 2};
    ComplexInterpolant zero =
        ComplexInterpolant.of(
            BarycentricInterpolant.of(nodes, BerrutWeights.first(3), new double[3]));
    assertThat(zero.zeros()).isEmpty();
    // Second derivatives of a parabola.
    ComplexInterpolant square =
        ComplexInterpolant.of(
            BarycentricInterpolant.of(nodes, LagrangeWeights.of(nodes), new double[] {0, 1, 4}));
    assertThat(square.derivative(c(1, 0), 2).real).isCloseTo(2, within(1e-14));
    assertThat(square.derivative(c(0.3, 0.4), 2).real).isCloseTo(2, within(1e-13));
    // A double zero: one at the node, one close to it.
    assertThat(square.zeros()).hasSizeBetween(1, 2);
    assertThat(square.poles()).isEmpty();
  }

  @Test
  void refusesBadInput() {
    Complex_F64[] one = {c(1, 1)};
    Complex_F64[] two = {c(1, 1), c(1, 1)};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComplexInterpolant.of(one, two, two))
        .withMessageContaining("1 nodes, 2 weights and 2 values");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComplexInterpolant.of(two, two, two))
        .withMessageContaining("nodes[1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComplexInterpolant.of(one, new Complex_F64[] {c(0, 0)}, one))
        .withMessageContaining("weights[0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComplexInterpolant.of(one, one, new Complex_F64[] {c(0, Double.NaN)}))
        .withMessageContaining("values[0]");
    ComplexInterpolant interpolant = ComplexInterpolant.of(one, one, one);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> interpolant.value(c(Double.NaN, 0)))
        .withMessageContaining("not finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> interpolant.derivative(c(0, 0), -1))
        .withMessageContaining("-1");
  }

  @Test
  void findsRootsCloserToANodeThanNumbersAre() {
    // sin(pi x) at 0, 0.5, 1, ...: the value at 1 is 1.2e-16, and so is the distance of the zero.
    double[] nodes = {-1, -0.5, 0, 0.5, 1};
    double[] values = new double[5];
    for (int j = 0; j < 5; j++) {
      values[j] = Math.sin(Math.PI * nodes[j]);
    }
    Complex_F64[] zeros =
        ComplexInterpolant.of(
                BarycentricInterpolant.of(nodes, FloaterHormannWeights.of(nodes, 4), values))
            .zeros();
    double[] expected = {-1, 0, 1};
    for (double zero : expected) {
      assertThat(zeros)
          .anySatisfy(
              z -> {
                assertThat(z.real).isCloseTo(zero, within(4e-16));
                assertThat(z.imaginary).isZero();
              });
    }
  }
}
