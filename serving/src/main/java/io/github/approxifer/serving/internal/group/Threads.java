package io.github.approxifer.serving.internal.group;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A {@link Clockwork} of real threads, all of them daemons, and {@link System#nanoTime()}. */
public final class Threads implements Clockwork {
  private static final int KEPT_SECONDS = 10;

  private final ExecutorService steps;
  private final ExecutorService atOnce;
  private final ScheduledThreadPoolExecutor timer;
  private final Runnable whenIdle;
  private final AtomicInteger busy = new AtomicInteger();

  /**
   * Threads of a predictor.
   *
   * @param coordinators how many encode and decode, at least 1
   * @param whenIdle called, on one of them, when none has anything to do; short, does not throw
   */
  public Threads(int coordinators, Runnable whenIdle) {
    this.whenIdle = whenIdle;
    this.steps = fixed(coordinators, "approxifer-coordinator");
    this.atOnce = asManyAsNeeded("approxifer-deadline");
    this.timer = new ScheduledThreadPoolExecutor(1, named("approxifer-timer"));
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * A number of threads, which are daemons.
   *
   * @param count at least 1
   * @param name of the threads, with a number
   * @return the threads
   */
  public static ExecutorService fixed(int count, String name) {
    return Executors.newFixedThreadPool(count, named(name));
  }

  /** As many threads as there are tasks that block; those without one end after 10 s. */
  private static ExecutorService asManyAsNeeded(String name) {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        KEPT_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        named(name));
  }

  private static ThreadFactory named(String name) {
    AtomicLong count = new AtomicLong();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public long now() {
    return System.nanoTime();
  }

  @Override
  public void execute(Runnable step) {
    busy.incrementAndGet();
    try {
      steps.execute(
          () -> {
            try {
              step.run();
            } finally {
              if (busy.decrementAndGet() == 0) {
                whenIdle.run();
              }
            }
          });
    } catch (RejectedExecutionException closed) {
      busy.decrementAndGet();
      throw closed;
    }
  }

  @Override
  public void executeAtOnce(Runnable step) {
    atOnce.execute(step);
  }

  @Override
  public Appointment after(long nanos, Runnable task) {
    try {
      Future<?> appointment = timer.schedule(task, Math.max(0, nanos), TimeUnit.NANOSECONDS);
      return () -> appointment.cancel(false);
    } catch (RejectedExecutionException closed) {
      return () -> {};
    }
  }

  @Override
  public int busy() {
    return busy.get();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    steps.shutdown();
    atOnce.shutdown();
  }
}
