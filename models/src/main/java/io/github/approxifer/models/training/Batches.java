package io.github.approxifer.models.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Which examples each step sees, as a function of seed and step alone, so that a training that is
 * resumed goes on as if it had never stopped. Confined to one thread.
 */
final class Batches {

  private final int examples;
  private final int batch;
  private final long seed;
  private final int[] order;
  private long orderedEpoch = -1;

  Batches(int examples, int batch, long seed) {
    this.examples = examples;
    this.batch = batch;
    this.seed = seed;
    this.order = new int[examples];
  }

  /** Returns the examples of a step. */
  int[] indices(long step) {
    long stepsPerEpoch = examples / batch;
    long epoch = step / stepsPerEpoch;
    if (epoch != orderedEpoch) {
      shuffle(new SplittableRandom(mixed(1, epoch)));
      orderedEpoch = epoch;
    }
    int from = Math.toIntExact(step % stepsPerEpoch) * batch;
    return Arrays.copyOfRange(order, from, from + batch);
  }

  /** Returns the generator for the augmentation of a step. */
  RandomGenerator random(long step) {
    return new SplittableRandom(mixed(2, step));
  }

  private long mixed(int stream, long number) {
    return new SplittableRandom(seed * 4 + stream).nextLong() + 0x9E3779B97F4A7C15L * number;
  }

  private void shuffle(SplittableRandom random) {
    Arrays.setAll(order, i -> i);
    for (int i = examples - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = order[j];
      order[j] = order[i];
      order[i] = other;
    }
  }
}
