package io.github.approxifer.serving.faults;

import java.util.random.RandomGenerator;

/** A distribution of delays. Implementations are immutable and thread-safe. */
@FunctionalInterface
public interface Delay {

  /**
   * Draws a delay.
   *
   * @param random the only source of randomness
   * @return seconds, at least 0
   */
  double seconds(RandomGenerator random);

  /**
   * The same delay always.
   *
   * @param seconds at least 0
   * @return the distribution
   * @throws IllegalArgumentException if it is negative or not finite
   */
  static Delay fixed(double seconds) {
    require("seconds", seconds, 0);
    return random -> seconds;
  }

  /**
   * Exponential delays: {@code -mean log(1 - u)}.
   *
   * @param mean seconds, at least 0
   * @return the distribution
   * @throws IllegalArgumentException if it is negative or not finite
   */
  static Delay exponential(double mean) {
    require("mean", mean, 0);
    return random -> -mean * Math.log1p(-random.nextDouble());
  }

  /**
   * Pareto delays: longer than x with probability {@code (least / x)^shape}. A shape of at most 1
   * has no mean, one of at most 2 no variance.
   *
   * @param least seconds, the shortest delay, at least 0
   * @param shape above 0
   * @return the distribution
   * @throws IllegalArgumentException if a number is out of range
   */
  static Delay pareto(double least, double shape) {
    require("least", least, 0);
    require("shape", shape, Double.MIN_VALUE);
    return random -> least * Math.pow(1 - random.nextDouble(), -1 / shape);
  }

  /**
   * Log-normal delays: {@code median exp(sigma z)} with a standard normal z.
   *
   * @param median seconds, at least 0
   * @param sigma the standard deviation of the logarithm, at least 0
   * @return the distribution
   * @throws IllegalArgumentException if a number is out of range
   */
  static Delay logNormal(double median, double sigma) {
    require("median", median, 0);
    require("sigma", sigma, 0);
    return random -> median * Math.exp(sigma * random.nextGaussian());
  }

  /**
   * One of two distributions, drawn anew for each delay.
   *
   * @param probability of the second, from 0 to 1
   * @param usual the first
   * @param slow the second
   * @return the distribution
   * @throws IllegalArgumentException if the probability is out of range
   */
  static Delay mixture(double probability, Delay usual, Delay slow) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "the probability must be from 0 to 1, but was " + probability);
    }
    return random -> (random.nextDouble() < probability ? slow : usual).seconds(random);
  }

  private static void require(String name, double value, double least) {
    if (!(value >= least) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          name + " must be finite and at least " + least + ", but was " + value);
    }
  }
}
