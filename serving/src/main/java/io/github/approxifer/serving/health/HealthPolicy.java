package io.github.approxifer.serving.health;

import java.time.Duration;

/**
 * When a worker is quarantined and when it comes back.
 *
 * <p>The suspicion of a worker is multiplied by {@code memory} at every answer that it was asked
 * for, and grows by 1 for a located lie and for a failure. So a worker that lies in a share p of
 * its answers comes to p / (1 - memory). Lateness is the share of late answers, remembered in the
 * same way; S of N workers are late in every group when the code is doing its work, so it counts
 * only where there are workers to spare.
 *
 * <p>Without workers to spare a quarantined one is asked all the same: the code tolerates S and E
 * of them, and to leave one out would take one away from S.
 *
 * @param memory between 0 and 1, how much of the suspicion is left after an answer
 * @param suspicionLimit above it a worker is quarantined
 * @param latenessLimit the share of late answers above which a worker is quarantined if there are
 *     more than N workers; above 0 and at most 1
 * @param quarantine how long the first quarantine lasts; each one after a failed probation lasts
 *     twice as long, at most 32 times; more than five years count as five years
 * @param probation how many answers that were believed when their groups were decoded, with no
 *     offence among them, end the probation
 */
public record HealthPolicy(
    double memory,
    double suspicionLimit,
    double latenessLimit,
    Duration quarantine,
    int probation) {

  /**
   * Checks the numbers.
   *
   * @param memory between 0 and 1
   * @param suspicionLimit above 0, below 1 / (1 - memory)
   * @param latenessLimit above 0, at most 1
   * @param quarantine above 0
   * @param probation at least 1
   * @throws IllegalArgumentException if one is out of range
   */
  public HealthPolicy {
    if (!(memory > 0 && memory < 1)) {
      throw new IllegalArgumentException("memory must be between 0 and 1, but is " + memory);
    }
    if (!(suspicionLimit > 0 && suspicionLimit < 1 / (1 - memory))) {
      throw new IllegalArgumentException(
          "the suspicion limit must be above 0 and below 1 / (1 - memory) = "
              + 1 / (1 - memory)
              + ", which no worker exceeds, but is "
              + suspicionLimit);
    }
    if (!(latenessLimit > 0 && latenessLimit <= 1)) {
      throw new IllegalArgumentException(
          "the lateness limit must be above 0 and at most 1, but is " + latenessLimit);
    }
    if (quarantine.isNegative() || quarantine.isZero()) {
      throw new IllegalArgumentException("the quarantine must be above 0, but is " + quarantine);
    }
    if (probation < 1) {
      throw new IllegalArgumentException("the probation must be at least 1, but is " + probation);
    }
  }

  /**
   * Memory 0.9, limit 4 (a worker that offends in 40 % of its answers), lateness 0.9, quarantine of
   * 10 seconds, probation of 20 answers.
   *
   * @return the policy
   */
  public static HealthPolicy standard() {
    return new HealthPolicy(0.9, 4, 0.9, Duration.ofSeconds(10), 20);
  }
}
