package io.github.approxifer.interp.aaa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.EquispacedNodes;
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
    assertThat(exp.errors()).hasSize(exp.terms() - 1);
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
    assertThat(coarse.errors()).hasSize(2);
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
