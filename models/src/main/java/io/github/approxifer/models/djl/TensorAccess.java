package io.github.approxifer.models.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.approxifer.models.HalfFloat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/** How floats get into and out of the arrays of a DJL engine. Implementations are thread-safe. */
public interface TensorAccess {

  /**
   * Makes an array of a shape.
   *
   * @param manager owns the array
   * @param values holds the values, row-major; not modified, not retained
   * @param offset where they begin
   * @param shape the array's shape
   * @param type FLOAT32, or FLOAT64 or FLOAT16 to convert to
   * @return the array
   */
  NDArray create(NDManager manager, float[] values, int offset, Shape shape, DataType type);

  /**
   * Copies the values of an array, converted to float32.
   *
   * @param array an array of numbers of any type
   * @param values receives them, row-major
   * @param offset where to begin
   * @param count how many values the array has
   * @throws io.github.approxifer.models.ModelException if the array does not hold numbers
   */
  void read(NDArray array, float[] values, int offset, int count);

  /** Through DJL's own methods, for any engine: two to three copies each way. */
  TensorAccess GENERIC =
      new TensorAccess() {
        @Override
        public NDArray create(
            NDManager manager, float[] values, int offset, Shape shape, DataType type) {
          int count = Math.toIntExact(shape.size());
          switch (type) {
            case FLOAT64 -> {
              DoubleBuffer doubles = DoubleBuffer.allocate(count);
              for (int i = 0; i < count; i++) {
                doubles.put(i, values[offset + i]);
              }
              return manager.create(doubles, shape, type);
            }
            case FLOAT16 -> {
              // Direct, for ONNX Runtime takes halves from nothing else.
              ByteBuffer halves =
                  manager.allocateDirect(Short.BYTES * count).order(ByteOrder.nativeOrder());
              for (int i = 0; i < count; i++) {
                halves.putShort(Short.BYTES * i, HalfFloat.fromFloat(values[offset + i]));
              }
              return manager.create(halves, shape, type);
            }
            default -> {
              FloatBuffer floats = FloatBuffer.wrap(values, offset, count).slice();
              return manager.create(floats, shape, DataType.FLOAT32);
            }
          }
        }

        @Override
        public void read(NDArray array, float[] values, int offset, int count) {
          Numbers.read(array.toByteBuffer(), array.getDataType(), values, offset, count);
        }
      };
}
