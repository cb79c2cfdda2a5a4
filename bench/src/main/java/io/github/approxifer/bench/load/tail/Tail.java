package io.github.approxifer.bench.load.tail;

import java.util.Arrays;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * The distribution of a latency.
 *
 * @param mean seconds
 * @param p50 seconds
 * @param p99 seconds
 * @param p999 seconds
 * @param p999Low the lower end of a 95 % interval of p999
 * @param p999High its upper end; infinite where the sample is too small for one
 * @param slowest seconds
 */
record Tail(
    double mean,
    double p50,
    double p99,
    double p999,
    double p999Low,
    double p999High,
    double slowest) {
  private static final double OUTSIDE = 0.025;

  /** Of a sample, which is sorted. */
  static Tail of(double[] seconds) {
    Arrays.sort(seconds);
    BinomialDistribution below = new BinomialDistribution(null, seconds.length, 0.999);
    return new Tail(
        Arrays.stream(seconds).average().orElse(Double.NaN),
        quantile(seconds, 0.5),
        quantile(seconds, 0.99),
        quantile(seconds, 0.999),
        ranked(seconds, below.inverseCumulativeProbability(OUTSIDE)),
        ranked(seconds, below.inverseCumulativeProbability(1 - OUTSIDE) + 1),
        seconds[seconds.length - 1]);
  }

  private static double quantile(double[] sorted, double probability) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(probability * sorted.length))];
  }

  /**
   * An order statistic. The quantile of probability p lies from the l-th to the u-th smallest of n
   * with the probability that l to u-1 of n draws are below it, which are binomial (David and
   * Nagaraja: Order Statistics, 3rd edition, section 7.1).
   *
   * @param rank from 1; 0 for no lower bound, n+1 for no upper one
   */
  private static double ranked(double[] sorted, int rank) {
    return rank < 1 ? 0 : rank > sorted.length ? Double.POSITIVE_INFINITY : sorted[rank - 1];
  }
}
