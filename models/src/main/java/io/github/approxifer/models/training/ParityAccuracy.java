package io.github.approxifer.models.training;

import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.weights.ParameterValues;
import java.io.IOException;
import java.util.Locale;

/**
 * How often a ParM parity model recovers the right class of a lost answer: groups of k consecutive
 * images, each of the k answers lost once, recovered as the parity answer less the k - 1 others.
 */
final class ParityAccuracy {

  private final Network network;
  private final ParameterValues base;
  private final ParameterValues parity;
  private final int queries;

  ParityAccuracy(Network network, ParameterValues base, ParameterValues parity, int queries) {
    this.network = network;
    this.base = base;
    this.parity = parity;
    this.queries = queries;
  }

  String describe(Dataset images) throws IOException {
    int classes = network.classes();
    int size = images.inputShape().size();
    float[] outputs = Accuracy.outputs(network, base, images);
    int groups = images.size() / queries;
    float[] sums = new float[groups * size];
    float[] image = new float[size];
    for (int i = 0; i < groups * queries; i++) {
      images.read(i, image, 0);
      for (int j = 0; j < size; j++) {
        sums[i / queries * size + j] += image[j];
      }
    }
    float[] parities = Accuracy.outputs(network, parity, sums);
    int degraded = 0;
    int right = 0;
    for (int i = 0; i < groups * queries; i++) {
      float[] recovered = new float[classes];
      float[] own = new float[classes];
      for (int c = 0; c < classes; c++) {
        own[c] = outputs[i * classes + c];
        recovered[c] = parities[i / queries * classes + c] + own[c];
        for (int q = 0; q < queries; q++) {
          recovered[c] -= outputs[(i / queries * queries + q) * classes + c];
        }
      }
      degraded += Accuracy.best(recovered, 0, classes) == images.label(i) ? 1 : 0;
      right += Accuracy.best(own, 0, classes) == images.label(i) ? 1 : 0;
    }
    return String.format(
        Locale.ROOT,
        "accuracy of a recovered answer %.4f (of the base model's own %.4f) on %d images of %s",
        (double) degraded / (groups * queries),
        (double) right / (groups * queries),
        groups * queries,
        images.name());
  }
}
