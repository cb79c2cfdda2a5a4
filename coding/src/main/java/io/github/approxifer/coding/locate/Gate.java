package io.github.approxifer.coding.locate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The decision how many of at most E workers lied.
 *
 * <p>Let T_s be the greatest energy that s workers explain, for s = 0..E, out of a total T. Taking
 * out d more workers than s is <em>worth it</em> if
 *
 * <pre>
 *   (T_{s+d} - T_s) / d  /  ((R_{s+d} + r_d) / 2)
 * </pre>
 *
 * exceeds a threshold of d, where R_{s+d} is the energy that is left, a worker of those that are
 * left, and r_d what it comes to on average when nobody lies. The mean of the two allows for groups
 * whose queries fit together worse than others, and is not misled when many lie. The gate names the
 * fewest workers from which on nothing more is worth it. Looking at all d at once matters: of two
 * liars who shield each other, neither alone is worth taking out.
 *
 * <p>The thresholds come from groups in which nobody lied, so that the share of such groups in
 * which anybody is named is the false-alarm rate asked for (split conformal prediction: with m
 * groups the ceil((m+1)(1-rate))-th smallest score is the threshold, which keeps the rate for any
 * distribution if groups are exchangeable). Lies in a few of these groups can only raise the
 * thresholds.
 *
 * <p>That somebody lied does not say who: under lies that hardly show, such as the mean of the
 * group, honest workers look as odd as liars, and leaving those out harms. So whoever is among the
 * workers found is named only if the best set of that size without it explains clearly less.
 * Immutable and thread-safe.
 */
final class Gate {
  /**
   * How much more energy than without a worker must be explained for it to be named, in the unit of
   * one class of one honest answer, a squared deviation: odds of e^6, or four hundred to one. A
   * network's answers stray farther than normal ones: at twenty to one, naming was still worse than
   * believing everybody under the mean of the group (ResNet-20, MNIST).
   */
  private static final double CLEAR = 12;

  private final double[] usualRest;
  private final double[] thresholds;

  private Gate(double[] usualRest, double[] thresholds) {
    this.usualRest = usualRest;
    this.thresholds = thresholds;
  }

  /** A gate for the rate, out of the evidence of groups in which nobody lied. */
  static Gate calibrated(List<Evidence> honest, double rate) {
    int errors = honest.get(0).errors();
    int groups = honest.size();
    double[] usualRest = new double[errors + 1];
    for (Evidence evidence : honest) {
      for (int d = 1; d <= errors; d++) {
        usualRest[d] += evidence.rest(d) / groups;
      }
    }
    double[] ones = new double[errors + 1];
    Arrays.fill(ones, 1);
    Gate unit = new Gate(usualRest, ones);
    // The scores of different d are made comparable by their own quantiles; the threshold is then
    // one for the greatest of them.
    double[] quantiles = new double[errors + 1];
    for (int d = 1; d <= errors; d++) {
      int more = d;
      quantiles[d] = quantile(honest.stream().mapToDouble(e -> unit.score(e, 0, more)), rate);
    }
    Gate comparable = new Gate(usualRest, quantiles);
    double common =
        quantile(honest.stream().mapToDouble(e -> comparable.greatestScore(e, 0)), rate);
    double[] thresholds = new double[errors + 1];
    for (int d = 1; d <= errors; d++) {
      thresholds[d] = quantiles[d] * common;
    }
    return new Gate(usualRest, thresholds);
  }

  private static double quantile(DoubleStream scores, double rate) {
    double[] sorted = scores.sorted().toArray();
    int position = (int) Math.ceil((sorted.length + 1) * (1 - rate)) - 1;
    return Math.max(Double.MIN_NORMAL, sorted[Math.min(position, sorted.length - 1)]);
  }

  /** How many of the workers found lied. */
  int count(Evidence evidence) {
    int errors = evidence.errors();
    int count = 0;
    while (count < errors && greatestScore(evidence, count) > 1) {
      count++;
    }
    return count;
  }

  /**
   * Whether leaving so many workers out explains clearly more than leaving as many others out.
   *
   * @param evidence the best sets
   * @param others the best sets without a worker of the best one
   * @param size how many are left out, at least 1
   * @param classes c
   */
  boolean clear(Evidence evidence, Evidence others, int size, int classes) {
    double more = evidence.gain(0, size) - others.gain(0, size);
    return more * classes >= CLEAR * level(evidence, size, size);
  }

  private double greatestScore(Evidence evidence, int removed) {
    double greatest = 0;
    for (int d = 1; removed + d <= evidence.errors(); d++) {
      greatest = Math.max(greatest, score(evidence, removed, d));
    }
    return greatest;
  }

  private double score(Evidence evidence, int removed, int d) {
    double gain = evidence.gain(removed, removed + d);
    if (gain <= 0) {
      return 0;
    }
    return gain / d / level(evidence, removed + d, d) / thresholds[d];
  }

  private double level(Evidence evidence, int size, int d) {
    return (evidence.rest(size) + usualRest[d]) / 2;
  }
}
