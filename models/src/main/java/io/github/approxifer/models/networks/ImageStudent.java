package io.github.approxifer.models.networks;

import io.github.approxifer.models.ImageShape;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A student for images; see {@link StudentNetworks}. */
final class ImageStudent extends ImageNetwork {

  /** Folding stops when the image has at most so many rows and columns. */
  private static final int GRID = 20;

  /** Images with fewer rows or columns are not folded. */
  private static final int SMALL = 8;

  private final int width;

  ImageStudent(ImageShape inputShape, int classes, int width) {
    super("student", inputShape, classes);
    this.width = width;
  }

  int width() {
    return width;
  }

  /** The side of the blocks of pixels that become one: 2 for 28 x 28 and 32 x 32. */
  private int block() {
    int shorter = Math.min(inputShape().height(), inputShape().width());
    int longer = Math.max(inputShape().height(), inputShape().width());
    int block = 1;
    while (shorter / (2 * block) >= SMALL / 2 && (block == 1 || longer > GRID * block)) {
      block *= 2;
    }
    return block;
  }

  @Override
  public Operand<TFloat32> logits(Layers layers, Operand<TFloat32> images) {
    int block = block();
    Operand<TFloat32> x = layers.folded("fold", images, inputShape(), block);
    int channels = inputShape().channels() * block * block;
    x = convolved(layers, 1, x, channels, width, 1);
    x = convolved(layers, 2, x, width, 2 * width, 2);
    x = convolved(layers, 3, x, 2 * width, 2 * width, 1);
    x = convolved(layers, 4, x, 2 * width, 4 * width, 2);
    x = convolved(layers, 5, x, 4 * width, 4 * width, 1);
    return layers.dense("fc", layers.meanPooling("mean", x), 4 * width, classes());
  }

  private static Operand<TFloat32> convolved(
      Layers layers, int number, Operand<TFloat32> x, int inputs, int outputs, int stride) {
    Operand<TFloat32> y = layers.convolution("conv" + number, x, 3, inputs, outputs, stride);
    return layers.relu("relu" + number, layers.batchNormalization("bn" + number, y, outputs));
  }
}
