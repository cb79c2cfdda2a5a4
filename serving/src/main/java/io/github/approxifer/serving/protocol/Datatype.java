package io.github.approxifer.serving.protocol;

import java.nio.ByteBuffer;

/** The element types that are read; all messages are written in FP32. */
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
    for (int i = 0; i < elements; i++) {
      values[i] = next(littleEndian);
    }
    return values;
  }

  /**
   * The type of a name.
   *
   * @param name as in the protocol
   * @return the type
   * @throws ProtocolException if it is none of these
   */
  public static Datatype of(String name) {
    for (Datatype datatype : values()) {
      if (datatype.name().equals(name)) {
        return datatype;
      }
    }
    throw new ProtocolException(
        "datatype " + Json.shortened(name) + " is not supported; send FP32 or FP64");
  }
}
