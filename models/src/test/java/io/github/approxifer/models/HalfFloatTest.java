package io.github.approxifer.models;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;

class HalfFloatTest {

  /** The definition: (-1)^s 2^(e-15) (1 + f/1024), or (-1)^s 2^-14 f/1024 if e is 0. */
  private static double defined(int half) {
    int exponent = half >> 10 & 31;
    double fraction = (half & 1023) / 1024.0;
    double magnitude =
        exponent == 0
            ? Math.scalb(fraction, -14)
            : exponent == 31
                ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                : Math.scalb(1 + fraction, exponent - 15);
    return (half & 0x8000) == 0 ? magnitude : -magnitude;
  }

  @Test
  void widensEveryValueExactlyAndNarrowsItBack() {
    for (int half = 0; half < 1 << 16; half++) {
      float value = HalfFloat.toFloat((short) half);
      double expected = defined(half);
      assertThat(Double.compare(value, expected)).as("bits %x", half).isZero();
      if (!Double.isNaN(expected)) {
        assertThat(HalfFloat.fromFloat(value)).as("bits %x", half).isEqualTo((short) half);
      }
    }
    assertThat(HalfFloat.toFloat(HalfFloat.fromFloat(Float.NaN))).isNaN();
  }

  @Test
  void roundsToNearestAndTiesToEven() {
    // Between each finite number and the next: just below, at and just above the middle.
    for (int half = 0; half < 0x7c00; half++) {
      float low = HalfFloat.toFloat((short) half);
      float high = half == 0x7bff ? 65536 : HalfFloat.toFloat((short) (half + 1));
      float middle = (low + high) / 2;
      short even = (short) ((half & 1) == 0 ? half : half + 1);
      assertThat(HalfFloat.fromFloat(middle)).as("middle %s", middle).isEqualTo(even);
      assertThat(HalfFloat.fromFloat(Math.nextDown(middle))).isEqualTo((short) half);
      assertThat(HalfFloat.fromFloat(Math.nextUp(middle))).isEqualTo((short) (half + 1));
    }
  }

  @Property
  void keepsTheSignAndHalfAUnitInTheLastPlace(
      @ForAll @FloatRange(min = -65504, max = 65504) float value) {
    float back = HalfFloat.toFloat(HalfFloat.fromFloat(value));
    double unit = Math.max(Math.scalb(1.0, Math.getExponent(value) - 10), 0x1p-24);
    assertThat(Math.abs((double) back - value)).isLessThanOrEqualTo(unit / 2);
    assertThat(Math.copySign(1, back)).isEqualTo(Math.copySign(1, value));
  }

  @Test
  void overflowsToInfinity() {
    assertThat(HalfFloat.toFloat(HalfFloat.fromFloat(1e6f))).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(HalfFloat.toFloat(HalfFloat.fromFloat(Float.NEGATIVE_INFINITY)))
        .isEqualTo(Float.NEGATIVE_INFINITY);
  }
}
