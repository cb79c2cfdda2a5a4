package io.github.approxifer.bench.accuracy.study;

import io.github.approxifer.bench.accuracy.measure.LabelledImages;
import io.github.approxifer.coding.answers.Answers;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/**
 * A fully connected network with ReLU between its layers and plain scores (logits) at the end,
 * small enough to train in plain Java in a minute.
 *
 * <p>With the sizes 784, 256, 128, 10 and five epochs it classifies 98.2 % of the MNIST test
 * images. The same seed gives the same network to the last bit on every machine, because Java's
 * float arithmetic is exact to the standard and one thread does all of it. Immutable and
 * thread-safe after training.
 */
public final class SmallNetwork {
  private final Layer[] layers;

  private SmallNetwork(Layer[] layers) {
    this.layers = layers;
  }

  /**
   * Trains a network to classify, by Adam on the cross-entropy of the softmax, in batches of 100,
   * with a rate that falls linearly from 0.002 to zero.
   *
   * @param sizes the widths from input to output, at least two; the last is the number of classes
   * @param images n x d, d the first size; not modified
   * @param labels n classes, from 0 to the last size less 1
   * @param epochs how many times to go through the images, at least 1
   * @param seed of the first weights and of the order of the images
   * @return the network
   * @throws IllegalArgumentException if sizes, images and labels do not fit together
   */
  public static SmallNetwork train(
      int[] sizes, FMatrixRMaj images, int[] labels, int epochs, long seed) {
    if (sizes.length < 2 || epochs < 1) {
      throw new IllegalArgumentException(
          "a network needs at least 2 sizes and 1 epoch, but got "
              + sizes.length
              + " and "
              + epochs);
    }
    if (images.numCols != sizes[0] || images.numRows != labels.length) {
      throw new IllegalArgumentException(
          "%d images of %d pixels with %d labels do not fit a network of %d inputs"
              .formatted(images.numRows, images.numCols, labels.length, sizes[0]));
    }
    Random random = new Random(seed);
    Layer[] layers = new Layer[sizes.length - 1];
    for (int l = 0; l < layers.length; l++) {
      layers[l] = Layer.random(sizes[l], sizes[l + 1], random);
    }
    new Training(layers).run(images, labels, epochs, random);
    return new SmallNetwork(layers);
  }

  /**
   * The network of the studies: 784-256-128-10, trained on MNIST for five epochs.
   *
   * @param images MNIST's training images, or a part of them
   * @return the network
   */
  public static SmallNetwork forDigits(LabelledImages images) {
    return train(new int[] {784, 256, 128, 10}, images.images(), images.labels(), 5, 1);
  }

  /**
   * Evaluates the network.
   *
   * @param inputs n x d; not modified
   * @return n x c, the scores of the classes, a new matrix
   * @throws IllegalArgumentException if d is not the width of the input
   */
  public FMatrixRMaj predict(FMatrixRMaj inputs) {
    int inputSize = layers[0].inputs;
    if (inputs.numCols != inputSize) {
      throw new IllegalArgumentException(
          "the network takes " + inputSize + " elements, but got " + inputs.numCols);
    }
    int classes = layers[layers.length - 1].outputs;
    FMatrixRMaj scores = new FMatrixRMaj(inputs.numRows, classes);
    float[][] activations = activations(layers);
    for (int row = 0; row < inputs.numRows; row++) {
      System.arraycopy(inputs.data, row * inputSize, activations[0], 0, inputSize);
      forward(layers, activations);
      System.arraycopy(activations[layers.length], 0, scores.data, row * classes, classes);
    }
    return scores;
  }

  /**
   * The share of the images whose highest score is that of their class.
   *
   * @param images images of d pixels
   * @return a number from 0 to 1
   */
  public double accuracy(LabelledImages images) {
    FMatrixRMaj scores = predict(images.images());
    int[] labels = images.labels();
    int right = 0;
    for (int row = 0; row < labels.length; row++) {
      right += Answers.largest(scores, row) == labels[row] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  /**
   * How many layers of weights there are.
   *
   * @return at least 1
   */
  public int depth() {
    return layers.length;
  }

  /**
   * The weights of a layer.
   *
   * @param layer 0..depth-1
   * @return inputs x outputs, a new matrix
   */
  public FMatrixRMaj weights(int layer) {
    FMatrixRMaj matrix = new FMatrixRMaj(layers[layer].inputs, layers[layer].outputs);
    System.arraycopy(layers[layer].weights, 0, matrix.data, 0, matrix.data.length);
    return matrix;
  }

  /**
   * What a layer adds to its products.
   *
   * @param layer 0..depth-1
   * @return one number for each output, a new array
   */
  public float[] biases(int layer) {
    return layers[layer].biases.clone();
  }

  /** Room for the input and the output of every layer. */
  static float[][] activations(Layer[] layers) {
    float[][] activations = new float[layers.length + 1][];
    activations[0] = new float[layers[0].inputs];
    for (int l = 0; l < layers.length; l++) {
      activations[l + 1] = new float[layers[l].outputs];
    }
    return activations;
  }

  static void forward(Layer[] layers, float[][] activations) {
    for (int l = 0; l < layers.length; l++) {
      layers[l].forward(activations[l], activations[l + 1], l + 1 < layers.length);
    }
  }

  /** Weights as rows of inputs, so that inputs that are zero (most pixels) cost nothing. */
  static final class Layer {
    final int inputs;
    final int outputs;
    final float[] weights;
    final float[] biases;

    private Layer(int inputs, int outputs) {
      this.inputs = inputs;
      this.outputs = outputs;
      this.weights = new float[inputs * outputs];
      this.biases = new float[outputs];
    }

    /** Normal weights of variance 2 / inputs (He et al. 2015). */
    static Layer random(int inputs, int outputs, Random random) {
      Layer layer = new Layer(inputs, outputs);
      double deviation = Math.sqrt(2.0 / inputs);
      for (int i = 0; i < layer.weights.length; i++) {
        layer.weights[i] = (float) (deviation * random.nextGaussian());
      }
      return layer;
    }

    void forward(float[] x, float[] y, boolean rectify) {
      System.arraycopy(biases, 0, y, 0, outputs);
      for (int i = 0; i < inputs; i++) {
        if (x[i] != 0) {
          addScaled(x[i], weights, i * outputs, y, 0, outputs);
        }
      }
      for (int o = 0; rectify && o < outputs; o++) {
        y[o] = Math.max(0, y[o]);
      }
    }
  }

  /** y += a x for a stretch of each. */
  static void addScaled(float a, float[] x, int x0, float[] y, int y0, int length) {
    for (int i = 0; i < length; i++) {
      y[y0 + i] += a * x[x0 + i];
    }
  }
}
