package io.github.approxifer.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GridTest {
  @ParameterizedTest
  @CsvSource({"1, -40", "2, -39", "0.1, -43", "1.5, -39", "200, -32"})
  void stepIsTheSmallestPowerOfTwoNotBelowTheScaleOver2To40(double scale, int exponent) {
    assertThat(Grid.forNoiseScale(scale).step()).isEqualTo(Math.scalb(1.0, exponent));
  }

  @Test
  void roundsToTheNearestMultiple() {
    Grid grid = Grid.forNoiseScale(0x1p40);
    assertThat(grid.step()).isEqualTo(1);
    assertThat(grid.round(2.4)).isEqualTo(2);
    assertThat(grid.round(2.5)).isEqualTo(2);
    assertThat(grid.round(-3.5)).isEqualTo(-4);
    assertThat(grid.round(1e300)).isEqualTo(1e300);
    assertThat(grid.round(0x1.8p52 + 1)).isEqualTo(0x1.8p52 + 1);
    assertThat(grid.round(Double.MIN_VALUE)).isZero();
  }

  @Test
  void theSumIsTheExactOneRoundedOnce() {
    SplittableRandom random = new SplittableRandom(5);
    Grid grid = Grid.forNoiseScale(3e-5);
    for (int i = 0; i < 20_000; i++) {
      double value = Math.scalb(random.nextDouble() - 0.5, random.nextInt(120) - 60);
      long steps = random.nextLong() >> (1 + random.nextInt(62));
      double rounded = grid.round(value);
      assertThat(Math.abs(new BigDecimal(rounded).subtract(new BigDecimal(value)).doubleValue()))
          .isLessThanOrEqualTo(grid.step() / 2);
      BigDecimal exact =
          new BigDecimal(rounded)
              .add(BigDecimal.valueOf(steps).multiply(new BigDecimal(grid.step())));
      assertThat(grid.add(rounded, steps)).isEqualTo(exact.doubleValue());
    }
  }

  @Test
  void zeroHasOneSign() {
    Grid grid = Grid.forNoiseScale(1);
    assertThat(1 / grid.add(grid.round(-0.0), 0)).isPositive();
    assertThat(1 / grid.add(grid.round(-1e-30), 0)).isPositive();
    assertThat(1 / grid.add(-grid.step(), 1)).isPositive();
    assertThat(1 / grid.add(-0x1p62 * grid.step(), 1L << 62)).isPositive();
  }

  @Test
  void overflowIsInfinite() {
    Grid grid = Grid.forNoiseScale(0x1p1000);
    assertThat(grid.add(Double.MAX_VALUE, 1L << 62)).isInfinite();
    assertThat(grid.add(Double.MAX_VALUE, (1L << 53) - 1)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 0x1p-901, 0x1p1001})
  void refusesScalesWithoutAnExactGrid(double scale) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Grid.forNoiseScale(scale))
        .withMessageContaining(Double.toString(scale));
  }
}
