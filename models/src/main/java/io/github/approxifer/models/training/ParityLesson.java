package io.github.approxifer.models.training;

import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.weights.ParameterValues;
import io.github.approxifer.models.weights.SafetensorsFile;
import java.io.IOException;

/**
 * Sums of images with the sums of the base model's answers; begins as the base model.
 *
 * @param network the network
 * @param images the images
 * @param queries the queries that the parity model adds
 */
record ParityLesson(Network network, Material images, int queries) implements Lesson {

  @Override
  public String name() {
    return "parity" + queries + "-" + network.name();
  }

  @Override
  public Loss loss() {
    return Loss.UNEXPLAINED_VARIANCE;
  }

  @Override
  public double peakRate() {
    return Recipe.CONTINUED_PEAK_RATE;
  }

  @Override
  public Examples examples() throws IOException {
    try (SafetensorsFile base = images.weights(network)) {
      float[] outputs = Accuracy.outputs(network, base, images.train());
      return new ParityExamples(images.train(), outputs, queries);
    }
  }

  @Override
  public ParameterValues start() throws IOException {
    try (SafetensorsFile base = images.weights(network)) {
      return HeldValues.of(network, base);
    }
  }

  @Override
  public String judge(ParameterValues values, boolean quick) throws IOException {
    try (SafetensorsFile base = images.weights(network)) {
      return new ParityAccuracy(network, base, values, queries).describe(images.judges(quick));
    }
  }

  @Override
  public String describe() {
    return ", parity of " + queries + " queries";
  }
}
