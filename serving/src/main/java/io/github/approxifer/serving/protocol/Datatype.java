package io.github.approxifer.serving.protocol;

import io.github.approxifer.models.HalfFloat;
import java.nio.ByteBuffer;

/** The element types that are read. Values become float32; half precision travels in binary. */
public enum Datatype {
  /** IEEE 754 single precision. */
  FP32(Float.BYTES) {
    @Override
    float next(ByteBuffer littleEndian) {
      return littleEndian.getFloat();
    }
  },
  /** IEEE 754 double precision, rounded to single. */
  FP64(Double.BYTES) {
    @Override
    float next(ByteBuffer littleEndian) {
      return (float) littleEndian.getDouble();
    }
  },
  /** IEEE 754 half precision. */
  FP16(Short.BYTES) {
    @Override
    float next(ByteBuffer littleEndian) {
      return HalfFloat.toFloat(littleEndian.getShort());
    }
  },
  /** The first half of a single precision number. */
  BF16(Short.BYTES) {
    @Override
    float next(ByteBuffer littleEndian) {
      return Float.intBitsToFloat(littleEndian.getShort() << Short.SIZE);
    }
  };

  private final int bytes;

  Datatype(int bytes) {
    this.bytes = bytes;
  }

  /**
   * The size of an element.
   *
   * @return bytes
   */
  public int bytes() {
    return bytes;
  }

  abstract float next(ByteBuffer littleEndian);

  /**
   * Reads elements.
   *
   * @param littleEndian holds them at its position, which moves behind them
   * @param elements how many
   * @return their values
   * @throws java.nio.BufferUnderflowException if there are fewer
   */
  public float[] read(ByteBuffer littleEndian, int elements) {
    float[] values = new float[elements];
    if (this == FP32) {
      littleEndian.asFloatBuffer().get(values);
      littleEndian.position(littleEndian.position() + Float.BYTES * elements);
      return values;
    }
    for (int i = 0; i < elements; i++) {
      values[i] = next(littleEndian);
    }
    return values;
  }

  /**
   * Whether a name is that of one of these types.
   *
   * @param name as in the protocol
   * @return true if {@link #of} knows it
   */
  public static boolean isKnown(String name) {
    for (Datatype datatype : values()) {
      if (datatype.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The type of a name.
   *
   * @param name as in the protocol
   * @return the type
   * @throws ProtocolException if it is none of these
   */
  public static Datatype of(String name) {
    if (!isKnown(name)) {
      throw new ProtocolException(
          "datatype "
              + Json.shortened(name)
              + " is not supported; send FP32 or FP64, or FP16 or BF16 in binary");
    }
    return valueOf(name);
  }
}
