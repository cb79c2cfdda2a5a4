package io.github.approxifer.models.weights;

import java.util.List;

/** Reads kernels that PyTorch has written. As thread-safe as the file. */
final class PytorchLayout implements ParameterValues {

  private final SafetensorsFile file;

  PytorchLayout(SafetensorsFile file) {
    this.file = file;
  }

  @Override
  public float[] values(Parameter parameter) {
    List<Integer> shape = parameter.shape();
    return switch (parameter.kind()) {
      case CONVOLUTION_KERNEL -> {
        int area = shape.get(0) * shape.get(1);
        int inputs = shape.get(2);
        int outputs = shape.get(3);
        // Row-major (o, i, a) becomes (a, i, o), where a counts the pixels of the kernel.
        float[] stored = read(parameter, List.of(outputs, inputs, shape.get(0), shape.get(1)));
        float[] values = new float[stored.length];
        for (int o = 0; o < outputs; o++) {
          for (int i = 0; i < inputs; i++) {
            for (int a = 0; a < area; a++) {
              values[(a * inputs + i) * outputs + o] = stored[(o * inputs + i) * area + a];
            }
          }
        }
        yield values;
      }
      case DENSE_KERNEL -> {
        int inputs = shape.get(0);
        int outputs = shape.get(1);
        float[] stored = read(parameter, List.of(outputs, inputs));
        float[] values = new float[stored.length];
        for (int o = 0; o < outputs; o++) {
          for (int i = 0; i < inputs; i++) {
            values[i * outputs + o] = stored[o * inputs + i];
          }
        }
        yield values;
      }
      case BIAS, SCALE, SHIFT, RUNNING_MEAN, RUNNING_VARIANCE -> file.values(parameter);
    };
  }

  private float[] read(Parameter parameter, List<Integer> shape) {
    return file.values(new Parameter(parameter.name(), parameter.kind(), shape));
  }
}
