package io.github.approxifer.serving.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The health of one worker. Guarded by the lock of its {@link WorkerPool}. */
final class HealthRecord {
  /** What is left of a share at each answer. */
  static final double MEMORY = 0.9;

  /** A worker with so many requests that it was told to give up, and has not, is not asked. */
  static final int MOST_IGNORED = 32;

  private static final int MOST_DOUBLINGS = 5;

  /** Short enough for its 32-fold to be a number of nanoseconds. */
  private static final Duration LONGEST = Duration.ofDays(5 * 365);

  /** Why a worker is in quarantine. */
  private enum Cause {
    LIES,
    FAILS,
    HANGS
  }

  private final String name;
  private final HealthPolicy policy;
  private WorkerState state = WorkerState.HEALTHY;
  private Cause cause = Cause.FAILS;
  private int failuresInARow;
  private double lieShare;
  private double lateShare;
  private int inFlight;
  private int ignored;
  private long answers;
  private long lies;
  private long failures;
  private long late;
  private long quarantinedUntil;
  private int quarantines;
  private int goodAnswers;

  /** Why the state has changed since it was last asked for. */
  private @Nullable String change;

  HealthRecord(String name, HealthPolicy policy) {
    this.name = name;
    this.policy = policy;
  }

  /** The state now; the quarantine of a liar that is over becomes a probation. */
  WorkerState state(long now) {
    if (state == WorkerState.QUARANTINED && cause == Cause.LIES && now - quarantinedUntil >= 0) {
      probation("its time is up");
    }
    return state;
  }

  /** Whether it is not even asked where workers are few: whoever asks it waits in vain. */
  boolean hangs() {
    return (state == WorkerState.QUARANTINED && cause == Cause.HANGS) || ignored >= MOST_IGNORED;
  }

  /** Whether it is asked only if a group could not be decoded otherwise. */
  boolean down() {
    return state == WorkerState.QUARANTINED && cause == Cause.FAILS;
  }

  /** When to probe it next, as a time of the clock; null if it is not to be probed. */
  @Nullable Long probeAt() {
    return state == WorkerState.QUARANTINED && cause != Cause.LIES ? quarantinedUntil : null;
  }

  /** A probe was answered: the worker is asked again. */
  void probed(boolean well, long now) {
    if (state != WorkerState.QUARANTINED || cause == Cause.LIES) {
      return;
    }
    if (well) {
      probation("it has answered a probe");
    } else {
      quarantinedUntil = now + nanos(policy.probeEvery());
    }
  }

  private void probation(String why) {
    state = WorkerState.PROBATION;
    change = "is asked again, on probation: " + why;
    goodAnswers = 0;
    failuresInARow = 0;
    lieShare = 0;
    lateShare = 0;
  }

  int inFlight() {
    return inFlight;
  }

  void asked() {
    inFlight++;
  }

  void finished() {
    inFlight--;
  }

  void ignoredCancelling() {
    ignored++;
  }

  void finishedAfterAll() {
    ignored--;
  }

  void answered() {
    answers++;
    failuresInARow = 0;
    lieShare *= MEMORY;
    lateShare *= MEMORY;
    if (down()) {
      probation("it has answered");
    }
  }

  /** An answer, of those {@link #answered} was called for, in which no lie was found. */
  void believed() {
    if (state == WorkerState.PROBATION && ++goodAnswers >= policy.probation()) {
      state = WorkerState.HEALTHY;
      change = "is healthy again";
      quarantines = 0;
    }
  }

  /** A lie among the answers: {@link #answered} was called for it. */
  void lied(long now) {
    lies++;
    lieShare += 1 - MEMORY;
    if (state == WorkerState.PROBATION || lieShare > policy.lieShare()) {
      quarantine(
          Cause.LIES, now, "%d of its %d answers were located as lies".formatted(lies, answers));
    }
  }

  void failed(String reason, long now) {
    failed(Cause.FAILS, reason, now);
  }

  /** It gave no answer by the deadline. */
  void missed(long now) {
    failed(Cause.HANGS, "no answer by the deadline", now);
  }

  private void failed(Cause why, String reason, long now) {
    failures++;
    failuresInARow++;
    if (state == WorkerState.PROBATION || failuresInARow >= policy.failuresInARow()) {
      quarantine(why, now, "%d failures in a row, the last: %s".formatted(failuresInARow, reason));
    }
  }

  void wasLate(long now, boolean counts) {
    late++;
    lateShare = lateShare * MEMORY + 1 - MEMORY;
    if (counts && lateShare > policy.lateShare()) {
      quarantine(
          Cause.HANGS, now, "late in %.0f %% of its recent groups".formatted(100 * lateShare));
    }
  }

  private void quarantine(Cause of, long now, String why) {
    if (state == WorkerState.QUARANTINED) {
      return;
    }
    state = WorkerState.QUARANTINED;
    cause = of;
    change = "is not asked any more: " + why;
    long first = nanos(of == Cause.LIES ? policy.comeBackAfter() : policy.probeEvery());
    quarantinedUntil = now + (first << Math.min(quarantines, MOST_DOUBLINGS));
    quarantines++;
    goodAnswers = 0;
  }

  private static long nanos(Duration time) {
    return (time.compareTo(LONGEST) < 0 ? time : LONGEST).toNanos();
  }

  /** What has changed since the last call, for the log; null if nothing has. */
  @Nullable String takeChange() {
    String taken = change;
    change = null;
    return taken;
  }

  WorkerHealth view(long now) {
    return new WorkerHealth(
        name,
        state(now),
        lieShare,
        lateShare,
        failuresInARow,
        inFlight,
        ignored,
        answers,
        lies,
        failures,
        late);
  }
}
