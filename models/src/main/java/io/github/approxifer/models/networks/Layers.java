package io.github.approxifer.models.networks;

import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.weights.Parameter;
import io.github.approxifer.models.weights.Parameter.Kind;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/**
 * Adds single layers to a TensorFlow graph, for inference or for training. Tensors are batch x
 * height x width x channels.
 *
 * <p>Padding is PyTorch's: {@code k / 2} rows and columns on each side for an odd kernel size k.
 * TensorFlow's own SAME padding is the same for stride 1, but puts less on the first side for
 * stride 2, so there the padding is an operation of its own.
 *
 * <p>Not thread-safe, as the graph is not.
 */
public final class Layers {

  /** What batch normalisation adds to the variance before it takes the root. */
  private static final float EPSILON = 1e-5f;

  /** Receives what a batch normalisation measures on the batch while a network is trained. */
  @FunctionalInterface
  public interface BatchStatistics {

    /**
     * Called once for each batch normalisation when it is added to the graph.
     *
     * @param mean the running mean, as the function of parameters gave it
     * @param batchMean the mean over the batch, a value for each channel
     * @param variance the running variance, as the function of parameters gave it
     * @param batchVariance the variance over the batch, with n - 1 below the sum
     */
    void measured(
        Operand<TFloat32> mean,
        Operand<TFloat32> batchMean,
        Operand<TFloat32> variance,
        Operand<TFloat32> batchVariance);
  }

  private final Ops tf;
  private final Function<Parameter, Operand<TFloat32>> parameters;
  private final @Nullable BatchStatistics statistics;

  /**
   * Creates a builder of layers for inference.
   *
   * @param tf adds operations to the graph
   * @param parameters called once for each parameter; adds it to the graph as a constant, a
   *     variable or a placeholder
   */
  public Layers(Ops tf, Function<Parameter, Operand<TFloat32>> parameters) {
    this.tf = tf;
    this.parameters = parameters;
    this.statistics = null;
  }

  /**
   * Creates a builder of layers for training: batch normalisations use the mean and variance of the
   * batch.
   *
   * @param tf adds operations to the graph
   * @param parameters called once for each parameter; adds it to the graph as a variable
   * @param statistics receives the means and variances, for the running averages
   */
  public Layers(
      Ops tf, Function<Parameter, Operand<TFloat32>> parameters, BatchStatistics statistics) {
    this.tf = tf;
    this.parameters = parameters;
    this.statistics = statistics;
  }

  /**
   * A convolution without bias, with a square kernel.
   *
   * @param name the layer's name; the kernel is the parameter {@code name.weight}
   * @param input the input
   * @param kernel the kernel's height and width, odd
   * @param inputChannels the input's channels
   * @param outputChannels the output's channels
   * @param stride the step between outputs in rows and columns: every stride-th position
   * @return the output, height and width divided by the stride and rounded up
   */
  public Operand<TFloat32> convolution(
      String name,
      Operand<TFloat32> input,
      int kernel,
      int inputChannels,
      int outputChannels,
      int stride) {
    Operand<TFloat32> weight =
        parameter(
            name + ".weight",
            Kind.CONVOLUTION_KERNEL,
            kernel,
            kernel,
            inputChannels,
            outputChannels);
    List<Long> strides = List.of(1L, (long) stride, (long) stride, 1L);
    if (stride == 1) {
      return tf.withName(name).nn.conv2d(input, weight, strides, "SAME");
    }
    Operand<TFloat32> padded = pad(name, input, kernel / 2, 0);
    return tf.withName(name).nn.conv2d(padded, weight, strides, "VALID");
  }

