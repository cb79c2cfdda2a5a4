package io.github.approxifer.serving.health;

import java.time.Duration;

/**
 * When a worker is left out, and when it comes back. Immutable; every {@code with} gives a new one.
 *
 * <ul>
 *   <li><b>Failures in a row.</b> An exception, a malformed answer, or no answer by the deadline is
 *       a failure. After so many without an answer in between, the worker is not asked any more.
 *   <li><b>Share of lies.</b> Of its recent answers, those located as lies. Recent means that each
 *       answer weighs a tenth of what is left by the later ones.
 *   <li><b>Share of late answers.</b> Of the recent groups that asked it, those that went on
 *       without it. It counts where there are workers to spare, and where groups waited for it in
 *       vain: S of N workers are late in every group when the code is doing its work.
 *   <li><b>Coming back.</b> A worker that failed or was late is probed: asked whether it is ready,
 *       and then one query for nobody. The first probe that it answers puts it on probation. A
 *       liar, whose answers look well, comes back after a time. On probation it is asked again;
 *       after so many answers that are believed it is healthy, and the next offence quarantines it
 *       for twice as long, at most 32 times as long.
 * </ul>
 *
 * <p>A liar in quarantine is asked all the same if there are no workers to spare: the code
 * tolerates E of them, and to leave one out would take one away from S. A worker in quarantine that
 * fails is asked if the others are too few to decode a group, one that gives no answer never.
 */
public final class HealthPolicy {
  private final int failuresInARow;
  private final double lieShare;
  private final double lateShare;
  private final Duration comeBackAfter;
  private final Duration probeEvery;
  private final int probation;

  private HealthPolicy(
      int failuresInARow,
      double lieShare,
      double lateShare,
      Duration comeBackAfter,
      Duration probeEvery,
      int probation) {
    if (failuresInARow < 1) {
      throw new IllegalArgumentException(
          "failures in a row must be at least 1, but are " + failuresInARow);
    }
    this.failuresInARow = failuresInARow;
    this.lieShare = requireShare("lies", lieShare);
    this.lateShare = requireShare("late answers", lateShare);
    this.comeBackAfter = requirePositive("the time to come back after", comeBackAfter);
    this.probeEvery = requirePositive("the time between probes", probeEvery);
    if (probation < 1) {
      throw new IllegalArgumentException(
          "the probation must be at least 1 answer, but is " + probation);
    }
    this.probation = probation;
  }

  private static double requireShare(String of, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(
          "the share of " + of + " must be between 0 and 1, but is " + value);
    }
    return value;
  }

  private static Duration requirePositive(String what, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(what + " must be above 0, but is " + value);
    }
    return value;
  }

  /**
   * Three failures in a row, more than 0.4 lies, more than 0.9 late answers; liars come back after
   * 10 s, others are probed every second; 20 answers of probation.
   *
   * @return the policy
   */
  public static HealthPolicy standard() {
    return new HealthPolicy(3, 0.4, 0.9, Duration.ofSeconds(10), Duration.ofSeconds(1), 20);
  }

  /**
   * The same policy with another number of failures in a row.
   *
   * @param count at least 1
   * @return a new policy
   * @throws IllegalArgumentException if it is below 1
   */
  public HealthPolicy withFailuresInARow(int count) {
    return new HealthPolicy(count, lieShare, lateShare, comeBackAfter, probeEvery, probation);
  }

  /**
   * The same policy with another share of lies.
   *
   * @param share between 0 and 1; a worker with more is quarantined
   * @return a new policy
   * @throws IllegalArgumentException if it is out of range
   */
  public HealthPolicy withLieShare(double share) {
    return new HealthPolicy(failuresInARow, share, lateShare, comeBackAfter, probeEvery, probation);
  }

  /**
   * The same policy with another share of late answers.
   *
   * @param share between 0 and 1; a worker with more is quarantined
   * @return a new policy
   * @throws IllegalArgumentException if it is out of range
   */
  public HealthPolicy withLateShare(double share) {
    return new HealthPolicy(failuresInARow, lieShare, share, comeBackAfter, probeEvery, probation);
  }

  /**
   * The same policy with another time after which liars come back.
   *
   * @param time above 0; more than five years count as five years
   * @return a new policy
   * @throws IllegalArgumentException if it is not above 0
   */
  public HealthPolicy withComeBackAfter(Duration time) {
    return new HealthPolicy(failuresInARow, lieShare, lateShare, time, probeEvery, probation);
  }

  /**
   * The same policy with another time between probes.
   *
   * @param time above 0; a probe that is not answered in as long has failed
   * @return a new policy
   * @throws IllegalArgumentException if it is not above 0
   */
  public HealthPolicy withProbeEvery(Duration time) {
    return new HealthPolicy(failuresInARow, lieShare, lateShare, comeBackAfter, time, probation);
  }

  /**
   * The same policy with another length of probation.
   *
   * @param answers at least 1: how many that are believed end it
   * @return a new policy
   * @throws IllegalArgumentException if it is below 1
   */
  public HealthPolicy withProbation(int answers) {
    return new HealthPolicy(
        failuresInARow, lieShare, lateShare, comeBackAfter, probeEvery, answers);
  }

  int failuresInARow() {
    return failuresInARow;
  }

  double lieShare() {
    return lieShare;
  }

  double lateShare() {
    return lateShare;
  }

  Duration comeBackAfter() {
    return comeBackAfter;
  }

  Duration probeEvery() {
    return probeEvery;
  }

  int probation() {
    return probation;
  }

  /** All choices, for instance {@code 3 failures in a row, lies above 0.4, ...}. */
  @Override
  public String toString() {
    return "%d failures in a row, lies above %s, late above %s, back after %s, probed every %s, probation of %d answers"
        .formatted(failuresInARow, lieShare, lateShare, comeBackAfter, probeEvery, probation);
  }
}
