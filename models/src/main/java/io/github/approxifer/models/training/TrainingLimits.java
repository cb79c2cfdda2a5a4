package io.github.approxifer.models.training;

import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a training may take of the machine's time.
 *
 * @param checkpointEvery the time between checkpoints
 * @param stopAfter when to stop with a checkpoint from which the training can go on, counted from
 *     the start of this run; null for never
 * @param finishWithin the time in which the whole training is done, earlier runs of it counted: the
 *     learning rate falls with whatever is further, the steps or the time; null for no limit
 * @param threads the threads that compute, and the threads that make batches, at least 1
 */
record TrainingLimits(
    Duration checkpointEvery,
    @Nullable Duration stopAfter,
    @Nullable Duration finishWithin,
    int threads) {

  TrainingLimits {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but was " + threads);
    }
    if (finishWithin != null && finishWithin.isZero()) {
      throw new IllegalArgumentException("a training takes time, but was to finish within 0s");
    }
  }

  /** The threads of a session. */
  TensorFlowThreads tensorFlowThreads() {
    return threads == 1 ? TensorFlowThreads.single() : new TensorFlowThreads(threads, 1);
  }

  /** The part of the schedule that is behind, from 0 to 1: by steps or by time, the greater. */
  double position(double stepsDone, long steps, double secondsSpent) {
    double bySteps = stepsDone / steps;
    double byTime = finishWithin == null ? 0 : secondsSpent * 1e9 / finishWithin.toNanos();
    return Math.min(1, Math.max(bySteps, byTime));
  }

  /** Whether this run shall stop and leave the rest to another. */
  boolean stops(double secondsOfThisRun) {
    return stopAfter != null && secondsOfThisRun * 1e9 >= stopAfter.toNanos();
  }
}
