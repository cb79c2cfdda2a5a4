package io.github.approxifer.serving;

import io.github.approxifer.serving.internal.group.Clockwork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;

/**
 * A clock that stands still and threads that do nothing, until a test has the next thing happen.
 * What waits for a thread, for a callback and for its time may happen in any order, as with real
 * ones. For one thread.
 */
final class FakeClockwork implements Clockwork {
  private final List<Runnable> steps = new ArrayList<>();
  private final List<Runnable> urgent = new ArrayList<>();
  private final List<Runnable> callbacks = new ArrayList<>();
  private final List<Alarm> alarms = new ArrayList<>();
  private long now;
  private boolean closed;
  private boolean callbacksAtOnce;

  private record Alarm(long at, Runnable task) {}

  @Override
  public long now() {
    return now;
  }

  @Override
  public void execute(Runnable step) {
    if (closed) {
      throw new RejectedExecutionException("closed");
    }
    steps.add(step);
  }

  @Override
  public void executeAtOnce(Runnable step) {
    if (closed) {
      throw new RejectedExecutionException("closed");
    }
    urgent.add(step);
  }

  @Override
  public Appointment after(long nanos, Runnable task) {
    if (closed) {
      return () -> {};
    }
    Alarm alarm = new Alarm(now + Math.max(0, nanos), task);
    alarms.add(alarm);
    return () -> alarms.remove(alarm);
  }

  @Override
  public int busy() {
    return steps.size();
  }

  @Override
  public void close() {
    closed = true;
    alarms.clear();
  }

  /** Runs callbacks, when a test has them run. */
  Executor callbacks() {
    return callback -> {
      if (callbacksAtOnce) {
        callback.run();
      } else {
        callbacks.add(callback);
      }
    };
  }

  /** Runs all callbacks that wait, and from now on each as it comes. */
  void callbacksAtOnce() {
    callbacksAtOnce = true;
    while (!callbacks.isEmpty()) {
      callbacks.remove(0).run();
    }
  }

  /** How many steps wait for a thread. */
  int waitingSteps() {
    return steps.size();
  }

  /** How many callbacks wait for a thread. */
  int waitingCallbacks() {
    return callbacks.size();
  }

  /** Takes any of the steps that wait. */
  void step(RandomGenerator random) {
    steps.remove(random.nextInt(steps.size())).run();
  }

  /** Takes the steps that do not wait for a thread of the coordinator. */
  void urgentSteps() {
    while (!urgent.isEmpty()) {
      urgent.remove(0).run();
    }
  }

  /** Runs any of the callbacks that wait. */
  void callback(RandomGenerator random) {
    callbacks.remove(random.nextInt(callbacks.size())).run();
  }

  /** Lets time pass; what is due happens, in any order. */
  void pass(long nanos, RandomGenerator random) {
    now += nanos;
    List<Alarm> due = new ArrayList<>(alarms.stream().filter(alarm -> alarm.at() <= now).toList());
    while (!due.isEmpty()) {
      Alarm alarm = due.remove(random.nextInt(due.size()));
      if (alarms.remove(alarm)) {
        alarm.task().run();
      }
    }
  }

  /** Takes all steps and runs all callbacks that wait. */
  void drain(RandomGenerator random) {
    while (!steps.isEmpty() || !urgent.isEmpty() || !callbacks.isEmpty()) {
      urgentSteps();
      if (!steps.isEmpty()) {
        step(random);
      }
      if (!callbacks.isEmpty()) {
        callback(random);
      }
    }
  }
}
