package io.github.approxifer.bench.reproduce;

import io.github.approxifer.models.weights.WeightFiles;

/**
 * What a run depends on.
 *
 * @param weights finds trained models
 * @param queries about how many test images serve a cell; CIFAR-10 has 1,000 that are exact
 * @param groups groups for a cell; 0 for as many as the images make
 * @param seed of all draws
 */
record Settings(WeightFiles weights, int queries, int groups, long seed) {

  /** Test images for a cell of stragglers with K queries a group. */
  int stragglerQueries(int groupSize) {
    return groups > 0 ? groups * groupSize : queries;
  }

  /** Groups of twelve for the cells of liars. */
  int byzantineGroups(int images) {
    int all = Math.max(4, Math.min(queries, images) / 12);
    return groups > 0 ? Math.min(groups, all) : all;
  }
}