  /**
   * A convolution of stride 1 with bias.
   *
   * @param name the layer's name; the parameters are {@code name.weight} and {@code name.bias}
   * @param input the input
   * @param kernel the kernel's height and width, odd
   * @param inputChannels the input's channels
   * @param outputChannels the output's channels
   * @param padded whether the input is padded so that the output is as large; otherwise it loses
   *     {@code kernel - 1} rows and columns
   * @return the output
   */
  public Operand<TFloat32> biasedConvolution(
      String name,
      Operand<TFloat32> input,
      int kernel,
      int inputChannels,
      int outputChannels,
      boolean padded) {
    Operand<TFloat32> weight =
        parameter(
            name + ".weight",
            Kind.CONVOLUTION_KERNEL,
            kernel,
            kernel,
            inputChannels,
            outputChannels);
    Operand<TFloat32> bias = parameter(name + ".bias", Kind.BIAS, outputChannels);
    List<Long> strides = List.of(1L, 1L, 1L, 1L);
    return tf.nn.biasAdd(
        tf.withName(name).nn.conv2d(input, weight, strides, padded ? "SAME" : "VALID"), bias);
  }

  /**
   * A batch normalisation with epsilon 1e-5: by the running mean and variance for inference, by
   * those of the batch for training.
   *
   * @param name the layer's name; the parameters are {@code name.weight}, {@code name.bias}, {@code
   *     name.running_mean} and {@code name.running_var}
   * @param input the input
   * @param channels the input's channels
   * @return the output, of the input's shape
   */
  public Operand<TFloat32> batchNormalization(String name, Operand<TFloat32> input, int channels) {
    Operand<TFloat32> scale = parameter(name + ".weight", Kind.SCALE, channels);
    Operand<TFloat32> shift = parameter(name + ".bias", Kind.SHIFT, channels);
    Operand<TFloat32> mean = parameter(name + ".running_mean", Kind.RUNNING_MEAN, channels);
    Operand<TFloat32> variance = parameter(name + ".running_var", Kind.RUNNING_VARIANCE, channels);
    if (statistics == null) {
      return tf.withName(name)
          .nn
          .fusedBatchNorm(
              input,
              scale,
              shift,
              mean,
              variance,
              FusedBatchNorm.epsilon(EPSILON),
              FusedBatchNorm.isTraining(false))
          .y();
    }
    // In training the operation wants empty tensors instead of running values.
    Operand<TFloat32> none = tf.constant(new float[0]);
    FusedBatchNorm<TFloat32, TFloat32> normalized =
        tf.withName(name)
            .nn
            .fusedBatchNorm(
                input,
                scale,
                shift,
                none,
                none,
                FusedBatchNorm.epsilon(EPSILON),
                FusedBatchNorm.isTraining(true));
    statistics.measured(mean, normalized.batchMean(), variance, normalized.batchVariance());
    return normalized.y();
  }

  /**
   * The positive part.
   *
   * @param name the operation's name
   * @param input the input
   * @return {@code max(input, 0)}
   */
  public Operand<TFloat32> relu(String name, Operand<TFloat32> input) {
    return tf.withName(name).nn.relu(input);
  }

  /**
   * The sum of two tensors of the same shape.
   *
   * @param name the operation's name
   * @param left the one
   * @param right the other
   * @return {@code left + right}
   */
  public Operand<TFloat32> add(String name, Operand<TFloat32> left, Operand<TFloat32> right) {
    return tf.withName(name).math.add(left, right);
  }

  /**
   * The maximum over square windows; positions outside the input count as minus infinity.
   *
   * @param name the operation's name
   * @param input the input
   * @param window the window's height and width, odd
   * @param stride the step between windows
   * @return the output, height and width divided by the stride and rounded up
   */
  public Operand<TFloat32> maxPooling(
      String name, Operand<TFloat32> input, int window, int stride) {
    Operand<TFloat32> padded = pad(name, input, window / 2, Float.NEGATIVE_INFINITY);
    return tf.withName(name)
        .nn
        .maxPool(padded, tf.array(1, window, window, 1), tf.array(1, stride, stride, 1), "VALID");
  }

  /**
   * The maximum over square windows side by side or overlapping, from the first row and column on.
   * Windows may reach beyond the last row and column, as with PyTorch's {@code ceil_mode}.
   *
   * @param name the operation's name
   * @param input the input
   * @param window the window's height and width, {@code stride} or one more
   * @param stride the step between windows
   * @return the output, height and width divided by the stride and rounded up
   */
  public Operand<TFloat32> trailingMaxPooling(
      String name, Operand<TFloat32> input, int window, int stride) {
    // TensorFlow's SAME puts what padding is needed after the last row first.
    return tf.withName(name)
        .nn
        .maxPool(input, tf.array(1, window, window, 1), tf.array(1, stride, stride, 1), "SAME");
  }

