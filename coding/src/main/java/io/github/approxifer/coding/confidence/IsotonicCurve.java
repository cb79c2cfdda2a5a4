package io.github.approxifer.coding.confidence;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The increasing curve that fits right-or-wrong observations best in the sense of least squares:
 * isotonic regression by pooling adjacent violators (Ayer, Brunk, Ewing, Reid, Silverman 1955).
 *
 * <p>Departure: the share of a pool of n observations, r of them right, is taken as (r+1) / (n+2)
 * (Laplace's rule), so that few observations never give certainty; and between the last score of a
 * pool and the first of the next the curve is a straight line. Immutable and thread-safe.
 */
final class IsotonicCurve {
  private final double[] scores;
  private final double[] shares;

  private IsotonicCurve(double[] scores, double[] shares) {
    this.scores = scores;
    this.shares = shares;
  }

  /**
   * Fits the curve.
   *
   * @param scores n scores, finite; not modified
   * @param right n outcomes; not modified
   * @param block how many observations of neighbouring scores to put together beforehand, at least
   *     1: without it, the pools at both ends hold a few observations each and are extreme
   */
  static IsotonicCurve fit(double[] scores, boolean[] right, int block) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] first = new int[scores.length];
    double[] hits = new double[scores.length];
    double[] count = new double[scores.length];
    int pools = 0;
    for (int begin = 0; begin < order.length; begin += block) {
      first[pools] = begin;
      hits[pools] = 0;
      count[pools] = Math.min(block, order.length - begin);
      for (int i = begin; i < begin + count[pools]; i++) {
        hits[pools] += right[order[i]] ? 1 : 0;
      }
      pools++;
      while (pools > 1
          && hits[pools - 2] * count[pools - 1] >= hits[pools - 1] * count[pools - 2]) {
        pools--;
        hits[pools - 1] += hits[pools];
        count[pools - 1] += count[pools];
      }
    }
    // Two points a pool, where it begins and where it ends: inside it the curve is level.
    double[] ends = new double[2 * pools];
    double[] shares = new double[2 * pools];
    for (int pool = 0; pool < pools; pool++) {
      double share = (hits[pool] + 1) / (count[pool] + 2);
      // Laplace's rule can turn small neighbouring pools round.
      share = pool > 0 ? Math.max(share, shares[2 * pool - 1]) : share;
      ends[2 * pool] = scores[order[first[pool]]];
      ends[2 * pool + 1] = scores[order[first[pool] + (int) count[pool] - 1]];
      shares[2 * pool] = share;
      shares[2 * pool + 1] = share;
    }
    return new IsotonicCurve(ends, shares);
  }

  double at(double score) {
    int last = scores.length - 1;
    if (!(score > scores[0])) {
      return shares[0];
    }
    if (score >= scores[last]) {
      return shares[last];
    }
    int found = Arrays.binarySearch(scores, score);
    int right = found >= 0 ? found : -found - 1;
    if (found >= 0) {
      return shares[found];
    }
    double step = (score - scores[right - 1]) / (scores[right] - scores[right - 1]);
    return shares[right - 1] + step * (shares[right] - shares[right - 1]);
  }
}
