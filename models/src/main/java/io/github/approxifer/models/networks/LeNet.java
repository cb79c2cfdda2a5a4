package io.github.approxifer.models.networks;

import io.github.approxifer.models.ImageShape;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * LeNet-5 in its present form: 5 x 5 convolutions to 6 and 16 channels (the first padded), each
 * with ReLU and 2 x 2 max-pooling, and dense layers of 120, 84 and as many outputs as there are
 * classes. 61,706 parameters for images of 28 x 28 x 1 and 10 classes.
 *
 * <p>Source: LeCun, Bottou, Bengio, Haffner: Gradient-Based Learning Applied to Document
 * Recognition, 1998, with ReLU for tanh, maximum for mean, all channels connected, and a dense last
 * layer instead of radial functions.
 */
public final class LeNet extends ImageNetwork {

  private static final int SMALLEST = 12;

  private LeNet(ImageShape inputShape, int classes) {
    super("lenet5", inputShape, classes);
    if (inputShape.height() < SMALLEST || inputShape.width() < SMALLEST) {
      throw new IllegalArgumentException(
          "LeNet-5 needs images of at least 12 x 12 pixels, but got " + inputShape);
    }
  }

  /**
   * A network for images of a shape.
   *
   * @param inputShape the shape of one image, at least 12 x 12 pixels
   * @param classes the number of logits, at least 1
   * @return the network
   * @throws IllegalArgumentException if {@code classes} is below 1 or the images are too small
   */
  public static LeNet of(ImageShape inputShape, int classes) {
    return new LeNet(inputShape, classes);
  }

  @Override
  public Operand<TFloat32> logits(Layers layers, Operand<TFloat32> images) {
    Operand<TFloat32> x =
        layers.biasedConvolution("conv1", images, 5, inputShape().channels(), 6, true);
    x = layers.trailingMaxPooling("pool1", layers.relu("relu1", x), 2, 2);
    x = layers.biasedConvolution("conv2", x, 5, 6, 16, false);
    x = layers.trailingMaxPooling("pool2", layers.relu("relu2", x), 2, 2);
    int features = 16 * side(inputShape().height()) * side(inputShape().width());
    x = layers.flattened("flatten", x, features);
    x = layers.relu("relu3", layers.dense("fc1", x, features, 120));
    x = layers.relu("relu4", layers.dense("fc2", x, 120, 84));
    return layers.dense("fc3", x, 84, classes());
  }

  /** The rows or columns before the dense layers: halved, less 4, halved, each rounded up. */
  private static int side(int pixels) {
    return ((pixels + 1) / 2 - 4 + 1) / 2;
  }
}
