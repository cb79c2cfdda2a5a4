package io.github.approxifer.interp.aaa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.EquispacedNodes;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class AaaIntervalTest {

  private static AaaApproximant fit(DoubleUnaryOperator function, double lower, double upper) {
    return AaaInterval.approximate(function, lower, upper, AaaOptions.defaults());
  }

  private static double error(AaaApproximant r, DoubleUnaryOperator f, double lower, double upper) {
    double worst = 0;
    for (double z : EquispacedNodes.of(20_011, lower, upper)) {
      worst = Math.max(worst, Math.abs(r.value(z) - f.applyAsDouble(z)));
    }
    return worst;
  }

  @Test
  void ofTheExponentialNeedsAsManyNodesAsOthersDo() {
    // RationalFunctionApproximation.jl stops at 6 nodes, within its tolerance of 1000 eps.
    AaaApproximant exp =
        AaaInterval.approximate(
            Math::exp, -1, 1, AaaOptions.defaults().withTolerance(1000 * Math.ulp(1.0)));
    assertThat(exp.terms()).isBetween(6, 7);
    assertThat(error(exp, Math::exp, -1, 1)).isLessThan(1e-12);
    assertThat(exp.errors()).hasSize(exp.terms());
  }

  @Test
  void findsWhereAFunctionIsDifficult() {
    DoubleUnaryOperator step = x -> Math.tanh(300 * (x - 0.3));
    AaaApproximant approximant = fit(step, -1, 1);
    // Between the samples, of which there are three a gap at last, the error may be some hundred
    // times
    // the tolerance of 1e-13.
    assertThat(error(approximant, step, -1, 1)).isLessThan(1e-10);
    AaaApproximant root = fit(Math::sqrt, 0, 1);
    assertThat(error(root, Math::sqrt, 0, 1)).isLessThan(1e-9);
    for (double z = 1; z > 1e-14; z /= 3) {
      assertThat(root.value(z)).isCloseTo(Math.sqrt(z), within(1e-9));
    }
  }

  @Test
  void hasNoPoleInTheInterval() {
    AaaApproximant absolute = fit(Math::abs, -1, 1.1);
    assertThat(absolute.poles()).noneMatch(p -> p.imaginary == 0 && p.real >= -1 && p.real <= 1.1);
    assertThat(error(absolute, Math::abs, -1, 1.1)).isLessThan(1e-6);
  }

  @Test
  void stopsAtTheGreatestNumberOfTerms() {
    AaaApproximant coarse =
        AaaInterval.approximate(Math::exp, 0, 1, AaaOptions.defaults().withMostTerms(3));
    assertThat(coarse.terms()).isEqualTo(3);
    assertThat(coarse.errors()).hasSize(3);
    assertThat(coarse.converged()).isFalse();
    AaaApproximant one =
        AaaInterval.approximate(Math::exp, 0, 1, AaaOptions.defaults().withMostTerms(1));
    assertThat(one.terms()).isEqualTo(1);
  }

  @Test
  void ofConstantsIsTheConstant() {
    for (double constant : new double[] {3, 0, Math.PI}) {
      AaaApproximant r = fit(x -> constant, 0, 1);
      assertThat(r.terms()).isEqualTo(1);
      assertThat(r.poles()).isEmpty();
      assertThat(r.value(0.5)).isEqualTo(constant);
      assertThat(r.toInterpolant().value(0.5)).isEqualTo(constant);
      assertThat(r.converged()).isTrue();
    }
  }

  @Test
  void isNotFooledByOscillations() {
    // The first samples see a few values of each period, or less than one.
    assertThat(fit(x -> Math.sin(30 * x), -1, 1).terms()).isBetween(28, 36);
    for (int k : new int[] {30, 50, 60, 100}) {
      assertFit(x -> Math.sin(k * x), -1, 1);
    }
    for (int k : new int[] {40, 80, 100}) {
      assertFit(x -> Math.cos(k * x), -1, 1);
    }
    assertFit(Math::sin, 0, 100);
    // Zero at all of the first samples.
    assertFit(Math::sin, 0, 32 * Math.PI);
    assertFit(x -> 1 / (1 + Math.exp(1000 * x)), -10, 10);
  }

  private static void assertFit(DoubleUnaryOperator function, double lower, double upper) {
    AaaApproximant r = fit(function, lower, upper);
    assertThat(r.converged()).isTrue();
    // Ten times the tolerance at the samples, and as much again between them.
    assertThat(r.error()).isLessThan(1e-12);
    assertThat(error(r, function, lower, upper)).isLessThan(2e-12);
    assertThat(r.poles()).noneMatch(p -> p.imaginary == 0 && p.real >= lower && p.real <= upper);
  }

  @Test
  void saysWhatItDidNotReach() {
    DoubleUnaryOperator wave = x -> Math.cos(150 * x);
    AaaApproximant r = fit(wave, -1, 1);
    assertThat(r.converged()).isFalse();
    assertThat(r.terms()).isEqualTo(100);
    assertThat(error(r, wave, -1, 1)).isBetween(0.5 * r.error(), 2 * r.error());
  }

  @Test
  void keepsThePolesOfTheFunctionItself() {
    AaaApproximant tan = fit(Math::tan, -2, 2);
    double[] inside =
        Arrays.stream(tan.poles())
            .filter(p -> p.imaginary == 0 && Math.abs(p.real) <= 2)
            .mapToDouble(p -> p.real)
            .toArray();
    assertThat(inside).hasSize(2);
    assertThat(inside[0]).isCloseTo(-Math.PI / 2, within(1e-12));
    assertThat(inside[1]).isCloseTo(Math.PI / 2, within(1e-12));
    assertThat(tan.value(1)).isCloseTo(Math.tan(1), within(1e-11));
    assertThat(tan.converged()).isTrue();
  }

  @Test
  void samplesNoPointTwice() {
    Set<Double> seen = new HashSet<>();
    AaaApproximant r =
        fit(
            x -> {
              assertThat(seen.add(x)).as("sampled twice: " + x).isTrue();
              return Math.abs(x - 0.1);
            },
            -1,
            1);
    assertThat(seen.size()).isLessThan(2000);
    assertThat(r.error()).isLessThan(1e-10);
  }

  @Test
  void refusesBadInput() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fit(Math::exp, 1, 1))
        .withMessageContaining("[1.0, 1.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fit(x -> 1 / x, 0, 1))
        .withMessageContaining("at 0.0");
  }
}
