package io.github.approxifer.bench.load.tail;

import java.util.Arrays;

/**
 * The distribution of a latency.
 *
 * @param mean seconds
 * @param p50 seconds
 * @param p99 seconds
 * @param p999 seconds
 */
record Tail(double mean, double p50, double p99, double p999) {

  /** Of a sample, which is sorted. */
  static Tail of(double[] seconds) {
    Arrays.sort(seconds);
    return new Tail(
        Arrays.stream(seconds).average().orElse(Double.NaN),
        quantile(seconds, 0.5),
        quantile(seconds, 0.99),
        quantile(seconds, 0.999));
  }

  private static double quantile(double[] sorted, double probability) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(probability * sorted.length))];
  }
}
