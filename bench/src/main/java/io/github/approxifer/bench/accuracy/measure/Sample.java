package io.github.approxifer.bench.accuracy.measure;

import java.util.Arrays;
import java.util.Locale;

/**
 * One number for each group, for instance the share of its predictions that are right. Groups are
 * what is sampled: the predictions of one group hang together. Immutable.
 */
public final class Sample {
  /** The quantile of the normal distribution for an interval of 95 %. */
  private static final double QUANTILE = 1.96;

  private final double[] values;

  private Sample(double[] values) {
    this.values = values;
  }

  /**
   * A sample.
   *
   * @param values a number for each group, at least 1; copied
   * @return the sample
   * @throws IllegalArgumentException if there are none
   */
  public static Sample of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a sample needs at least 1 group");
    }
    return new Sample(values.clone());
  }

  /**
   * How many groups.
   *
   * @return at least 1
   */
  public int size() {
    return values.length;
  }

  /**
   * The mean over the groups.
   *
   * @return the mean
   */
  public double mean() {
    return Arrays.stream(values).average().orElseThrow();
  }

  /**
   * Half of the width of the 95 % interval of the mean, by the normal approximation.
   *
   * @return 1.96 standard errors; NaN for a single group
   */
  public double interval() {
    double mean = mean();
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return QUANTILE * Math.sqrt(squares / (values.length - 1.0) / values.length);
  }

  /**
   * The differences to another sample of the same groups: what both have in common, such as hard
   * images, drops out.
   *
   * @param other as many groups, in the same order
   * @return this less the other, group by group
   * @throws IllegalArgumentException if the numbers of groups differ
   */
  public Sample minus(Sample other) {
    if (other.values.length != values.length) {
      throw new IllegalArgumentException(
          "samples of "
              + values.length
              + " and "
              + other.values.length
              + " groups cannot be paired");
    }
    double[] differences = new double[values.length];
    Arrays.setAll(differences, i -> values[i] - other.values[i]);
    return new Sample(differences);
  }

  /** Mean and interval, for instance {@code 0.912 ± 0.004}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f ± %.3f", mean(), interval());
  }

  /**
   * Mean with its sign and interval, for differences.
   *
   * @return for instance {@code +0.012 ± 0.004}
   */
  public String signed() {
    return String.format(Locale.ROOT, "%+.3f ± %.3f", mean(), interval());
  }

  /**
   * Mean with its sign and interval to a ten-thousandth, for small differences.
   *
   * @return for instance {@code -0.0062 ± 0.0015}
   */
  public String fine() {
    return String.format(Locale.ROOT, "%+.4f ± %.4f", mean(), interval());
  }
}
