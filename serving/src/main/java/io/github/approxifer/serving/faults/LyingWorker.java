package io.github.approxifer.serving.faults;

import io.github.approxifer.serving.worker.Worker;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * A Byzantine worker: falsifies the answers of another one while it is told to. Thread-safe.
 *
 * <p>Draws are made in the order in which answers arrive; with one batch at a time they are the
 * same for the same seed.
 */
public final class LyingWorker implements Worker {
  private final Worker honest;
  private final Lie lie;
  private final SplittableRandom random;
  private float[] earlier = new float[0];
  private volatile boolean lying = true;

  /**
   * A worker that lies from the start.
   *
   * @param honest whose answers are falsified; closed with this worker
   * @param lie what is made of each answer
   * @param seed of the lies
   */
  public LyingWorker(Worker honest, Lie lie, long seed) {
    this.honest = honest;
    this.lie = lie;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Makes the worker lie or be honest from now on.
   *
   * @param now whether it lies
   */
  public void lying(boolean now) {
    lying = now;
  }

  @Override
  public String name() {
    return honest.name();
  }

  @Override
  public CompletableFuture<float[]> predict(float[] queries, int batch) {
    return Faults.changed(honest.predict(queries, batch), values -> falsified(values, batch));
  }

  private synchronized float[] falsified(float[] values, int batch) {
    int classes = values.length / batch;
    float[] changed = values.clone();
    for (int row = 0; row < batch; row++) {
      float[] answer = Arrays.copyOfRange(values, row * classes, (row + 1) * classes);
      float[] before = earlier.length == classes ? earlier : answer.clone();
      earlier = answer.clone();
      if (lying) {
        lie.falsify(answer, before, random);
        System.arraycopy(answer, 0, changed, row * classes, classes);
      }
    }
    return changed;
  }

  @Override
  public OptionalInt queryLength() {
    return honest.queryLength();
  }

  @Override
  public OptionalInt answerLength() {
    return honest.answerLength();
  }

  @Override
  public void close() {
    honest.close();
  }
}
