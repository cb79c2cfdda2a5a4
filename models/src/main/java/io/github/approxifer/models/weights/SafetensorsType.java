package io.github.approxifer.models.weights;

import io.github.approxifer.models.HalfFloat;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The types of safetensors files that can be read as float32. */
public enum SafetensorsType {
  /** A signed byte, a whole number from -128 to 127. */
  I8(1),
  /** IEEE 754 half precision. */
  F16(2),
  /** The upper 16 bits of a float32. */
  BF16(2),
  /** IEEE 754 single precision. */
  F32(4),
  /** IEEE 754 double precision. */
  F64(8);

  private final int bytes;

  SafetensorsType(int bytes) {
    this.bytes = bytes;
  }

  /** The type that a file names so, if it can be read. */
  static Optional<SafetensorsType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /** The length of a value. */
  int bytes() {
    return bytes;
  }

  /** Reads values from a little-endian buffer; F64 is rounded to float32. */
  void read(ByteBuffer buffer, float[] values) {
    switch (this) {
      case I8 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = buffer.get();
        }
      }
      case F16 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = HalfFloat.toFloat(buffer.getShort());
        }
      }
      case BF16 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = Float.intBitsToFloat(buffer.getShort() << 16);
        }
      }
      case F32 -> buffer.asFloatBuffer().get(values);
      case F64 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) buffer.getDouble();
        }
      }
    }
  }

  /**
   * Writes values to a little-endian buffer, rounded to nearest, ties to even; to I8 also those
   * beyond its range.
   */
  void write(float[] values, ByteBuffer buffer) {
    for (float value : values) {
      switch (this) {
        case I8 -> buffer.put((byte) Math.max(-128, Math.min(127, Math.rint(value))));
        case F16 -> buffer.putShort(HalfFloat.fromFloat(value));
        case BF16 -> buffer.putShort(toBfloat16(value));
        case F32 -> buffer.putFloat(value);
        case F64 -> buffer.putDouble(value);
      }
    }
  }

  private static short toBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> 16) | 0x40);
    }
    // Half of the last place, less one unless the kept part is odd: a tie goes to the even number.
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }
}
