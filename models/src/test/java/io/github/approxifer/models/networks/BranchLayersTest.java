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

/** The layers of VGG, DenseNet, GoogLeNet and LeNet, through SavedModel and DJL, against Java. */
class BranchLayersTest {

  private static final RandomValues VALUES = new RandomValues();

  /** Each layer once; what comes out is flattened, so that nothing hides behind a mean. */
  private record Branches(ImageShape inputShape) implements Network {
    @Override
    public String name() {
      return "branches";
    }

    @Override
    public int classes() {
      return rows() * columns() * 7;
    }

    private int rows() {
      return (inputShape.height() + 1) / 2 / 2;
    }

    private int columns() {
      return (inputShape.width() + 1) / 2 / 2;
    }

    @Override
    public Operand<TFloat32> logits(Layers layers, Operand<TFloat32> images) {
      Operand<TFloat32> x = layers.biasedConvolution("conv", images, 3, 2, 4, true);
      Operand<TFloat32> one = layers.trailingMaxPooling("max3", x, 3, 2);
      Operand<TFloat32> two =
          layers.trailingMaxPooling(
              "max2", layers.biasedConvolution("conv1", x, 1, 4, 3, false), 2, 2);
      x = layers.concatenation("concat", List.of(one, two));
      x = layers.averagePooling("average", x, 2);
      return layers.flattened("flat", x, classes());
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 8", "7, 7", "6, 9", "5, 4"})
  void agreeWithPlainJava(int height, int width) throws IOException {
    Branches network = new Branches(new ImageShape(height, width, 2));
    float[] inputs = new float[2 * height * width * 2];
    Random random = new Random(9);
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    try (Model model = Networks.serve(network, VALUES, TensorFlowThreads.single())) {
      float[] outputs = model.predict(inputs, 2);
      int size = height * width * 2;
      for (int row = 0; row < 2; row++) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
          values[i] = inputs[row * size + i];
        }
        double[] expected = plainJava(network, new Image(height, width, 2, values));
        for (int i = 0; i < network.classes(); i++) {
          // Two layers of sums of at most 18 terms of size 1 in float32.
          assertThat((double) outputs[row * network.classes() + i])
              .as("image %s, output %s", row, i)
              .isCloseTo(expected[i], within(1e-5));
        }
      }
    }
  }

  private static double[] plainJava(Branches network, Image image) {
    Image x = convolution(image, "conv", 3, 2, 4);
    Image one = trailingMaximum(x, 3);
    Image two = trailingMaximum(convolution(x, "conv1", 1, 4, 3), 2);
    double[] flat = new double[network.classes()];
    for (int i = 0; i < flat.length; i++) {
      int channel = i % 7;
      int column = i / 7 % network.columns();
      int row = i / 7 / network.columns();
      for (int part = 0; part < 4; part++) {
        int y = 2 * row + part / 2;
        int u = 2 * column + part % 2;
        flat[i] += (channel < 4 ? one.at(y, u, channel) : two.at(y, u, channel - 4)) / 4;
      }
    }
    return flat;
  }

  private static Image convolution(Image in, String name, int size, int inputs, int outputs) {
    float[] kernel =
        VALUES.values(
            new Parameter(
                name + ".weight", Kind.CONVOLUTION_KERNEL, List.of(size, size, inputs, outputs)));
    float[] bias = VALUES.values(new Parameter(name + ".bias", Kind.BIAS, List.of(outputs)));
    Image out = Reference.convolution(in, kernel, size, outputs, 1);
    double[] values = out.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += bias[i % outputs];
    }
    return new Image(out.height(), out.width(), outputs, values);
  }

  /**
   * Windows of stride 2 that begin where the padding of the whole, split with the smaller half
   * first, lets them: TensorFlow's definition of SAME, which for odd sides begins one before.
   */
  private static Image trailingMaximum(Image in, int window) {
    int height = (in.height() + 1) / 2;
    int width = (in.width() + 1) / 2;
    int above = Math.max(0, (height - 1) * 2 + window - in.height()) / 2;
    int left = Math.max(0, (width - 1) * 2 + window - in.width()) / 2;
    double[] values = new double[height * width * in.channels()];
    for (int i = 0; i < values.length; i++) {
      int c = i % in.channels();
      int x = i / in.channels() % width;
      int y = i / in.channels() / width;
      double best = Double.NEGATIVE_INFINITY;
      for (int v = 2 * y - above; v < 2 * y - above + window; v++) {
        for (int u = 2 * x - left; u < 2 * x - left + window; u++) {
          best = in.contains(v, u) ? Math.max(best, in.at(v, u, c)) : best;
        }
      }
      values[i] = best;
    }
    return new Image(height, width, in.channels(), values);
  }
}
