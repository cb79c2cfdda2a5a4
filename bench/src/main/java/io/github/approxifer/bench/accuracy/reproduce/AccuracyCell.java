package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.coding.CodeParameters;

/**
 * What is measured in one go: every scheme for some stragglers, or every way to decode for some
 * liars.
 *
 * @param model as printed, for instance {@code ResNet-18}
 * @param dataset as printed, for instance {@code MNIST}
 * @param parameters K, S and E; liars if E is not 0
 */
record AccuracyCell(String model, String dataset, CodeParameters parameters) {

  /** A cell of stragglers. */
  static AccuracyCell stragglers(String model, String dataset, int queries, int stragglers) {
    return new AccuracyCell(model, dataset, CodeParameters.stragglersOnly(queries, stragglers));
  }

  /** The cell to which a published value belongs. */
  static AccuracyCell of(PublishedAccuracy published) {
    return new AccuracyCell(published.model(), published.dataset(), published.parameters());
  }

  /** Whether it is of the same model and dataset as another. */
  boolean isOf(AccuracyCell other) {
    return model.equals(other.model) && dataset.equals(other.dataset);
  }

  /** Where our value for a noise of liars, 0 without liars, is found. */
  String key(double sigma) {
    return model + " " + dataset + " " + parameters + " " + sigma;
  }
}
