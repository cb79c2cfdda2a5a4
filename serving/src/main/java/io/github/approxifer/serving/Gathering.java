package io.github.approxifer.serving;

import io.github.approxifer.serving.health.WorkerPool;
import io.github.approxifer.serving.internal.group.Clockwork;
import io.github.approxifer.serving.internal.group.Coding;
import io.github.approxifer.serving.internal.group.Times;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Gathers queries into groups, and says when a group starts: when there are enough queries, when
 * one has waited for long enough, or, if so told, when workers are idle. Thread-safe, by the lock
 * of the predictor.
 */
final class Gathering {
  private final QueryQueue queue;
  private final int pooled;
  private final int workers;
  private final long lingerNanos;
  private final boolean eager;
  private final WorkerPool pool;
  private final Clockwork clockwork;
  private final ReentrantLock lock;
  private final Consumer<List<PendingQuery>> start;

  // Guarded by the lock.
  private boolean closed;
  private boolean lingering;
  private boolean starting;

  /**
   * Nothing is gathered yet.
   *
   * @param start starts a group; called with the lock held
   */
  Gathering(
      CodedPredictorBuilder builder,
      Coding coding,
      WorkerPool pool,
      Clockwork clockwork,
      ReentrantLock lock,
      Consumer<List<PendingQuery>> start) {
    int groupSize = coding.queries();
    this.pooled = Math.max(groupSize, builder.pooled);
    this.queue =
        builder.pooled > groupSize
            ? QueryQueue.similar(groupSize, builder.patience)
            : QueryQueue.inOrder(groupSize);
    this.workers = coding.workers();
    long within = builder.answerWithin == null ? Times.EVER : Times.nanos(builder.answerWithin);
    this.lingerNanos = Math.min(Times.nanos(builder.linger), within / 2);
    this.eager = builder.onlyWhileBusy && builder.pooled <= groupSize;
    this.pool = pool;
    this.clockwork = clockwork;
    this.lock = lock;
    this.start = start;
  }

  /** Adds a query, which may start a group. Called with the lock held. */
  void add(PendingQuery query) {
    queue.add(query);
    if (queue.size() >= pooled) {
      startGroup();
    } else {
      if (!lingering) {
        linger(query.arrived());
      }
      startSoonIfIdle();
    }
  }

  /** Starts groups of all that wait; none is added any more. Called with the lock held. */
  void close() {
    closed = true;
    while (queue.size() > 0) {
      startGroup();
    }
  }

  /** How many queries wait. */
  int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** The coordinator has nothing to do. */
  void idle() {
    if (!eager) {
      return;
    }
    lock.lock();
    try {
      if (queue.size() > 0) {
        startSoonIfIdle();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes a group and hands it on. Called with the lock held. */
  private void startGroup() {
    List<PendingQuery> queries = queue.takeGroup();
    if (!queries.isEmpty()) {
      start.accept(queries);
    }
  }

  /**
   * Has those that wait sent as a short group, if the workers and the coordinator have nothing
   * better to do. Until a thread of the coordinator gets to it, more may join them. Called with the
   * lock held.
   */
  private void startSoonIfIdle() {
    if (eager && !starting && clockwork.busy() == 0 && pool.idle() >= workers) {
      starting = true;
      try {
        clockwork.execute(this::startWaiting);
      } catch (RejectedExecutionException closing) {
        starting = false;
      }
    }
  }

  private void startWaiting() {
    lock.lock();
    try {
      starting = false;
      startGroup();
    } finally {
      lock.unlock();
    }
  }

  /** Looks at the queue when a query has waited long enough. Called with the lock held. */
  private void linger(long arrived) {
    lingering = true;
    var unused = clockwork.after(arrived + lingerNanos - clockwork.now(), this::lingerOver);
  }

  private void lingerOver() {
    lock.lock();
    try {
      lingering = false;
      PendingQuery oldest = queue.oldest();
      while (oldest != null && clockwork.now() - oldest.arrived() >= lingerNanos) {
        startGroup();
        oldest = queue.oldest();
      }
      if (oldest != null && !closed) {
        linger(oldest.arrived());
      }
    } finally {
      lock.unlock();
    }
  }
}
