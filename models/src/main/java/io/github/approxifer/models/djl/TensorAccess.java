package io.github.approxifer.models.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;

/** How floats get into and out of the arrays of a DJL engine. Implementations are thread-safe. */
interface TensorAccess {

  /** Makes an array of a shape from the front of {@code values}. */
  NDArray create(NDManager manager, float[] values, Shape shape);

  /** Copies {@code count} values of an array to the front of {@code values}. */
  void read(NDArray array, float[] values, int count);

  /** Through DJL's own methods, for any engine: two to three copies each way. */
  TensorAccess GENERIC =
      new TensorAccess() {
        @Override
        public NDArray create(NDManager manager, float[] values, Shape shape) {
          FloatBuffer buffer = FloatBuffer.wrap(values, 0, Math.toIntExact(shape.size()));
          return manager.create(buffer, shape, DataType.FLOAT32);
        }

        @Override
        public void read(NDArray array, float[] values, int count) {
          array.toByteBuffer().asFloatBuffer().get(values, 0, count);
        }
      };
}
