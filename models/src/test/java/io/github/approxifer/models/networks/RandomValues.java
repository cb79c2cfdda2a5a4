package io.github.approxifer.models.networks;

import io.github.approxifer.models.weights.HeInitialization;
import io.github.approxifer.models.weights.Parameter;
import io.github.approxifer.models.weights.Parameter.Kind;
import io.github.approxifer.models.weights.ParameterValues;
import java.util.Random;

/** Parameters that are all different, so that no mix-up of two of them goes unnoticed. */
final class RandomValues implements ParameterValues {

  private final HeInitialization kernels = HeInitialization.of(3);

  @Override
  public float[] values(Parameter parameter) {
    Kind kind = parameter.kind();
    if (kind == Kind.CONVOLUTION_KERNEL || kind == Kind.DENSE_KERNEL) {
      return kernels.values(parameter);
    }
    Random random = new Random(parameter.name().hashCode());
    float[] values = new float[parameter.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          kind == Kind.SCALE || kind == Kind.RUNNING_VARIANCE
              ? 0.5f + random.nextFloat()
              : random.nextFloat() - 0.5f;
    }
    return values;
  }
}
