package io.github.approxifer.interp.minimax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.EquispacedNodes;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class MinimaxTest {

  /** Checks the error against a printed one, against a grid, and that it is level. */
  private static MinimaxApproximant assertBest(
      DoubleUnaryOperator f, int m, int n, double lower, double printed, double digits) {
    MinimaxApproximant r = Minimax.rational(f, m, n, lower, 1);
    assertThat(r.error()).isCloseTo(printed, within(digits));
    assertThat(r.converged()).isTrue();
    assertThat(r.numerator()).isEqualTo(m);
    assertThat(r.denominator()).isEqualTo(n);
    assertThat(r.lowerBound()).isCloseTo(r.error(), within(1e-6 * r.error()));
    double[] reference = r.referencePoints();
    assertThat(reference).hasSize(m + n + 2).isSorted();
    double sign = Math.signum(f.applyAsDouble(reference[0]) - r.value(reference[0]));
    for (double point : reference) {
      double error = sign * (f.applyAsDouble(point) - r.value(point));
      assertThat(error).isCloseTo(r.error(), within(1e-5 * r.error()));
      sign = -sign;
    }
    for (double z : EquispacedNodes.of(5001, lower, 1)) {
      assertThat(Math.abs(f.applyAsDouble(z) - r.value(z))).isLessThan(r.error() * (1 + 1e-5));
    }
    return r;
  }

  @Test
  void polynomialsHaveThePublishedErrors() {
    assertBest(x -> Math.sin(Math.exp(x)), 10, 0, -1, 1.78623400e-6, 1e-14);
    assertBest(x -> Math.sqrt(x + 1), 10, 0, -1, 1.978007008380e-2, 1e-13);
    assertThat(Minimax.polynomial(Math::exp, 0, 0, 1).error())
        .isCloseTo((Math.E - 1) / 2, within(1e-14));
  }

  @Test
  void rationalFunctionsHaveThePublishedErrors() {
    assertBest(Math::exp, 3, 3, -1, 1.550669058714149e-7, 2e-15);
    assertBest(Math::abs, 2, 2, -1, 0.043689, 5e-7);
    assertBest(Math::abs, 0, 0, -1, 0.5, 1e-14);
    assertBest(Math::abs, 30, 30, -1, 2.1739878e-7, 1e-14);
    // The best of type (11, 10) for an even function is that of (10, 10).
    MinimaxApproximant unequal = Minimax.rational(Math::abs, 11, 10, -1, 1);
    MinimaxApproximant equal = Minimax.rational(Math::abs, 10, 10, -1, 1);
    assertThat(unequal.converged()).isTrue();
    assertThat(equal.converged()).isTrue();
    assertThat(unequal.error()).isCloseTo(equal.error(), within(1e-13));
  }

  @Test
  void unequalDegreesWork() {
    MinimaxApproximant above = assertBest(Math::sqrt, 10, 5, 0, 5.714959e-5, 5e-12);
    MinimaxApproximant below = assertBest(Math::sqrt, 5, 10, 0, 7.541426e-5, 5e-12);
    MinimaxApproximant both = assertBest(Math::sqrt, 10, 10, 0, 4.8759575e-6, 5e-14);
    // A function of more parameters is no worse; |x| on [-1, 1] is the root on [0, 1] squared.
    assertThat(both.error()).isLessThan(Math.min(above.error(), below.error()));
    assertThat(above.toInterpolant().value(0.3)).isCloseTo(above.value(0.3), within(1e-8));
    assertThat(both.toInterpolant().value(0.3)).isCloseTo(both.value(0.3), within(1e-12));
    assertBest(x -> Math.abs(x) + x, 8, 8, -1, 9.6431116e-4, 1e-11);
  }

  @Test
  void functionsOfTheseDegreesAreFoundExactly() {
    MinimaxApproximant constant = Minimax.rational(x -> 3, 2, 2, 0, 1);
    assertThat(constant.error()).isLessThan(1e-14);
    assertThat(constant.converged()).isTrue();
    assertThat(constant.value(0.37)).isCloseTo(3, within(1e-14));
    MinimaxApproximant pole = Minimax.rational(x -> 1 / (x + 2), 3, 3, 0, 1);
    assertThat(pole.error()).isLessThan(1e-14);
    assertThat(pole.converged()).isTrue();
    assertThat(Minimax.polynomial(x -> x * x - x, 2, -3, 5).value(2)).isCloseTo(2, within(1e-13));
  }

  @Test
  void refusesBadInput() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Minimax.polynomial(Math::exp, -1, 0, 1))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Minimax.polynomial(Math::exp, 3, 1, 1))
        .withMessageContaining("[1.0, 1.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Minimax.rational(Math::log, 3, 1, 0, 1))
        .withMessageContaining("-Infinity at 0.0");
  }

  @Test
  void ofFunctionsOfExtremeSizeIsThatOfUsualOnes() {
    double usual = Minimax.polynomial(Math::sin, 3, -1, 1).error();
    for (double size : new double[] {0x1p1023, 0x1p-900}) {
      MinimaxApproximant best = Minimax.polynomial(x -> size * Math.sin(x), 3, -1, 1);
      assertThat(best.converged()).isTrue();
      assertThat(best.error() / size).isCloseTo(usual, within(1e-6 * usual));
      assertThat(best.lowerBound() / size).isCloseTo(usual, within(1e-6 * usual));
      assertThat(best.value(0.5) / size).isCloseTo(Math.sin(0.5), within(1.001 * usual));
    }
  }
}
