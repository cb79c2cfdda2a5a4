package io.github.approxifer.models.networks;

import io.github.approxifer.models.ImageShape;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * GoogLeNet with batch normalisation for small images: a 3 x 3 convolution of stride 1 to 192
 * channels instead of the stem, nine inception modules, the mean over the image, and a dense layer.
 * 5.491 million parameters for 10 classes and 3 channels.
 *
 * <p>Source: Szegedy et al.: Going Deeper with Convolutions, 2015, table 1, without the auxiliary
 * classifiers and dropout. As in PyTorch's version, the 5 x 5 branch has a 3 x 3 kernel. Parameters
 * are named as in PyTorch; epsilon of the normalisation is 1e-5 here and 1e-3 there.
 */
public final class GoogLeNet extends ImageNetwork {

  private static final int STEM = 192;

  /** The output channels of a module: 1 x 1; 3 x 3 and what comes before; 5 x 5 alike; pooling. */
  private record Inception(
      String name, int one, int before3, int three, int before5, int five, int pool) {
    int outputs() {
      return one + three + five + pool;
    }
  }

  private static final List<List<Inception>> STAGES =
      List.of(
          List.of(
              new Inception("inception3a", 64, 96, 128, 16, 32, 32),
              new Inception("inception3b", 128, 128, 192, 32, 96, 64)),
          List.of(
              new Inception("inception4a", 192, 96, 208, 16, 48, 64),
              new Inception("inception4b", 160, 112, 224, 24, 64, 64),
              new Inception("inception4c", 128, 128, 256, 24, 64, 64),
              new Inception("inception4d", 112, 144, 288, 32, 64, 64),
              new Inception("inception4e", 256, 160, 320, 32, 128, 128)),
          List.of(
              new Inception("inception5a", 256, 160, 320, 32, 128, 128),
              new Inception("inception5b", 384, 192, 384, 48, 128, 128)));

  private GoogLeNet(ImageShape inputShape, int classes) {
    super("googlenet", inputShape, classes);
  }

  /**
   * A network for images of a shape.
   *
   * @param inputShape the shape of one image
   * @param classes the number of logits, at least 1
   * @return the network
   * @throws IllegalArgumentException if {@code classes} is below 1
   */
  public static GoogLeNet of(ImageShape inputShape, int classes) {
    return new GoogLeNet(inputShape, classes);
  }

  @Override
  public Operand<TFloat32> logits(Layers layers, Operand<TFloat32> images) {
    Operand<TFloat32> x = unit(layers, "conv1", images, 3, inputShape().channels(), STEM);
    int channels = STEM;
    for (int stage = 0; stage < STAGES.size(); stage++) {
      for (Inception module : STAGES.get(stage)) {
        x = inception(layers, module, x, channels);
        channels = module.outputs();
      }
      if (stage < STAGES.size() - 1) {
        x = layers.trailingMaxPooling("maxpool" + (stage + 3), x, stage == 0 ? 3 : 2, 2);
      }
    }
    return layers.dense("fc", layers.meanPooling("avgpool", x), channels, classes());
  }

  private static Operand<TFloat32> inception(
      Layers layers, Inception module, Operand<TFloat32> x, int channels) {
    String name = module.name();
    Operand<TFloat32> one = unit(layers, name + ".branch1", x, 1, channels, module.one());
    Operand<TFloat32> three = unit(layers, name + ".branch2.0", x, 1, channels, module.before3());
    three = unit(layers, name + ".branch2.1", three, 3, module.before3(), module.three());
    Operand<TFloat32> five = unit(layers, name + ".branch3.0", x, 1, channels, module.before5());
    five = unit(layers, name + ".branch3.1", five, 3, module.before5(), module.five());
    Operand<TFloat32> pool = layers.maxPooling(name + ".branch4.0", x, 3, 1);
    pool = unit(layers, name + ".branch4.1", pool, 1, channels, module.pool());
    return layers.concatenation(name, List.of(one, three, five, pool));
  }

  /** A convolution with normalisation and ReLU. */
  private static Operand<TFloat32> unit(
      Layers layers, String name, Operand<TFloat32> x, int kernel, int inputs, int outputs) {
    Operand<TFloat32> y = layers.convolution(name + ".conv", x, kernel, inputs, outputs, 1);
    return layers.relu(name + ".relu", layers.batchNormalization(name + ".bn", y, outputs));
  }
}