  /**
   * The mean over square windows side by side; rows and columns that fill no window are left out.
   *
   * @param name the operation's name
   * @param input the input
   * @param window the window's height and width, and the step between windows
   * @return the output, height and width divided by the window and rounded down
   */
  public Operand<TFloat32> averagePooling(String name, Operand<TFloat32> input, int window) {
    List<Long> windows = List.of(1L, (long) window, (long) window, 1L);
    return tf.withName(name).nn.avgPool(input, windows, windows, "VALID");
  }

  /**
   * Tensors of the same height and width, channels one after the other.
   *
   * @param name the operation's name
   * @param inputs the tensors, at least one
   * @return a tensor of all their channels
   */
  public Operand<TFloat32> concatenation(String name, List<Operand<TFloat32>> inputs) {
    return tf.withName(name).concat(inputs, tf.constant(3));
  }

  /**
   * All values of an image in a row.
   *
   * @param name the operation's name
   * @param input batch x height x width x channels
   * @param size height x width x channels
   * @return batch x size
   */
  public Operand<TFloat32> flattened(String name, Operand<TFloat32> input, int size) {
    return tf.withName(name).reshape(input, tf.array(-1, size));
  }

  /**
   * Square blocks of pixels side by side made into one pixel each; zeros fill up the last row and
   * column of blocks.
   *
   * @param name the operation's name
   * @param input the input
   * @param shape the input's height, width and channels
   * @param block the height and width of a block, at least 1; 1 for no change
   * @return the output, height and width divided by the block and rounded up, {@code block x block}
   *     times as many channels
   */
  public Operand<TFloat32> folded(
      String name, Operand<TFloat32> input, ImageShape shape, int block) {
    if (block == 1) {
      return input;
    }
    int below = Math.floorMod(-shape.height(), block);
    int right = Math.floorMod(-shape.width(), block);
    Operand<TFloat32> whole = input;
    if (below > 0 || right > 0) {
      int[][] paddings = {{0, 0}, {0, below}, {0, right}, {0, 0}};
      whole = tf.withName(name + ".pad").pad(input, tf.constant(paddings), tf.constant(0f));
    }
    return tf.withName(name).nn.spaceToDepth(whole, (long) block);
  }

  /**
   * The mean over all rows and columns.
   *
   * @param name the operation's name
   * @param input the input
   * @return batch x channels
   */
  public Operand<TFloat32> meanPooling(String name, Operand<TFloat32> input) {
    return tf.withName(name).math.mean(input, tf.array(1, 2), Mean.keepDims(false));
  }

  /**
   * A dense layer with bias.
   *
   * @param name the layer's name; the parameters are {@code name.weight} (inputs x outputs) and
   *     {@code name.bias}
   * @param input batch x inputs
   * @param inputs the inputs' number
   * @param outputs the outputs' number
   * @return batch x outputs
   */
  public Operand<TFloat32> dense(String name, Operand<TFloat32> input, int inputs, int outputs) {
    Operand<TFloat32> weight = parameter(name + ".weight", Kind.DENSE_KERNEL, inputs, outputs);
    Operand<TFloat32> bias = parameter(name + ".bias", Kind.BIAS, outputs);
    return tf.withName(name).nn.biasAdd(tf.linalg.matMul(input, weight), bias);
  }

  private Operand<TFloat32> pad(String name, Operand<TFloat32> input, int width, float value) {
    if (width == 0) {
      return input;
    }
    int[][] paddings = {{0, 0}, {width, width}, {width, width}, {0, 0}};
    return tf.withName(name + ".pad").pad(input, tf.constant(paddings), tf.constant(value));
  }

  private Operand<TFloat32> parameter(String name, Kind kind, Integer... shape) {
    return parameters.apply(new Parameter(name, kind, List.of(shape)));
  }
}
