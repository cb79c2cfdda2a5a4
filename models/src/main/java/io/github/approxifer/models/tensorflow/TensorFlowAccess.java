package io.github.approxifer.models.tensorflow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.tensorflow.engine.TfNDArray;
import ai.djl.tensorflow.engine.javacpp.JavacppUtils;
import io.github.approxifer.models.djl.Numbers;
import io.github.approxifer.models.djl.TensorAccess;
import java.nio.ByteBuffer;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * Through the memory of TensorFlow's tensors: one copy each way, none on the Java heap. DJL's own
 * way makes a direct buffer and a tensor for every input, and a heap buffer for every output, and
 * does not know half precision.
 *
 * <p>The tensor that a CPU handle resolves to shares the handle's memory; DJL's {@code NDArray.set}
 * relies on the same.
 */
final class TensorFlowAccess implements TensorAccess {

  private static final Map<Integer, DataType> TYPES =
      Map.of(
          tensorflow.TF_FLOAT, DataType.FLOAT32,
          tensorflow.TF_HALF, DataType.FLOAT16,
          tensorflow.TF_BFLOAT16, DataType.BFLOAT16,
          tensorflow.TF_DOUBLE, DataType.FLOAT64,
          tensorflow.TF_INT8, DataType.INT8,
          tensorflow.TF_UINT8, DataType.UINT8,
          tensorflow.TF_INT16, DataType.INT16,
          tensorflow.TF_INT32, DataType.INT32,
          tensorflow.TF_INT64, DataType.INT64,
          tensorflow.TF_BOOL, DataType.BOOLEAN);

  /** What is done with a tensor's memory; the type is null if it is none of numbers. */
  private interface Action {
    void accept(ByteBuffer memory, @Nullable DataType type);
  }

  @Override
  public NDArray create(NDManager manager, float[] values, int offset, Shape shape, DataType type) {
    if (type != DataType.FLOAT32) {
      return GENERIC.create(manager, values, offset, shape, type);
    }
    NDArray array = manager.create(shape, DataType.FLOAT32);
    int count = Math.toIntExact(shape.size());
    withMemory(
        (TfNDArray) array, (memory, ignored) -> memory.asFloatBuffer().put(values, offset, count));
    return array;
  }

  @Override
  public void read(NDArray array, float[] values, int offset, int count) {
    withMemory(
        (TfNDArray) array, (memory, type) -> Numbers.read(memory, type, values, offset, count));
  }

  private static void withMemory(TfNDArray array, Action action) {
    try (TF_Tensor tensor = JavacppUtils.resolveTFETensor(array.getHandle());
        BytePointer data = new BytePointer(tensorflow.TF_TensorData(tensor))) {
      data.capacity(tensorflow.TF_TensorByteSize(tensor));
      action.accept(data.asByteBuffer(), TYPES.get(tensorflow.TF_TensorType(tensor)));
    }
  }
}
