package io.github.approxifer.serving.internal.group;

import io.github.approxifer.serving.PredictionException;
import io.github.approxifer.serving.internal.group.Clockwork.Appointment;
import io.github.approxifer.serving.internal.group.GroupState.Collecting;
import io.github.approxifer.serving.internal.group.GroupState.Decoding;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state that a group is in, one at a time, and the times that are allowed to it. Goes from one
 * to the next under its lock, and leaves what is then to be done to whoever took it there, without
 * the lock. So each thing is done once, whatever happens at the same time. Thread-safe.
 */
abstract class Course {
  private static final Logger LOG = LoggerFactory.getLogger(Course.class);

  /** A coordinator that is only busy is not taken for one that hangs. */
  private static final long LEAST_PATIENCE = 5_000_000_000L;

  final GroupContext context;
  final long number;

  // Guarded by this.
  private GroupState state;
  private Appointment timer = () -> {};
  private Appointment promise = () -> {};
  private long since;

  Course(GroupContext context, long number, GroupState first) {
    this.context = context;
    this.number = number;
    this.state = first;
    this.since = context.clockwork().now();
  }

  /** Goes to the end, whatever the state, and fails the queries that have no answer yet. */
  abstract void fail(Throwable failure);

  final synchronized GroupState state() {
    return state;
  }

  /**
   * Fails the queries of a group that waits for a thread of the coordinator longer than for its
   * workers: a decoder, or whatever else the threads run, does not come back.
   */
  public void look() {
    GroupState now = stateAfter(Math.max(context.times().deadline(), LEAST_PATIENCE));
    if (now instanceof Collecting || now instanceof Decoding) {
      fail(
          new PredictionException(
              "no thread of the coordinator has %s the group by the deadline; does its decoder hang?"
                  .formatted(now instanceof Collecting ? "encoded" : "decoded"),
              Map.of()));
    }
  }

  /** The state, if the group has been in it for longer than that; otherwise null. */
  private synchronized @Nullable GroupState stateAfter(long nanos) {
    return context.clockwork().now() - since > nanos ? state : null;
  }

  /**
   * Goes from one state to the next, unless something else has taken the group elsewhere.
   *
   * @return whether it did; the caller then does what is to be done
   */
  final synchronized boolean go(GroupState from, GroupState to) {
    if (state != from) {
      return false;
    }
    timer.cancel();
    timer = () -> {};
    state = to;
    if (to.queries().isEmpty()) {
      promise.cancel();
    }
    since = context.clockwork().now();
    return true;
  }

  /** Lets the time of a state begin, if the group is still in it. */
  final synchronized void allow(GroupState in, long nanos, Runnable then) {
    if (state == in) {
      timer = context.clockwork().after(nanos, then);
    }
  }

  /**
   * Has a step taken when the time is up that was promised to the oldest of the queries, if one
   * was.
   */
  final synchronized void promise(List<Query> queries, Runnable step) {
    long within = context.times().answerWithin();
    if (within < Times.EVER) {
      long oldest = queries.stream().mapToLong(Query::arrived).min().orElseThrow();
      long left = oldest + within - context.clockwork().now();
      promise = context.clockwork().after(left, () -> stepAtOnce(step));
    }
  }

  private void stepAtOnce(Runnable step) {
    try {
      context.clockwork().executeAtOnce(() -> attempt(step));
    } catch (RejectedExecutionException closed) {
      fail(closed);
    }
  }

  /** Has a step taken on a thread of the coordinator; a step that fails fails the group. */
  final void step(GroupState in, Runnable step) {
    try {
      context.clockwork().execute(() -> attempt(step));
    } catch (RejectedExecutionException closed) {
      LOG.debug("group {}: {} when the threads had ended", number, in);
      fail(closed);
    }
  }

  private void attempt(Runnable step) {
    try {
      step.run();
    } catch (Throwable failure) {
      fail(failure);
    }
  }
}
