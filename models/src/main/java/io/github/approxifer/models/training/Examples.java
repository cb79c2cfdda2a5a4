package io.github.approxifer.models.training;

import java.util.random.RandomGenerator;

/** What a network learns from: inputs and the outputs wanted for them. Thread-safe. */
interface Examples {

  /** Returns the number of examples in an epoch, at least 1. */
  int size();

  /**
   * Makes a batch.
   *
   * @param indices which examples, each from 0 to {@code size() - 1}. Not modified.
   * @param inputs receives {@code indices.length x input size} values, row-major
   * @param targets receives {@code indices.length x classes} values, row-major
   * @param random for augmentation; examples draw from nothing else, so that a step can be repeated
   */
  void read(int[] indices, float[] inputs, float[] targets, RandomGenerator random);
}
