package io.github.approxifer.coding.advisor;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How a candidate did on sample queries, with and without liars.
 *
 * @param label the candidate's label
 * @param workers N
 * @param nobody when nobody lied; its alarms are the false-alarm rate
 * @param attacks when E workers lied, one for each attack; immutable, not empty
 */
public record LiarReport(String label, int workers, LiarScore nobody, List<LiarScore> attacks) {

  /**
   * Copies the list.
   *
   * @param label the candidate's label
   * @param workers N
   * @param nobody when nobody lied
   * @param attacks one score for each attack
   * @throws IllegalArgumentException if there is no attack
   */
  public LiarReport {
    attacks = List.copyOf(attacks);
    if (attacks.isEmpty()) {
      throw new IllegalArgumentException("the report of " + label + " has no attack");
    }
  }

  /**
   * The attack that did most harm.
   *
   * @return the score of the lowest agreement, of equals the first
   */
  public LiarScore worst() {
    return attacks.stream().min(Comparator.comparingDouble(LiarScore::agreement)).orElseThrow();
  }

  /**
   * The agreement on average.
   *
   * @return the mean of {@link LiarScore#agreement()} over the attacks
   */
  public double meanAgreement() {
    return mean(LiarScore::agreement);
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
