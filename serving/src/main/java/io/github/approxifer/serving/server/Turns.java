package io.github.approxifer.serving.server;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests predict in turn: so many at once, the others wait in order without a thread, and no
 * longer than a time. Thread-safe.
 */
final class Turns {
  private final ThreadPoolExecutor threads;
  private final ScheduledThreadPoolExecutor timer;

  /** Turns of which so many are taken at once. */
  Turns(int parallel) {
    this.threads =
        new ThreadPoolExecutor(
            parallel,
            parallel,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            task -> daemon(task, "prediction"));
    this.timer = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "waiting time"));
    timer.setRemoveOnCancelPolicy(true);
  }

  /** A thread that does not keep the process alive. */
  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Whose turn may come; exactly one of the two methods is called, once. */
  interface Turn {
    /** The turn has come; runs on a thread for predictions. */
    void take();

    /** It will not come. */
    void refuse(HttpError why);
  }

  /** Lets someone wait, and take the turn when it comes. */
  void queue(Turn turn, Duration longest) {
    Waiting waiting = new Waiting(turn);
    try {
      waiting.expiry =
          timer.schedule(() -> waiting.expire(longest), longest.toNanos(), TimeUnit.NANOSECONDS);
      threads.execute(waiting);
    } catch (RejectedExecutionException e) {
      waiting.refuse("the worker is stopping");
    }
  }

  /** How many turns are being taken. */
  int running() {
    return threads.getActiveCount();
  }

  /** How many wait. */
  int waiting() {
    return threads.getQueue().size();
  }

  /**
   * Refuses whoever waits, interrupts who predicts, and waits for these.
   *
   * @return whether all have ended
   */
  boolean stop(Duration patience) {
    for (Runnable waiting : threads.shutdownNow()) {
      ((Waiting) waiting).refuse("the worker is stopping");
    }
    timer.shutdownNow();
    try {
      return threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Someone in the queue. */
  private final class Waiting implements Runnable {
    private final Turn turn;
    private final AtomicBoolean decided = new AtomicBoolean();
    private volatile @Nullable ScheduledFuture<?> expiry;

    Waiting(Turn turn) {
      this.turn = turn;
    }

    @Override
    public void run() {
      if (decided.compareAndSet(false, true)) {
        doNotExpire();
        turn.take();
      }
    }

    private void doNotExpire() {
      ScheduledFuture<?> set = expiry;
      if (set != null) {
        set.cancel(false);
      }
    }

    void expire(Duration longest) {
      if (refuse("the worker is busy: the request has waited for " + longest)) {
        threads.remove(this);
      }
    }

    boolean refuse(String why) {
      if (!decided.compareAndSet(false, true)) {
        return false;
      }
      doNotExpire();
      turn.refuse(new HttpError(503, why));
      return true;
    }
  }
}
