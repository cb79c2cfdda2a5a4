package io.github.approxifer.models.networks;

import io.github.approxifer.models.ImageShape;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A student for vectors; see {@link StudentNetworks}. */
final class VectorStudent extends ImageNetwork {

  private final int width;

  VectorStudent(ImageShape inputShape, int classes, int width) {
    super("student", inputShape, classes);
    this.width = width;
  }

  int width() {
    return width;
  }

  @Override
  public Operand<TFloat32> logits(Layers layers, Operand<TFloat32> images) {
    int size = inputShape().size();
    Operand<TFloat32> x = layers.flattened("flatten", images, size);
    x = layers.relu("relu1", layers.dense("fc1", x, size, width));
    x = layers.relu("relu2", layers.dense("fc2", x, width, width));
    return layers.dense("fc3", x, width, classes());
  }
}
