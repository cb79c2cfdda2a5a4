package io.github.approxifer.bench.accuracy.study;

import java.util.Arrays;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/**
 * Trains the layers of a {@link SmallNetwork} in place by Adam (Kingma and Ba 2015) with the usual
 * moments 0.9 and 0.999. Confined to one thread.
 */
final class Training {
  private static final int BATCH = 100;
  private static final float RATE = 0.002f;
  private static final float FIRST = 0.9f;
  private static final float SECOND = 0.999f;
  private static final float TINY = 1e-8f;

  private final SmallNetwork.Layer[] layers;
  private final float[][] activations;
  private final float[][] errors;
  private final Moments[] weights;
  private final Moments[] biases;

  Training(SmallNetwork.Layer[] layers) {
    this.layers = layers;
    this.activations = SmallNetwork.activations(layers);
    this.errors = SmallNetwork.activations(layers);
    this.weights = new Moments[layers.length];
    this.biases = new Moments[layers.length];
    for (int l = 0; l < layers.length; l++) {
      weights[l] = new Moments(layers[l].weights);
      biases[l] = new Moments(layers[l].biases);
    }
  }

  void run(FMatrixRMaj images, int[] labels, int epochs, Random random) {
    int count = labels.length;
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    int steps = epochs * ((count + BATCH - 1) / BATCH);
    int step = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
      shuffle(order, random);
      for (int begin = 0; begin < count; begin += BATCH) {
        int end = Math.min(count, begin + BATCH);
        for (int i = begin; i < end; i++) {
          System.arraycopy(
              images.data, order[i] * images.numCols, activations[0], 0, images.numCols);
          SmallNetwork.forward(layers, activations);
          backward(labels[order[i]]);
        }
        step++;
        update(end - begin, step, RATE * (1 - (step - 1f) / steps));
      }
    }
  }

  private void backward(int label) {
    float[] scores = activations[layers.length];
    float[] error = errors[layers.length];
    float greatest = scores[0];
    for (float score : scores) {
      greatest = Math.max(greatest, score);
    }
    float sum = 0;
    for (int c = 0; c < scores.length; c++) {
      error[c] = (float) Math.exp(scores[c] - greatest);
      sum += error[c];
    }
    for (int c = 0; c < scores.length; c++) {
      error[c] /= sum;
    }
    error[label] -= 1;
    for (int l = layers.length - 1; l >= 0; l--) {
      backwardLayer(l);
    }
  }

  private void backwardLayer(int l) {
    int outputs = layers[l].outputs;
    float[] x = activations[l];
    float[] above = errors[l + 1];
    float[] below = errors[l];
    for (int i = 0; i < layers[l].inputs; i++) {
      // A rectified input that is zero passes nothing on, in either direction.
      if (x[i] != 0) {
        SmallNetwork.addScaled(x[i], above, 0, weights[l].gradient, i * outputs, outputs);
        below[i] = l == 0 ? 0 : dot(layers[l].weights, i * outputs, above);
      } else {
        below[i] = 0;
      }
    }
    SmallNetwork.addScaled(1, above, 0, biases[l].gradient, 0, outputs);
  }

  private static float dot(float[] w, int w0, float[] y) {
    float a = 0;
    float b = 0;
    int i = 0;
    for (; i + 1 < y.length; i += 2) {
      a += w[w0 + i] * y[i];
      b += w[w0 + i + 1] * y[i + 1];
    }
    return i < y.length ? a + b + w[w0 + i] * y[i] : a + b;
  }

  private void update(int batch, int step, float rate) {
    float firstScale = (float) (1 / (1 - Math.pow(FIRST, step)));
    float secondScale = (float) (1 / (1 - Math.pow(SECOND, step)));
    for (int l = 0; l < layers.length; l++) {
      weights[l].update(batch, rate, firstScale, secondScale);
      biases[l].update(batch, rate, firstScale, secondScale);
    }
  }

  private static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = order[j];
      order[j] = order[i];
      order[i] = other;
    }
  }

  /** The gradient of some parameters, summed over a batch, and Adam's two running means. */
  private static final class Moments {
    private final float[] parameters;
    private final float[] gradient;
    private final float[] first;
    private final float[] second;

    Moments(float[] parameters) {
      this.parameters = parameters;
      this.gradient = new float[parameters.length];
      this.first = new float[parameters.length];
      this.second = new float[parameters.length];
    }

    void update(int batch, float rate, float firstScale, float secondScale) {
      for (int i = 0; i < parameters.length; i++) {
        float g = gradient[i] / batch;
        first[i] = FIRST * first[i] + (1 - FIRST) * g;
        second[i] = SECOND * second[i] + (1 - SECOND) * g * g;
        parameters[i] -=
            rate * (firstScale * first[i]) / ((float) Math.sqrt(secondScale * second[i]) + TINY);
        gradient[i] = 0;
      }
    }
  }
}
