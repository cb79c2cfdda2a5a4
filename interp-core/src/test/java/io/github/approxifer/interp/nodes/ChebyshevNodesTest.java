package io.github.approxifer.interp.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChebyshevNodesTest {

  @Property(tries = 100)
  void areTheZerosAndTheExtremePointsOfTheChebyshevPolynomial(
      @ForAll @IntRange(min = 2, max = 60) int count) {
    for (double node : ChebyshevNodes.firstKind(count)) {
      // |T'| <= count^2, and a node is off by at most an ulp or two.
      assertThat(chebyshev(count, node)).isCloseTo(0, within(1e-15 * count * count));
    }
    double sign = 1;
    for (double node : ChebyshevNodes.secondKind(count)) {
      assertThat(chebyshev(count - 1, node)).isCloseTo(sign, within(1e-15 * count * count));
      sign = -sign;
    }
  }

  @Property(tries = 100)
  void areAntisymmetricToTheBitAndDescending(@ForAll @IntRange(min = 1, max = 300) int count) {
    for (double[] nodes :
        new double[][] {ChebyshevNodes.firstKind(count), ChebyshevNodes.secondKind(count)}) {
      for (int j = 0; j < count; j++) {
        assertThat(nodes[j] + nodes[count - 1 - j]).isZero();
        assertThat(j == 0 || nodes[j] < nodes[j - 1]).isTrue();
      }
    }
  }

  @Test
  void ofTheSecondKindReachTheEnds() {
    assertThat(ChebyshevNodes.secondKind(3)).containsExactly(1, 0, -1);
    assertThat(ChebyshevNodes.secondKind(1)).containsExactly(0);
    assertThat(ChebyshevNodes.secondKind(4, 2, 7.1)).startsWith(7.1).endsWith(2);
    assertThat(ChebyshevNodes.firstKind(1)).containsExactly(0);
    assertThat(ChebyshevNodes.firstKind(1, -1, 4)).containsExactly(1.5);
  }

  @Test
  void needACountAndAnInterval() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChebyshevNodes.firstKind(0))
        .withMessageContaining("is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChebyshevNodes.secondKind(-3))
        .withMessageContaining("is -3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChebyshevNodes.firstKind(3, 2, 2))
        .withMessageContaining("[2.0, 2.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChebyshevNodes.secondKind(3, 0, Double.POSITIVE_INFINITY))
        .withMessageContaining("Infinity");
  }

  private static double chebyshev(int degree, double x) {
    double before = 1;
    double current = x;
    if (degree == 0) {
      return before;
    }
    for (int k = 1; k < degree; k++) {
      double next = 2 * x * current - before;
      before = current;
      current = next;
    }
    return current;
  }
}
