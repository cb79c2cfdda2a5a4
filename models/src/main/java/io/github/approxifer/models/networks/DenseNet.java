package io.github.approxifer.models.networks;

import io.github.approxifer.models.ImageShape;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * DenseNet-161 for small images: a 3 x 3 convolution of stride 1, a 3 x 3 max-pooling of stride 2,
 * four dense blocks in which each layer sees the channels of all layers before it and adds 48, with
 * transitions that halve channels and image between them. 26.483 million parameters for 10 classes
 * and 3 channels.
 *
 * <p>Source: Huang, Liu, van der Maaten, Weinberger: Densely Connected Convolutional Networks, 2017
 * (DenseNet-BC, growth rate 48). The first convolution is 3 x 3 of stride 1 instead of 7 x 7 of
 * stride 2. Parameters are named as in PyTorch.
 */
public final class DenseNet extends ImageNetwork {

  private static final int GROWTH = 48;
  private static final int FIRST = 2 * GROWTH;
  private static final int BOTTLENECK = 4 * GROWTH;

  private final List<Integer> blocks;

  private DenseNet(String name, ImageShape inputShape, int classes, List<Integer> blocks) {
    super(name, inputShape, classes);
    this.blocks = blocks;
  }

  /**
   * DenseNet-161: blocks of 6, 12, 36 and 24 layers.
   *
   * @param inputShape the shape of one image
   * @param classes the number of logits, at least 1
   * @return the network
   * @throws IllegalArgumentException if {@code classes} is below 1
   */
  public static DenseNet denseNet161(ImageShape inputShape, int classes) {
    return new DenseNet("densenet161", inputShape, classes, List.of(6, 12, 36, 24));
  }

  @Override
  public Operand<TFloat32> logits(Layers layers, Operand<TFloat32> images) {
    Operand<TFloat32> x =
        layers.convolution("features.conv0", images, 3, inputShape().channels(), FIRST, 1);
    x = activated(layers, "features.norm0", x, FIRST);
    x = layers.maxPooling("features.pool0", x, 3, 2);
    int channels = FIRST;
    for (int block = 1; block <= blocks.size(); block++) {
      String prefix = "features.denseblock" + block + ".denselayer";
      for (int index = 1; index <= blocks.get(block - 1); index++) {
        Operand<TFloat32> added = layer(layers, prefix + index, x, channels);
        x = layers.concatenation(prefix + index + ".concat", List.of(x, added));
        channels += GROWTH;
      }
      if (block < blocks.size()) {
        String transition = "features.transition" + block;
        x = activated(layers, transition + ".norm", x, channels);
        x = layers.convolution(transition + ".conv", x, 1, channels, channels / 2, 1);
        x = layers.averagePooling(transition + ".pool", x, 2);
        channels /= 2;
      }
    }
    x = layers.meanPooling("avgpool", activated(layers, "features.norm5", x, channels));
    return layers.dense("classifier", x, channels, classes());
  }

  private static Operand<TFloat32> layer(
      Layers layers, String name, Operand<TFloat32> x, int channels) {
    Operand<TFloat32> y = activated(layers, name + ".norm1", x, channels);
    y = layers.convolution(name + ".conv1", y, 1, channels, BOTTLENECK, 1);
    y = activated(layers, name + ".norm2", y, BOTTLENECK);
    return layers.convolution(name + ".conv2", y, 3, BOTTLENECK, GROWTH, 1);
  }

  private static Operand<TFloat32> activated(
      Layers layers, String name, Operand<TFloat32> x, int channels) {
    return layers.relu(name + ".relu", layers.batchNormalization(name, x, channels));
  }
}
