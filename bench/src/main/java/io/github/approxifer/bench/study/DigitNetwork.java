package io.github.approxifer.bench.study;

import io.github.approxifer.coding.kernel.RowCombiner;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/**
 * A multilayer perceptron 784-256-128-10 with rectified linear units, trained with Adam on the
 * cross-entropy. Its answer is the logits.
 */
final class DigitNetwork {
  private static final int[] SIZES = {784, 256, 128, 10};
  private static final int BATCH = 128;

  private final FMatrixRMaj[] weights = new FMatrixRMaj[3];
  private final float[][] biases = new float[3][];

  /** Trains a network. */
  static DigitNetwork train(DigitImages data, int epochs, long seed) {
    DigitNetwork network = new DigitNetwork();
    Random random = new Random(seed);
    for (int layer = 0; layer < 3; layer++) {
      FMatrixRMaj matrix = new FMatrixRMaj(SIZES[layer], SIZES[layer + 1]);
      double deviation = Math.sqrt(2.0 / SIZES[layer]);
      for (int i = 0; i < matrix.data.length; i++) {
        matrix.data[i] = (float) (deviation * random.nextGaussian());
      }
      network.weights[layer] = matrix;
      network.biases[layer] = new float[SIZES[layer + 1]];
    }
    Adam[] adam = new Adam[6];
    for (int layer = 0; layer < 3; layer++) {
      adam[layer] = new Adam(network.weights[layer].data.length);
      adam[3 + layer] = new Adam(network.biases[layer].length);
    }
    int count = data.labels().length;
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int i = count - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swapped = order[i];
        order[i] = order[j];
        order[j] = swapped;
      }
      double rate = 1e-3 * 0.5 * (1 + Math.cos(Math.PI * epoch / epochs));
      for (int begin = 0; begin + BATCH <= count; begin += BATCH) {
        network.step(data, order, begin, adam, rate);
      }
    }
    return network;
  }

  /**
   * The logits of some images.
   *
   * @param images n x 784, not modified
   * @return n x 10
   */
  FMatrixRMaj predict(FMatrixRMaj images) {
    FMatrixRMaj activation = images;
    for (int layer = 0; layer < 3; layer++) {
      activation = product(activation, weights[layer]);
      addBias(activation, biases[layer], layer < 2);
    }
    return activation;
  }

  private void step(DigitImages data, int[] order, int begin, Adam[] adam, double rate) {
    FMatrixRMaj[] activations = new FMatrixRMaj[4];
    activations[0] = new FMatrixRMaj(BATCH, SIZES[0]);
    for (int i = 0; i < BATCH; i++) {
      int source = order[begin + i] * SIZES[0];
      System.arraycopy(data.images().data, source, activations[0].data, i * SIZES[0], SIZES[0]);
    }
    for (int layer = 0; layer < 3; layer++) {
      activations[layer + 1] = product(activations[layer], weights[layer]);
      addBias(activations[layer + 1], biases[layer], layer < 2);
    }
    FMatrixRMaj gradient = activations[3];
    for (int i = 0; i < BATCH; i++) {
      softmaxLessLabel(gradient.data, i * 10, data.labels()[order[begin + i]]);
    }
    for (int layer = 2; layer >= 0; layer--) {
      FMatrixRMaj ofWeights = product(transposed(activations[layer]), gradient);
      float[] ofBiases = new float[SIZES[layer + 1]];
      for (int i = 0; i < gradient.data.length; i++) {
        ofBiases[i % ofBiases.length] += gradient.data[i];
      }
      FMatrixRMaj below = layer > 0 ? product(gradient, transposed(weights[layer])) : gradient;
      adam[layer].update(weights[layer].data, ofWeights.data, rate);
      adam[3 + layer].update(biases[layer], ofBiases, rate);
      if (layer > 0) {
        for (int i = 0; i < below.data.length; i++) {
          if (activations[layer].data[i] <= 0) {
            below.data[i] = 0;
          }
        }
      }
      gradient = below;
    }
  }

  private static void softmaxLessLabel(float[] logits, int offset, int label) {
    float greatest = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < 10; c++) {
      greatest = Math.max(greatest, logits[offset + c]);
    }
    double sum = 0;
    for (int c = 0; c < 10; c++) {
      sum += Math.exp(logits[offset + c] - greatest);
    }
    for (int c = 0; c < 10; c++) {
      double probability = Math.exp(logits[offset + c] - greatest) / sum;
      logits[offset + c] = (float) ((probability - (c == label ? 1 : 0)) / BATCH);
    }
  }

  private static void addBias(FMatrixRMaj values, float[] bias, boolean rectify) {
    for (int i = 0; i < values.data.length; i++) {
      float sum = values.data[i] + bias[i % bias.length];
      values.data[i] = rectify ? Math.max(sum, 0) : sum;
    }
  }

  /** The coding module's kernel does for these products, too. */
  private static FMatrixRMaj product(FMatrixRMaj left, FMatrixRMaj right) {
    DMatrixRMaj matrix = new DMatrixRMaj(left.numRows, left.numCols);
    for (int i = 0; i < matrix.data.length; i++) {
      matrix.data[i] = left.data[i];
    }
    return RowCombiner.of(matrix).apply(right, null);
  }

  private static FMatrixRMaj transposed(FMatrixRMaj matrix) {
    FMatrixRMaj result = new FMatrixRMaj(matrix.numCols, matrix.numRows);
    for (int i = 0; i < matrix.numRows; i++) {
      for (int j = 0; j < matrix.numCols; j++) {
        result.data[j * matrix.numRows + i] = matrix.data[i * matrix.numCols + j];
      }
    }
    return result;
  }

  /** Kingma and Ba, ICLR 2015, with the usual constants. */
  private static final class Adam {
    private final float[] mean;
    private final float[] square;
    private int steps;

    Adam(int size) {
      mean = new float[size];
      square = new float[size];
    }

    void update(float[] parameters, float[] gradient, double rate) {
      steps++;
      double size = rate * Math.sqrt(1 - Math.pow(0.999, steps)) / (1 - Math.pow(0.9, steps));
      for (int i = 0; i < parameters.length; i++) {
        mean[i] += 0.1f * (gradient[i] - mean[i]);
        square[i] += 0.001f * (gradient[i] * gradient[i] - square[i]);
        parameters[i] -= (float) (size * mean[i] / (Math.sqrt(square[i]) + 1e-8));
      }
    }
  }
}
