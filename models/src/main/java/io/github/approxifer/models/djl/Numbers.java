package io.github.approxifer.models.djl;

import ai.djl.ndarray.types.DataType;
import io.github.approxifer.models.HalfFloat;
import io.github.approxifer.models.ModelException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Numbers of any type in the memory of a tensor, read as float32. */
public final class Numbers {

  private Numbers() {}

  /**
   * Reads numbers.
   *
   * @param memory the numbers side by side, in the buffer's byte order, from its position on
   * @param type their type; whole numbers beyond 2^24 and doubles are rounded, true is 1
   * @param values receives them
   * @param offset where to begin
   * @param count how many
   * @throws ModelException if the type is not one of numbers
   */
  public static void read(
      ByteBuffer memory, @Nullable DataType type, float[] values, int offset, int count) {
    if (type == DataType.FLOAT32) {
      memory.asFloatBuffer().get(values, offset, count);
      return;
    }
    for (int i = offset; i < offset + count; i++) {
      values[i] = next(memory, type);
    }
  }

  private static float next(ByteBuffer memory, @Nullable DataType type) {
    if (type == null) {
      throw notNumbers("something");
    }
    return switch (type) {
      case FLOAT16 -> HalfFloat.toFloat(memory.getShort());
      case BFLOAT16 -> Float.intBitsToFloat(memory.getShort() << 16);
      case FLOAT64 -> (float) memory.getDouble();
      case INT8 -> memory.get();
      case UINT8 -> memory.get() & 0xff;
      case BOOLEAN -> memory.get() == 0 ? 0 : 1;
      case INT16 -> memory.getShort();
      case UINT16 -> memory.getShort() & 0xffff;
      case INT32 -> memory.getInt();
      case UINT32 -> memory.getInt() & 0xffffffffL;
      case INT64 -> memory.getLong();
      default -> throw notNumbers(type.toString());
    };
  }

  private static ModelException notNumbers(String what) {
    return new ModelException(
        "the model answers " + what + ", but a code needs numbers; name another output");
  }
}
