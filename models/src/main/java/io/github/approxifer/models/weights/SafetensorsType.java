package io.github.approxifer.models.weights;

import java.nio.ByteBuffer;

/** The floating-point types of safetensors files that can be read as float32. */
enum SafetensorsType {
  F16(2),
  BF16(2),
  F32(4),
  F64(8);

  private final int bytes;

  SafetensorsType(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  /** Reads all remaining values of a little-endian buffer; F64 is rounded to float32. */
  void read(ByteBuffer buffer, float[] values) {
    switch (this) {
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
}
