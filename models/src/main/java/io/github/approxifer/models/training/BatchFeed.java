package io.github.approxifer.models.training;

import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Makes the batches of the steps to come in threads of its own while a step is computed. What a
 * batch holds depends on the seed and the step alone, never on the threads.
 *
 * <p>Confined to one thread. To be closed.
 */
final class BatchFeed implements AutoCloseable {

  /** A step's inputs and targets, valid until the next is taken. */
  @SuppressWarnings("ArrayRecordComponent") // is never compared
  record Batch(float[] inputs, float[] targets) {}

  /** Batches that lie ready beyond those in the making. */
  private static final int SPARE = 2;

  private static final String INTERRUPTED = "the training was interrupted";

  private final Examples examples;
  private final Batches batches;
  private final int inputs;
  private final int targets;
  private final long steps;
  private final int depth;
  private final ExecutorService threads;
  private final Deque<Future<Batch>> pending = new ArrayDeque<>();
  private final Deque<Batch> free = new ArrayDeque<>();
  private @Nullable Batch lent;
  private long submitted;

  /**
   * Starts to make batches.
   *
   * @param examples read by several threads at a time
   * @param batches which examples each step sees
   * @param inputs the values of a batch's inputs
   * @param targets the values of a batch's targets
   * @param first the first step
   * @param steps the step after the last
   * @param threads how many make batches
   */
  BatchFeed(
      Examples examples,
      Batches batches,
      int inputs,
      int targets,
      long first,
      long steps,
      int threads) {
    this.examples = examples;
    this.batches = batches;
    this.inputs = inputs;
    this.targets = targets;
    this.submitted = first;
    this.steps = steps;
    this.depth = threads + SPARE;
    this.threads =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "batches");
              thread.setDaemon(true);
              return thread;
            });
    fill();
  }

  private void fill() {
    while (submitted < steps && pending.size() < depth) {
      long step = submitted++;
      int[] indices = batches.indices(step);
      Batch used = free.poll();
      Batch batch = used == null ? new Batch(new float[inputs], new float[targets]) : used;
      pending.add(
          threads.submit(
              () -> {
                examples.read(indices, batch.inputs(), batch.targets(), batches.random(step));
                return batch;
              }));
    }
  }

  /** Returns the batch of the next step; the one before is used again. */
  Batch next() throws InterruptedIOException {
    if (lent != null) {
      free.add(lent);
    }
    fill();
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException(INTERRUPTED);
    }
    try {
      Batch batch = pending.remove().get();
      lent = batch;
      return batch;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException exception) {
        throw exception;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(INTERRUPTED);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
