package io.github.approxifer.models.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.tensorflow.engine.TfNDArray;
import ai.djl.tensorflow.engine.javacpp.JavacppUtils;
import java.nio.FloatBuffer;
import java.util.function.Consumer;
import org.bytedeco.javacpp.FloatPointer;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * Through the memory of TensorFlow's tensors: one copy each way, none on the Java heap. DJL's own
 * way makes a direct buffer and a tensor for every input, and a heap buffer for every output.
 *
 * <p>The tensor that a CPU handle resolves to shares the handle's memory; DJL's {@code NDArray.set}
 * relies on the same.
 */
final class TensorFlowAccess implements TensorAccess {

  @Override
  public NDArray create(NDManager manager, float[] values, Shape shape) {
    NDArray array = manager.create(shape, DataType.FLOAT32);
    int count = Math.toIntExact(shape.size());
    withMemory((TfNDArray) array, memory -> memory.put(values, 0, count));
    return array;
  }

  @Override
  public void read(NDArray array, float[] values, int count) {
    withMemory((TfNDArray) array, memory -> memory.get(values, 0, count));
  }

  private static void withMemory(TfNDArray array, Consumer<FloatBuffer> action) {
    try (TF_Tensor tensor = JavacppUtils.resolveTFETensor(array.getHandle());
        FloatPointer data = new FloatPointer(tensorflow.TF_TensorData(tensor))) {
      data.capacity(tensorflow.TF_TensorByteSize(tensor) / Float.BYTES);
      action.accept(data.asBuffer());
    }
  }
}
