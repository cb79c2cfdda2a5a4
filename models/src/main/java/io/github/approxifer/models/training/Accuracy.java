package io.github.approxifer.models.training;

import io.github.approxifer.models.Model;
import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.ParameterValues;
import java.io.IOException;

/** Runs a trained network over a dataset, as it is served: through SavedModel and DJL. */
public final class Accuracy {

  private static final int BATCH = 100;

  private Accuracy() {}

  /**
   * Computes how often a network is right.
   *
   * @param network the network
   * @param values its parameters
   * @param images the images, in the network's shape
   * @return the part of the images whose largest logit is that of the label, from 0 to 1
   * @throws IOException if the temporary SavedModel cannot be written
   */
  public static double of(Network network, ParameterValues values, Dataset images)
      throws IOException {
    int classes = network.classes();
    float[] logits = outputs(network, values, images);
    int right = 0;
    for (int image = 0; image < images.size(); image++) {
      right += best(logits, image * classes, classes) == images.label(image) ? 1 : 0;
    }
    return (double) right / images.size();
  }

  /** The outputs for all images of a dataset, images x classes. */
  static float[] outputs(Network network, ParameterValues values, Dataset images)
      throws IOException {
    return outputs(network, values, images.size(), images::readBatch);
  }

  /** The outputs for all inputs, rows x classes. */
  static float[] outputs(Network network, ParameterValues values, float[] inputs)
      throws IOException {
    int size = network.inputShape().size();
    return outputs(
        network,
        values,
        inputs.length / size,
        (first, count, batch) -> System.arraycopy(inputs, first * size, batch, 0, count * size));
  }

  /** The outputs for all queries of a recording, queries x classes. */
  static float[] outputs(Network network, ParameterValues values, Recording recording)
      throws IOException {
    int size = network.inputShape().size();
    return outputs(
        network,
        values,
        recording.size(),
        (first, count, batch) -> {
          for (int row = 0; row < count; row++) {
            recording.query(first + row, batch, row * size);
          }
        });
  }

  private interface Source {
    void read(int first, int count, float[] destination);
  }

  private static float[] outputs(Network network, ParameterValues values, int rows, Source source)
      throws IOException {
    int size = network.inputShape().size();
    int classes = network.classes();
    float[] outputs = new float[rows * classes];
    try (Model model = Networks.serve(network, values, TensorFlowThreads.allCores())) {
      for (int first = 0; first < rows; first += BATCH) {
        int count = Math.min(BATCH, rows - first);
        float[] inputs = new float[count * size];
        source.read(first, count, inputs);
        System.arraycopy(
            model.predict(inputs, count), 0, outputs, first * classes, count * classes);
      }
    }
    return outputs;
  }

  /** The index of the largest of {@code count} values, counted from {@code from}. */
  static int best(float[] values, int from, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }
}
