package io.github.approxifer.serving.health;

import java.time.Duration;

/** The health of one worker. Guarded by the lock of its {@link WorkerPool}. */
final class HealthRecord {
  private static final int MOST_DOUBLINGS = 5;

  /** Short enough for its 32-fold to be a number of nanoseconds. */
  private static final Duration LONGEST = Duration.ofDays(5 * 365);

  private final String name;
  private final HealthPolicy policy;
  private WorkerState state = WorkerState.HEALTHY;
  private double suspicion;
  private double lateness;
  private int inFlight;
  private long answers;
  private long lies;
  private long failures;
  private long late;
  private long quarantinedUntil;
  private int quarantines;
  private int goodAnswers;

  HealthRecord(String name, HealthPolicy policy) {
    this.name = name;
    this.policy = policy;
  }

  /** The state now; a quarantine that is over becomes a probation. */
  WorkerState state(long now) {
    if (state == WorkerState.QUARANTINED && now - quarantinedUntil >= 0) {
      state = WorkerState.PROBATION;
      goodAnswers = 0;
      suspicion = 0;
      lateness = 0;
    }
    return state;
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

  void answered() {
    answers++;
    suspicion *= policy.memory();
    lateness *= policy.memory();
  }

  /** An answer, of those {@link #answered} was called for, in which no lie was found. */
  void believed() {
    if (state == WorkerState.PROBATION && ++goodAnswers >= policy.probation()) {
      state = WorkerState.HEALTHY;
      quarantines = 0;
    }
  }

  /** A lie among the answers: {@link #answered} was called for it. */
  void lied(long now) {
    lies++;
    offence(now);
  }

  void failed(long now) {
    failures++;
    suspicion *= policy.memory();
    offence(now);
  }

  void wasLate(long now, boolean othersToSpare) {
    late++;
    lateness = lateness * policy.memory() + 1 - policy.memory();
    if (othersToSpare && lateness > policy.latenessLimit() && state != WorkerState.QUARANTINED) {
      quarantine(now);
    }
  }

  private void offence(long now) {
    suspicion++;
    goodAnswers = 0;
    if (state == WorkerState.PROBATION || suspicion > policy.suspicionLimit()) {
      quarantine(now);
    }
  }

  private void quarantine(long now) {
    if (state == WorkerState.QUARANTINED) {
      return;
    }
    state = WorkerState.QUARANTINED;
    Duration first = policy.quarantine().compareTo(LONGEST) < 0 ? policy.quarantine() : LONGEST;
    quarantinedUntil = now + (first.toNanos() << Math.min(quarantines, MOST_DOUBLINGS));
    quarantines++;
  }

  WorkerHealth view(long now) {
    return new WorkerHealth(
        name, state(now), suspicion, lateness, inFlight, answers, lies, failures, late);
  }
}
