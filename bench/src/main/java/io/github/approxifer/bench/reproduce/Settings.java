package io.github.approxifer.bench.reproduce;

import io.github.approxifer.models.weights.WeightFiles;

/**
 * What a run depends on.
 *
 * @param weights finds trained models
 * @param queries about how many test images serve a cell; CIFAR-10 has 1,000 that are exact
 * @param seed of all draws
 */
record Settings(WeightFiles weights, int queries, long seed) {

  /** Groups of twelve for the cells of liars. */
  int byzantineGroups(int images) {
    return Math.max(4, Math.min(queries, images) / 12);
  }
}
