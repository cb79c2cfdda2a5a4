package io.github.approxifer.models.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.networks.Reference.Image;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.Parameter;
import io.github.approxifer.models.weights.Parameter.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A small network with every layer, through SavedModel and DJL, against plain Java. */
class LayersTest {

  private static final int CLASSES = 3;
  private static final RandomValues VALUES = new RandomValues();

  /**
   * Convolution, normalisation, pooling, a branch of stride 2 with a shortcut, and a dense layer.
   */
  private record SmallNetwork(ImageShape inputShape) implements Network {
    @Override
    public String name() {
      return "small";
    }

    @Override
    public int classes() {
      return CLASSES;
    }

    @Override
    public Operand<TFloat32> logits(Layers layers, Operand<TFloat32> images) {
      Operand<TFloat32> x = layers.convolution("conv1", images, 3, inputShape.channels(), 4, 1);
      x = layers.batchNormalization("bn1", x, 4);
      // No ReLU before the pooling: negative values tell padding with zeros from minus infinity.
      x = layers.maxPooling("pool", x, 3, 2);
      Operand<TFloat32> branch = layers.relu("relu", layers.convolution("conv2", x, 3, 4, 5, 2));
      Operand<TFloat32> shortcut = layers.convolution("conv3", x, 1, 4, 5, 2);
      x = layers.add("add", branch, shortcut);
      return layers.dense("fc", layers.meanPooling("mean", x), 5, CLASSES);
    }
  }

  /** Even and odd sizes: with PyTorch's padding they are met differently by a stride of 2. */
  @ParameterizedTest
  @CsvSource({"8, 8, 1", "8, 8, 3", "7, 7, 3", "9, 6, 2", "5, 10, 1"})
  void agreesWithPlainJava(int height, int width, int channels) throws IOException {
    Network network = new SmallNetwork(new ImageShape(height, width, channels));
    int size = network.inputShape().size();
    int batch = 3;
    float[] inputs = new float[batch * size];
    Random random = new Random(5);
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    try (Model model = Networks.serve(network, VALUES, TensorFlowThreads.single())) {
      float[] logits = model.predict(inputs, batch);
      for (int row = 0; row < batch; row++) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
          values[i] = inputs[row * size + i];
        }
        double[] expected = plainJava(new Image(height, width, channels, values));
        for (int c = 0; c < CLASSES; c++) {
          // At most 5 layers of sums of 36 terms of size 1: 2^-24 * 36 * 5 is 1e-5.
          assertThat((double) logits[row * CLASSES + c]).isCloseTo(expected[c], within(1e-5));
        }
      }
    }
  }

  private static double[] plainJava(Image image) {
    Image x =
        Reference.convolution(image, kernel("conv1.weight", 3, 3, image.channels(), 4), 3, 4, 1);
    x =
        Reference.batchNormalization(
            x,
            value("bn1.weight", Kind.SCALE, 4),
            value("bn1.bias", Kind.SHIFT, 4),
            value("bn1.running_mean", Kind.RUNNING_MEAN, 4),
            value("bn1.running_var", Kind.RUNNING_VARIANCE, 4));
    x = Reference.maxPooling(x, 3, 2);
    Image branch =
        Reference.relu(Reference.convolution(x, kernel("conv2.weight", 3, 3, 4, 5), 3, 5, 2));
    Image shortcut = Reference.convolution(x, kernel("conv3.weight", 1, 1, 4, 5), 1, 5, 2);
    return Reference.dense(
        Reference.meanPooling(Reference.add(branch, shortcut)),
        value("fc.weight", Kind.DENSE_KERNEL, 5, CLASSES),
        value("fc.bias", Kind.BIAS, CLASSES));
  }

  private static float[] kernel(String name, Integer... shape) {
    return value(name, Kind.CONVOLUTION_KERNEL, shape);
  }

  private static float[] value(String name, Kind kind, Integer... shape) {
    return VALUES.values(new Parameter(name, kind, List.of(shape)));
  }
}
