package io.github.approxifer.serving.worker;

import io.github.approxifer.models.Model;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A worker in this process: a model and one thread of its own, which answers one batch after the
 * other.
 *
 * <p>A batch that is cancelled before its turn leaves the queue. Closing the worker does not close
 * the model, which other workers may share. Thread-safe.
 */
public final class InProcessWorker implements Worker {
  private final String name;
  private final Model model;
  private final ThreadPoolExecutor thread;

  /**
   * A worker over a model.
   *
   * @param name a name for logs; the thread gets it too
   * @param model the model; used from one thread at a time by this worker, and from as many as
   *     there are workers that share it
   */
  public InProcessWorker(String name, Model model) {
    this.name = name;
    this.model = model;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread daemon = new Thread(task, name);
              daemon.setDaemon(true);
              return daemon;
            });
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public CompletableFuture<float[]> predict(float[] queries, int batch) {
    int length = model.inputShape().size();
    if (batch < 1) {
      throw new IllegalArgumentException("a batch has at least 1 query, but batch is " + batch);
    }
    if (queries.length != (long) batch * length) {
      throw new IllegalArgumentException(
          "a batch of "
              + batch
              + " queries of "
              + length
              + " values has "
              + (long) batch * length
              + " values, but there are "
              + queries.length);
    }
    Answer answer = new Answer(queries, batch);
    try {
      thread.execute(answer);
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException(name + " is closed", e);
    }
    var unused =
        answer.future.whenComplete(
            (values, failure) -> {
              if (answer.future.isCancelled()) {
                thread.remove(answer);
              }
            });
    return answer.future;
  }

  /** How many batches wait for their turn. */
  int waiting() {
    return thread.getQueue().size();
  }

  @Override
  public void close() {
    for (Runnable waiting : thread.shutdownNow()) {
      ((Answer) waiting)
          .future.completeExceptionally(new IllegalStateException(name + " was closed"));
    }
  }

  /** One batch in the queue. */
  private final class Answer implements Runnable {
    private final CompletableFuture<float[]> future = new CompletableFuture<>();
    private final float[] queries;
    private final int batch;

    Answer(float[] queries, int batch) {
      this.queries = queries;
      this.batch = batch;
    }

    @Override
    public void run() {
      if (future.isDone()) {
        return;
      }
      try {
        future.complete(model.predict(queries, batch));
      } catch (RuntimeException | Error failure) {
        future.completeExceptionally(failure);
      }
    }
  }
}
