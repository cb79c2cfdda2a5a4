package io.github.approxifer.coding.advisor;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How a candidate did on sample queries, with and without liars.
 *
 * @param candidate what was measured, fitted if it had to be
 * @param nobody when nobody lied; its alarms are the false-alarm rate
 * @param attacks when E workers lied, one for each attack; immutable, not empty
 */
public record LiarReport(Candidate candidate, LiarScore nobody, List<LiarScore> attacks)
    implements Measured {

  /**
   * Copies the list.
   *
   * @param candidate what was measured
   * @param nobody when nobody lied
   * @param attacks one score for each attack
   * @throws IllegalArgumentException if there is no attack
   */
  public LiarReport {
    attacks = List.copyOf(attacks);
    if (attacks.isEmpty()) {
      throw new IllegalArgumentException("the report of " + candidate.label() + " has no attack");
    }
  }

  /**
   * The attack that did most harm.
   *
   * @param ranking says what harm is
   * @return the score of the lowest agreement or of the greatest error, of equals the first
   */
  public LiarScore worst(Ranking ranking) {
    return Collections.max(attacks, Comparator.comparingDouble(ranking::loss));
  }

  /**
   * The agreement or the error on average.
   *
   * @param ranking says which of them
   * @return its mean over the attacks
   */
  public double mean(Ranking ranking) {
    return mean(ranking::of);
  }

  /**
   * The accuracy on average.
   *
   * @return the mean of {@link LiarScore#accuracy()} over the attacks; NaN without labels
   */
  public double meanAccuracy() {
    return mean(LiarScore::accuracy);
  }

  /**
   * What the second round costs.
   *
   * @return the mean of {@link LiarScore#requests()} over the attacks
   */
  public double meanRequests() {
    return mean(LiarScore::requests);
  }

  private double mean(ToDoubleFunction<LiarScore> part) {
    return attacks.stream().mapToDouble(part).average().orElseThrow();
  }
}
