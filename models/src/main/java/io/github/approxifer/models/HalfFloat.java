package io.github.approxifer.models;

/**
 * Conversion between float32 and the 16-bit binary format of IEEE 754 (1 sign bit, 5 exponent bits,
 * 10 fraction bits). Java has it as a method only from version 20 on.
 */
public final class HalfFloat {

  /** 2^-24, the smallest positive half-precision number. */
  private static final float SMALLEST = 0x1p-24f;

  private HalfFloat() {}

  /**
   * Widens a number.
   *
   * @param half the bits of a half-precision number
   * @return its value, exact; NaN stays NaN
   */
  public static float toFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >>> 10) & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0) {
      float magnitude = fraction * SMALLEST;
      return sign == 0 ? magnitude : -magnitude;
    }
    int bits =
        exponent == 0x1f
            ? 0x7f800000 | fraction << 13
            : (exponent - 15 + 127) << 23 | fraction << 13;
    return Float.intBitsToFloat(sign | bits);
  }

  /**
   * Rounds to nearest, ties to even.
   *
   * @param value any number
   * @return the bits in half precision; an infinity from 65,520 on, NaN stays NaN
   */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7e00);
    }
    if (magnitude >= 65520f) {
      return (short) (sign | 0x7c00);
    }
    if (magnitude < 0x1p-14f) {
      // Subnormal: a whole number of the smallest value; the product is exact, rint rounds to even.
      return (short) (sign | (int) Math.rint(magnitude / (double) SMALLEST));
    }
    int rest = bits & 0x1fff;
    int half = ((bits & 0x7fffffff) >>> 13) - ((127 - 15) << 10);
    if (rest > 0x1000 || (rest == 0x1000 && (half & 1) == 1)) {
      half++;
    }
    return (short) (sign | half);
  }
}
