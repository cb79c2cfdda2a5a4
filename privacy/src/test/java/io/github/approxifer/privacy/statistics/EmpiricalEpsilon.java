package io.github.approxifer.privacy.statistics;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Epsilon as seen by an observer who counts how often one event happens for two inputs.
 *
 * @param estimate logarithm of the ratio of the two frequencies
 * @param standardError its standard error: the variance of the logarithm of a frequency p out of n
 *     is {@code (1 - p) / (p n)} to first order, and the two add up
 */
public record EmpiricalEpsilon(double estimate, double standardError) {
  /** Counts the event in the given number of outputs for each input. */
  public static EmpiricalEpsilon measure(
      UnaryOperator<double[]> mechanism,
      double[] input,
      double[] neighbour,
      Predicate<double[]> event,
      int draws) {
    double p = share(mechanism, input, event, draws);
    double q = share(mechanism, neighbour, event, draws);
    return new EmpiricalEpsilon(
        Math.log(p / q), Math.sqrt((1 - p) / (p * draws) + (1 - q) / (q * draws)));
  }

  /**
   * Whether the claim holds as far as the counts can tell: not more than {@link Moments#LIMIT}
   * standard errors above it, a false alarm of at most 1e-5.
   */
  public boolean staysBelow(double epsilon) {
    return estimate - Moments.LIMIT * standardError <= epsilon;
  }

  private static double share(
      UnaryOperator<double[]> mechanism, double[] input, Predicate<double[]> event, int draws) {
    int hits = 0;
    for (int i = 0; i < draws; i++) {
      if (event.test(mechanism.apply(input))) {
        hits++;
      }
    }
    return (double) hits / draws;
  }
}
