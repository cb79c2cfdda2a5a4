package io.github.approxifer.models.networks;

import io.github.approxifer.models.ImageShape;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * VGG-16 with batch normalisation for small images: five stages of 3 x 3 convolutions with bias,
 * each followed by a 2 x 2 max-pooling, the mean over what is left of the image, and three dense
 * layers of 4096, 4096 and as many outputs as there are classes. 33.647 million parameters for 10
 * classes and 3 channels.
 *
 * <p>Source: Simonyan, Zisserman: Very Deep Convolutional Networks, 2015, configuration D, with the
 * batch normalisation of PyTorch's {@code vgg16_bn}. Parameters are named as there. No dropout, in
 * training neither.
 */
public final class Vgg extends ImageNetwork {

  private static final int HIDDEN = 4096;

  private final List<List<Integer>> stages;

  private Vgg(String name, ImageShape inputShape, int classes, List<List<Integer>> stages) {
    super(name, inputShape, classes);
    this.stages = stages;
  }

  /**
   * VGG-16 with batch normalisation.
   *
   * @param inputShape the shape of one image
   * @param classes the number of logits, at least 1
   * @return the network
   * @throws IllegalArgumentException if {@code classes} is below 1
   */
  public static Vgg vgg16(ImageShape inputShape, int classes) {
    return new Vgg(
        "vgg16",
        inputShape,
        classes,
        List.of(
            List.of(64, 64),
            List.of(128, 128),
            List.of(256, 256, 256),
            List.of(512, 512, 512),
            List.of(512, 512, 512)));
  }

  @Override
  public Operand<TFloat32> logits(Layers layers, Operand<TFloat32> images) {
    Operand<TFloat32> x = images;
    int channels = inputShape().channels();
    int index = 0;
    for (List<Integer> stage : stages) {
      for (int outputs : stage) {
        String convolution = "features." + index;
        x = layers.biasedConvolution(convolution, x, 3, channels, outputs, true);
        x = layers.batchNormalization("features." + (index + 1), x, outputs);
        x = layers.relu("features." + (index + 2), x);
        channels = outputs;
        index += 3;
      }
      x = layers.trailingMaxPooling("features." + index, x, 2, 2);
      index++;
    }
    x = layers.meanPooling("avgpool", x);
    x = layers.relu("classifier.1", layers.dense("classifier.0", x, channels, HIDDEN));
    x = layers.relu("classifier.4", layers.dense("classifier.3", x, HIDDEN, HIDDEN));
    return layers.dense("classifier.6", x, HIDDEN, classes());
  }
}
