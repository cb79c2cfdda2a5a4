package io.github.approxifer.serving;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes the futures of callers, whose callbacks run then and there, on threads that nothing
 * else depends on. A batch is completed by one thread; where a callback does not come back soon,
 * {@link #look} has the rest of its batch completed by another one. Thread-safe.
 */
final class Callbacks {
  private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);
  private static final long MOMENT_NANOS = 200_000;

  private final Executor threads;
  private final Set<Batch> running = ConcurrentHashMap.newKeySet();

  /** One future and how it ends. */
  interface Completion {
    /** Completes the future; runs its callbacks. */
    void complete();

    /** Whether the future is complete, although callbacks may still run. */
    boolean isComplete();
  }

  /** Completions on these threads. */
  Callbacks(Executor threads) {
    this.threads = threads;
  }

  /** Has futures completed soon. */
  void complete(List<? extends Completion> completions) {
    Batch batch = new Batch(List.copyOf(completions));
    running.add(batch);
    hand(batch);
  }

  private void hand(Batch batch) {
    try {
      threads.execute(batch);
    } catch (RejectedExecutionException refused) {
      LOG.warn("the executor for callbacks refuses; a thread of the predictor runs them", refused);
      batch.run();
    }
  }

  /**
   * Looks after batches in which a callback has not come back since the last look.
   *
   * @return whether there is something left to look after
   */
  boolean look() {
    for (Batch batch : List.copyOf(running)) {
      if (batch.isComplete()) {
        running.remove(batch);
      } else if (batch.stuck()) {
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
