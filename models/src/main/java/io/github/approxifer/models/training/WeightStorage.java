package io.github.approxifer.models.training;

import io.github.approxifer.models.weights.Parameter;
import io.github.approxifer.models.weights.Parameter.Kind;
import io.github.approxifer.models.weights.SafetensorsType;
import io.github.approxifer.models.weights.SafetensorsWriter;

/** How the weights of a trained network are stored. */
enum WeightStorage {
  /** Kernels as bytes with a scale for each output channel, the rest as float32. */
  INT8 {
    @Override
    void add(SafetensorsWriter writer, Parameter parameter, float[] values) {
      if (parameter.kind() == Kind.CONVOLUTION_KERNEL || parameter.kind() == Kind.DENSE_KERNEL) {
        writer.addBytes(parameter.name(), parameter.shape(), values);
      } else {
        writer.add(parameter.name(), SafetensorsType.F32, parameter.shape(), values);
      }
    }
  },
  /** Everything in half precision. */
  FLOAT16 {
    @Override
    void add(SafetensorsWriter writer, Parameter parameter, float[] values) {
      writer.add(parameter.name(), SafetensorsType.F16, parameter.shape(), values);
    }
  },
  /** Everything as it was trained. */
  FLOAT32 {
    @Override
    void add(SafetensorsWriter writer, Parameter parameter, float[] values) {
      writer.add(parameter.name(), SafetensorsType.F32, parameter.shape(), values);
    }
  };

  abstract void add(SafetensorsWriter writer, Parameter parameter, float[] values);
}
