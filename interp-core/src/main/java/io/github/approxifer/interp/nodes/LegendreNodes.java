package io.github.approxifer.interp.nodes;

import io.github.approxifer.interp.internal.Checks;

/**
 * The Gauss-Legendre nodes, which are the zeros of the Legendre polynomial, in ascending order, and
 * the weights of the quadrature on them.
 *
 * <p>{@link GaussRule#legendre} gives nodes and both kinds of weights at once. Nodes are
 * antisymmetric to the last bit. All methods are thread-safe and return a new array.
 */
public final class LegendreNodes {

  private LegendreNodes() {}

  /**
   * The nodes on [-1, 1].
   *
   * @param count the number of nodes, at least 1
   * @return the nodes in ascending order
   * @throws IllegalArgumentException if {@code count} is less than 1
   */
  public static double[] of(int count) {
    return GaussRule.legendre(count).nodes();
  }

  /**
   * The nodes on an interval.
   *
   * @param count the number of nodes, at least 1
   * @param lower the lower end of the interval
   * @param upper the upper end of the interval, greater than {@code lower}
   * @return the nodes in ascending order
   * @throws IllegalArgumentException if {@code count} is less than 1 or the interval is empty or
   *     not finite
   */
  public static double[] of(int count, double lower, double upper) {
    return Nodes.moveTo(lower, upper, of(count));
  }

  /**
   * The quadrature weights on [-1, 1]: the integral of f is close to the sum of weight times
   * f(node), and equal to it for polynomials of degree up to 2 count - 1.
   *
   * @param count the number of nodes, at least 1
   * @return the weights in the order of the nodes; they are positive and sum to 2
   * @throws IllegalArgumentException if {@code count} is less than 1
   */
  public static double[] quadratureWeights(int count) {
    return GaussRule.legendre(count).quadratureWeights();
  }

  /**
   * The quadrature weights on an interval.
   *
   * @param count the number of nodes, at least 1
   * @param lower the lower end of the interval
   * @param upper the upper end of the interval, greater than {@code lower}
   * @return the weights in the order of the nodes; they are positive and sum to {@code upper -
   *     lower}
   * @throws IllegalArgumentException if {@code count} is less than 1 or the interval is empty or
   *     not finite
   */
  public static double[] quadratureWeights(int count, double lower, double upper) {
    Checks.requireInterval(lower, upper);
    double[] weights = quadratureWeights(count);
    for (int j = 0; j < count; j++) {
      weights[j] *= 0.5 * upper - 0.5 * lower;
    }
    return weights;
  }
}
