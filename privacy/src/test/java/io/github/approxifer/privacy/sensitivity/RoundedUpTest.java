package io.github.approxifer.privacy.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RoundedUpTest {
  @Test
  void isTheSmallestDoubleThatIsNotBelowTheExactResult() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2000; i++) {
      double a = 1 + random.nextDouble() * 1e3;
      double b = random.nextDouble();
      BigDecimal product = new BigDecimal(a).multiply(new BigDecimal(b));
      assertSmallestAbove(RoundedUp.product(a, b), product);
      assertSmallestAbove(
          RoundedUp.difference(a, b), new BigDecimal(a).subtract(new BigDecimal(b)));
    }
  }

  @Test
  void overflowsToInfinity() {
    assertThat(RoundedUp.product(Double.MAX_VALUE, 2)).isInfinite();
    assertThat(RoundedUp.difference(Double.MAX_VALUE, -Double.MAX_VALUE)).isInfinite();
  }

  private static void assertSmallestAbove(double rounded, BigDecimal exact) {
    assertThat(new BigDecimal(rounded)).isGreaterThanOrEqualTo(exact);
    assertThat(new BigDecimal(Math.nextDown(rounded))).isLessThan(exact);
  }
}
