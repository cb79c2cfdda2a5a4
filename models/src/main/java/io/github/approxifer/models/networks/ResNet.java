package io.github.approxifer.models.networks;

import io.github.approxifer.models.ImageShape;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Residual networks for small images: a 3 x 3 convolution of stride 1, a 3 x 3 max-pooling of
 * stride 2, four stages of residual blocks with 64, 128, 256 and 512 channels (four times as many
 * at the end of a bottleneck block), of which the last three halve the image, the mean over the
 * image, and a dense layer to the logits.
 *
 * <p>Source: He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition, 2016. The first
 * convolution is 3 x 3 of stride 1 instead of 7 x 7 of stride 2, as the images are small. In a
 * bottleneck block the 3 x 3 convolution carries the stride, as in PyTorch; the paper has it in the
 * first 1 x 1. Parameters are named as in PyTorch.
 */
public final class ResNet extends ImageNetwork {

  /** The kinds of residual block. */
  private enum Block {
    /** Two 3 x 3 convolutions. */
    BASIC(1),
    /** A 1 x 1, a 3 x 3 and a 1 x 1 convolution. */
    BOTTLENECK(4);

    private final int expansion;

    Block(int expansion) {
      this.expansion = expansion;
    }
  }

  /** The channels of the first stage, and whether a max-pooling comes before it. */
  private record Stem(int channels, boolean pooled) {}

  private final Block block;
  private final List<Integer> blocks;
  private final Stem stem;

  private ResNet(
      String name, ImageShape inputShape, int classes, Block block, List<Integer> blocks) {
    this(name, inputShape, classes, block, blocks, new Stem(64, true));
  }

  private ResNet(
      String name,
      ImageShape inputShape,
      int classes,
      Block block,
      List<Integer> blocks,
      Stem stem) {
    super(name, inputShape, classes);
    this.block = block;
    this.blocks = blocks;
    this.stem = stem;
  }

  /**
   * ResNet-20, the light one: three stages of three basic blocks with 16, 32 and 64 channels, no
   * max-pooling; 0.27 million parameters. The paper's network for CIFAR-10 (section 4.2), with 1 x
   * 1 convolutions instead of zeros on the shortcuts that change shape.
   *
   * @param inputShape the shape of one image
   * @param classes the number of logits, at least 1
   * @return the network
   * @throws IllegalArgumentException if {@code classes} is below 1
   */
  public static ResNet resNet20(ImageShape inputShape, int classes) {
    return new ResNet(
        "resnet20", inputShape, classes, Block.BASIC, List.of(3, 3, 3), new Stem(16, false));
  }

  /**
   * ResNet-18: two basic blocks a stage.
   *
   * @param inputShape the shape of one image
   * @param classes the number of logits, at least 1
   * @return the network
   * @throws IllegalArgumentException if {@code classes} is below 1
   */
  public static ResNet resNet18(ImageShape inputShape, int classes) {
    return new ResNet("resnet18", inputShape, classes, Block.BASIC, List.of(2, 2, 2, 2));
  }

  /**
   * ResNet-34: 3, 4, 6 and 3 basic blocks.
   *
   * @param inputShape the shape of one image
   * @param classes the number of logits, at least 1
   * @return the network
   * @throws IllegalArgumentException if {@code classes} is below 1
   */
  public static ResNet resNet34(ImageShape inputShape, int classes) {
    return new ResNet("resnet34", inputShape, classes, Block.BASIC, List.of(3, 4, 6, 3));
  }

  /**
   * ResNet-50: 3, 4, 6 and 3 bottleneck blocks.
   *
   * @param inputShape the shape of one image
   * @param classes the number of logits, at least 1
   * @return the network
   * @throws IllegalArgumentException if {@code classes} is below 1
   */
  public static ResNet resNet50(ImageShape inputShape, int classes) {
    return new ResNet("resnet50", inputShape, classes, Block.BOTTLENECK, List.of(3, 4, 6, 3));
  }

  /**
   * ResNet-152: 3, 8, 36 and 3 bottleneck blocks.
   *
   * @param inputShape the shape of one image
   * @param classes the number of logits, at least 1
   * @return the network
   * @throws IllegalArgumentException if {@code classes} is below 1
   */
  public static ResNet resNet152(ImageShape inputShape, int classes) {
    return new ResNet("resnet152", inputShape, classes, Block.BOTTLENECK, List.of(3, 8, 36, 3));
  }

  @Override
  public Operand<TFloat32> logits(Layers layers, Operand<TFloat32> images) {
    int channels = stem.channels();
    Operand<TFloat32> x =
        layers.convolution("conv1", images, 3, inputShape().channels(), channels, 1);
    x = layers.relu("relu1", layers.batchNormalization("bn1", x, channels));
    if (stem.pooled()) {
      x = layers.maxPooling("maxpool", x, 3, 2);
    }
    for (int stage = 0; stage < blocks.size(); stage++) {
      int width = stem.channels() << stage;
      for (int index = 0; index < blocks.get(stage); index++) {
        int stride = stage > 0 && index == 0 ? 2 : 1;
        String prefix = "layer" + (stage + 1) + "." + index;
        x = residual(layers, prefix, x, channels, width, stride);
        channels = width * block.expansion;
      }
    }
    return layers.dense("fc", layers.meanPooling("avgpool", x), channels, classes());
  }

  private Operand<TFloat32> residual(
      Layers layers, String prefix, Operand<TFloat32> x, int channels, int width, int stride) {
    int outputs = width * block.expansion;
    Operand<TFloat32> branch =
        block == Block.BASIC
            ? basic(layers, prefix, x, channels, width, stride)
            : bottleneck(layers, prefix, x, channels, width, stride);
    Operand<TFloat32> shortcut = x;
    if (stride != 1 || channels != outputs) {
      String name = prefix + ".downsample";
      shortcut = layers.convolution(name + ".0", x, 1, channels, outputs, stride);
      shortcut = layers.batchNormalization(name + ".1", shortcut, outputs);
    }
    return layers.relu(prefix + ".relu", layers.add(prefix + ".add", branch, shortcut));
  }

  private static Operand<TFloat32> basic(
      Layers layers, String prefix, Operand<TFloat32> x, int channels, int width, int stride) {
    Operand<TFloat32> y = layers.convolution(prefix + ".conv1", x, 3, channels, width, stride);
    y = layers.relu(prefix + ".relu1", layers.batchNormalization(prefix + ".bn1", y, width));
    y = layers.convolution(prefix + ".conv2", y, 3, width, width, 1);
    return layers.batchNormalization(prefix + ".bn2", y, width);
  }

  private static Operand<TFloat32> bottleneck(
      Layers layers, String prefix, Operand<TFloat32> x, int channels, int width, int stride) {
    Operand<TFloat32> y = layers.convolution(prefix + ".conv1", x, 1, channels, width, 1);
    y = layers.relu(prefix + ".relu1", layers.batchNormalization(prefix + ".bn1", y, width));
    y = layers.convolution(prefix + ".conv2", y, 3, width, width, stride);
    y = layers.relu(prefix + ".relu2", layers.batchNormalization(prefix + ".bn2", y, width));
    y = layers.convolution(prefix + ".conv3", y, 1, width, 4 * width, 1);
    return layers.batchNormalization(prefix + ".bn3", y, 4 * width);
  }
}
