package io.github.approxifer.serving;

import io.github.approxifer.serving.internal.group.Threads;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes the futures of callers, whose callbacks run then and there, on threads that nothing
 * else depends on. A batch is completed by one thread. Where a callback does not come back soon,
 * {@link #look} sees to it that others do the rest: without an executor of the caller's, later
 * batches get fresh threads, and those that block are left alone. Thread-safe.
 */
final class Callbacks {
  private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);
  private static final long MOMENT_NANOS = 200_000;

  private final @Nullable Executor given;
  private final int threads;
  private final Set<Batch> running = ConcurrentHashMap.newKeySet();

  // Guarded by this.
  private @Nullable ExecutorService lane;

  /** One future and how it ends. */
  interface Completion {
    /** Completes the future; runs its callbacks. */
    void complete();

    /** Whether the future is complete, although callbacks may still run. */
    boolean isComplete();
  }

  /**
   * Completions on the caller's threads, or on own ones.
   *
   * @param given the caller's executor; null for own threads
   * @param threads how many own ones
   */
  Callbacks(@Nullable Executor given, int threads) {
    this.given = given;
    this.threads = threads;
  }

  /** Has futures completed soon. */
  void complete(List<? extends Completion> completions) {
    Batch batch = new Batch(List.copyOf(completions));
    running.add(batch);
    hand(batch);
  }

  private void hand(Batch batch) {
    if (given == null) {
      handToLane(batch);
      return;
    }
    try {
      given.execute(batch);
    } catch (RejectedExecutionException refused) {
      LOG.warn("the executor for callbacks refuses; a thread of the predictor runs them", refused);
      batch.run();
    }
  }

  /** Not while the lane is left: it would refuse. */
  private synchronized void handToLane(Batch batch) {
    if (lane == null) {
      lane = Threads.fixed(threads, "approxifer-callback");
    }
    lane.execute(batch);
  }

  /** Leaves the threads that block alone; they end when their callbacks come back. */
  private synchronized void leaveLane() {
    if (lane != null) {
      lane.shutdown();
      lane = null;
    }
  }

  /**
   * Looks after batches in which nothing has happened since the last look.
   *
   * @return whether there is something left to look after
   */
  boolean look() {
    boolean left = false;
    for (Batch batch : List.copyOf(running)) {
      if (batch.isComplete()) {
        running.remove(batch);
      } else if (batch.stuck()) {
        if (given == null && !left) {
          leaveLane();
          left = true;
        }
        hand(batch);
      }
    }
    return !running.isEmpty();
  }

  /** Returns when everything handed over is complete; callbacks may still run. */
  void awaitCompletions() {
    while (look()) {
      LockSupport.parkNanos(MOMENT_NANOS);
    }
  }

  /** Ends own threads when their callbacks have come back. */
  void close() {
    leaveLane();
  }

  /** Completions that are made one after the other, by as many threads as it takes. */
  private final class Batch implements Runnable {
    private final List<Completion> completions;
    private final AtomicInteger next = new AtomicInteger();
    private int seen = -1;

    Batch(List<Completion> completions) {
      this.completions = completions;
    }

    @Override
    public void run() {
      for (int i = next.getAndIncrement(); i < completions.size(); i = next.getAndIncrement()) {
        try {
          completions.get(i).complete();
        } catch (Throwable failure) {
          LOG.warn("a future of a caller does not let itself be completed", failure);
        }
      }
      if (isComplete()) {
        running.remove(this);
      }
    }

    /** Whether no completion was begun since the last call, though some are left. */
    synchronized boolean stuck() {
      int now = next.get();
      boolean stuck = now == seen && now < completions.size();
      seen = now;
      return stuck;
    }

    boolean isComplete() {
      return completions.stream().allMatch(Completion::isComplete);
    }
  }
}
