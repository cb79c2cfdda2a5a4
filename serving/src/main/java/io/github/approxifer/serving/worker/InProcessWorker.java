package io.github.approxifer.serving.worker;

import io.github.approxifer.models.Model;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker in this process: a model and one thread of its own, which answers one batch after the
 * other.
 *
 * <p>A batch that is cancelled before its turn leaves the queue. Closing the worker does not close
 * the model, which other workers may share. Thread-safe.
 */
public final class InProcessWorker implements Worker {
  private static final Logger LOG = LoggerFactory.getLogger(InProcessWorker.class);
  private static final long PATIENCE_SECONDS = 60;

  private final String name;
  private final Model model;
  private final ThreadPoolExecutor thread;
  private volatile @Nullable Thread runner;

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
              runner = daemon;
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
  public OptionalInt queryLength() {
    return OptionalInt.of(model.inputShape().size());
  }

  @Override
  public OptionalInt answerLength() {
    return OptionalInt.of(model.outputShape().size());
  }

  /**
   * Stops the worker and waits until its model does not predict any more, so that the model may
   * then be closed. What has not begun completes exceptionally, and the thread is interrupted. A
   * model that predicts for more than a minute after that is left behind, with a warning. If the
   * caller is interrupted it returns earlier, with its interrupt flag set; called by the worker's
   * own thread, as in a callback, it does not wait.
   */
  @Override
  public void close() {
    for (Runnable waiting : thread.shutdownNow()) {
      ((Answer) waiting)
          .future.completeExceptionally(new IllegalStateException(name + " was closed"));
    }
    if (Thread.currentThread() == runner) {
      return;
    }
    try {
      if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn(
            "{} is closed, but its model still predicts after {} s; do not close the model",
            name,
            PATIENCE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Several workers that share a model, each with a thread of its own.
   *
   * @param count how many, at least 1
   * @param model the model; used by as many threads at once
   * @return workers named {@code worker 0} and so on
   * @throws IllegalArgumentException if the count is below 1
   */
  public static List<InProcessWorker> several(int count, Model model) {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1, but is " + count);
    }
    return IntStream.range(0, count)
        .mapToObj(i -> new InProcessWorker("worker " + i, model))
        .toList();
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
      } catch (Throwable failure) {
        future.completeExceptionally(failure);
      }
    }
  }
}
