package io.github.approxifer.bench.accuracy.reproduce;

import org.jspecify.annotations.Nullable;

/**
 * What a run depends on.
 *
 * @param queries about how many images serve a cell; all if there are fewer
 * @param groups how many groups serve a cell, instead of {@code queries}; null if not given
 * @param seed of all draws
 */
record Settings(int queries, @Nullable Integer groups, long seed) {
  /** With fewer groups, an interval says nothing. */
  static final int LEAST_GROUPS = 4;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there are fewer than {@value #LEAST_GROUPS} groups
   */
  Settings {
    if (groups != null && groups < LEAST_GROUPS) {
      throw new IllegalArgumentException(
          "an interval takes at least " + LEAST_GROUPS + " groups, but groups is " + groups);
    }
    if (queries < LEAST_GROUPS * 12) {
      throw new IllegalArgumentException(
          "a cell takes at least "
              + LEAST_GROUPS * 12
              + " images, four groups of twelve, but queries is "
              + queries);
    }
  }

  /** So many images. */
  static Settings of(int queries, long seed) {
    return new Settings(queries, null, seed);
  }

  /** About how many images serve a cell of stragglers with groups of K. */
  int images(int groupSize) {
    return groups == null ? queries : groups * groupSize;
  }

  /** Groups of twelve for the cells of liars. */
  int byzantineGroups(int images) {
    return groups == null ? Math.max(LEAST_GROUPS, Math.min(queries, images) / 12) : groups;
  }
}
