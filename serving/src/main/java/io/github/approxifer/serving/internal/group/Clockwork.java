package io.github.approxifer.serving.internal.group;

import java.util.concurrent.RejectedExecutionException;

/** The threads and the clock of a predictor. Implementations are thread-safe. */
public interface Clockwork extends AutoCloseable {

  /** Something that has not happened yet. */
  @FunctionalInterface
  interface Appointment {
    /** Takes it back, if it has not happened. */
    void cancel();
  }

  /**
   * The time.
   *
   * @return nanoseconds from any origin
   */
  long now();

  /**
   * Has a step taken on a thread of the coordinator.
   *
   * @param step what to do; does not throw
   * @throws RejectedExecutionException if the clockwork is closed
   */
  void execute(Runnable step);

  /**
   * Has a step taken at once, whatever the threads of the coordinator are busy with.
   *
   * @param step what to do; does not throw
   * @throws RejectedExecutionException if the clockwork is closed
   */
  void executeAtOnce(Runnable step);

  /**
   * Makes an appointment.
   *
   * @param nanos how long from now; below 0 counts as 0
   * @param task short, since all appointments share a thread; does not throw
   * @return what takes it back; made in vain if the clockwork is closed
   */
  Appointment after(long nanos, Runnable task);

  /**
   * How many steps wait for a thread of the coordinator or are being taken.
   *
   * @return at least 0
   */
  int busy();

  /** Drops all appointments, and ends the threads when they have taken the steps that wait. */
  @Override
  void close();
}
