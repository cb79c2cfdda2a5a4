package io.github.approxifer.serving;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.kernel.Finite;
import io.github.approxifer.serving.health.WorkerHealth;
import io.github.approxifer.serving.health.WorkerPool;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.metrics.ServingMetrics;
import io.github.approxifer.serving.worker.Worker;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Answers single queries by coded groups: gathers K of them (or what comes within the linger time),
 * encodes them, sends one coded query to each of N workers, decodes from the first quorum of
 * answers, and cancels the rest. Workers may be slow, fail or lie, as many as the code tolerates.
 *
 * <p>Every accepted query is answered or fails exactly once, at the latest when its group's
 * deadline has passed. Futures complete on the coordinator's threads: use their {@code Async}
 * methods for anything that takes long. A caller may cancel its future; its query then goes on with
 * its group, and counts as accepted until that is over, or is left out if the group has not begun.
 *
 * <p>Thread-safe. The workers belong to the caller and are not closed.
 */
public final class CodedPredictor implements AutoCloseable {
  private final Coordinator coordinator;
  private final int groupSize;
  private final int pooled;
  private final int capacity;
  private final long lingerNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition allDone = lock.newCondition();

  // Guarded by the lock.
  private final QueryQueue queue;
  private boolean closed;
  private boolean lingering;
  private int open;
  private long groups;

  CodedPredictor(CodedPredictorBuilder builder) {
    WorkerPool pool =
        new WorkerPool(
            builder.workers,
            builder.code.workers(),
            builder.code.parameters().errors() + builder.code.parameters().stragglers(),
            builder.health,
            System::nanoTime);
    this.groupSize = builder.code.parameters().queries();
    this.pooled = Math.max(groupSize, builder.pooled);
    this.queue =
        builder.pooled > groupSize
            ? QueryQueue.similar(groupSize, builder.patience)
            : QueryQueue.inOrder(groupSize);
    this.capacity = builder.capacity;
    this.lingerNanos = Coordinator.nanos(builder.linger);
    this.coordinator = new Coordinator(builder, pool);
  }

  /**
   * Begins to describe a predictor.
   *
   * @param code the code; thread-safe
   * @param workers at least N, with distinct names; those that are not needed are spare ones
   * @param queryLength d, the number of values of a query, at least 1
   * @param classes c, the number of outputs of the model, at least 1
   * @return a builder with defaults
   * @throws IllegalArgumentException if a number is below 1
   */
  public static CodedPredictorBuilder builder(
      Code code, List<? extends Worker> workers, int queryLength, int classes) {
    return new CodedPredictorBuilder(code, workers, queryLength, classes);
  }

  /**
   * Accepts a query.
   *
   * @param query d finite values; copied
   * @return completes with the prediction, or exceptionally with a {@link PredictionException} if
   *     too few workers answered
   * @throws IllegalArgumentException if there are not d values or one is not finite
   * @throws RejectedExecutionException if as many queries as the capacity are accepted and not
   *     answered yet, or the predictor is closed
   */
  public CompletableFuture<Prediction> predict(float[] query) {
    float[] own = query.clone();
    requireQuery(own);
    PendingQuery pending = new PendingQuery(own, System.nanoTime(), this::left);
    var unused = pending.future.whenComplete((prediction, failure) -> count(failure));
    lock.lock();
    try {
      requireRoom();
      open++;
      queue.add(pending);
      if (queue.size() >= pooled) {
        startGroup();
      } else if (!lingering) {
        linger(pending.arrived);
      }
    } finally {
      lock.unlock();
    }
    coordinator.metrics.count(Event.QUERY_ACCEPTED, 1);
    return pending.future;
  }

  private void requireQuery(float[] query) {
    if (query.length != coordinator.queryLength) {
      throw new IllegalArgumentException(
          "a query has d=" + coordinator.queryLength + " values, but this one has " + query.length);
    }
    if (Finite.row(FMatrixRMaj.wrap(1, query.length, query), 0)) {
      return;
    }
    for (int i = 0; i < query.length; i++) {
      if (!Float.isFinite(query[i])) {
        throw new IllegalArgumentException(
            "value " + i + " of the query is " + query[i] + ", which would spoil its whole group");
      }
    }
  }

  private void requireRoom() {
    if (closed || open >= capacity) {
      coordinator.metrics.count(Event.QUERY_REJECTED, 1);
      throw new RejectedExecutionException(
          closed
              ? "the predictor is closed"
              : capacity
                  + " queries are accepted and not answered yet, as many as the capacity;"
                  + " try again later or raise the capacity");
    }
  }

  /** Takes a group and hands it on. Called with the lock held. */
  private void startGroup() {
    coordinator.start(new GroupRun(coordinator, queue.takeGroup(), groups++));
  }

  /** Looks at the queue when a query has waited long enough. Called with the lock held. */
  private void linger(long arrived) {
    lingering = true;
    long wait = arrived + lingerNanos - System.nanoTime();
    var unused = coordinator.after(Math.max(0, wait), this::lingerOver);
  }

  private void lingerOver() {
    lock.lock();
    try {
      lingering = false;
      PendingQuery oldest = queue.oldest();
      while (oldest != null && System.nanoTime() - oldest.arrived >= lingerNanos) {
        startGroup();
        oldest = queue.oldest();
      }
      if (oldest != null && !closed) {
        linger(oldest.arrived);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Counts what became of a query, before it leaves and {@link #close()} can return. */
  private void count(@Nullable Throwable failure) {
    if (failure == null) {
      coordinator.metrics.count(Event.QUERY_ANSWERED, 1);
    } else if (!(failure instanceof CancellationException)) {
      coordinator.metrics.count(Event.QUERY_FAILED, 1);
    }
  }

  /** A query gives its place back. */
  private void left() {
    lock.lock();
    try {
      open--;
      if (open == 0) {
        allDone.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * How many queries are accepted and not answered yet, or cancelled in a group that goes on.
   *
   * @return 0 to the capacity
   */
  public int open() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The health of the workers.
   *
   * @return in the order in which they were given; as of now
   */
  public List<WorkerHealth> health() {
    return coordinator.pool.health();
  }

  /**
   * Times and counts since the predictor was built.
   *
   * @return live; goes on counting
   */
  public ServingMetrics metrics() {
    return coordinator.metrics;
  }

  /**
   * Accepts no more queries, sends those that wait at once, and returns when every accepted query
   * is answered or has failed. If the thread is interrupted it returns earlier, with its interrupt
   * flag set; queries that are not answered then fail with a {@link PredictionException}.
   * Refinements that are still awaited complete with the answers that have come. Must not be called
   * on a coordinator's thread, such as in a callback of a future.
   */
  @Override
  public void close() {
    boolean interrupted = false;
    lock.lock();
    try {
      closed = true;
      while (queue.size() > 0) {
        startGroup();
      }
      while (open > 0) {
        allDone.await();
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      lock.unlock();
    }
    if (interrupted) {
      coordinator.abandon();
      Thread.currentThread().interrupt();
    }
    coordinator.shutdown();
  }
}
