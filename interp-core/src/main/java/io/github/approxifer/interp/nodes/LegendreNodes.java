package io.github.approxifer.interp.nodes;

/**
 * The Gauss-Legendre nodes, which are the zeros of the Legendre polynomial, in ascending order, and
 * the weights of the quadrature on them.
 *
 * <p>Every zero is found by Newton's method on the three-term recurrence from the guess cos(pi (j +
 * 3/4) / (count + 1/2)) (Abramowitz and Stegun, 22.16.6), in O(count^2) operations in all; only the
 * non-negative half is computed, so nodes are antisymmetric to the last bit. All methods are
 * thread-safe and return a new array.
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
    return compute(count)[0];
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
    return compute(count)[1];
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
    Nodes.requireInterval(lower, upper);
    double[] weights = quadratureWeights(count);
    for (int j = 0; j < count; j++) {
      weights[j] *= 0.5 * upper - 0.5 * lower;
    }
    return weights;
  }

  private static double[][] compute(int count) {
    Nodes.requireCount(count, 1);
    double[] nodes = new double[count];
    double[] weights = new double[count];
    for (int j = 0; j < (count + 1) / 2; j++) {
      double x = 2 * j + 1 == count ? 0 : Math.cos(Math.PI * (j + 0.75) / (count + 0.5));
      double derivative = 0;
      for (int step = 0; step < 100; step++) {
        double before = 0;
        double polynomial = 1;
        for (int k = 1; k <= count; k++) {
          double next = ((2.0 * k - 1) * x * polynomial - (k - 1.0) * before) / k;
          before = polynomial;
          polynomial = next;
        }
        derivative = count * (before - x * polynomial) / ((1 - x) * (1 + x));
        double correction = polynomial / derivative;
        if (Math.abs(correction) <= Math.ulp(x)) {
          break;
        }
        x -= correction;
      }
      nodes[j] = -x;
      nodes[count - 1 - j] = x;
      weights[j] = 2 / ((1 - x) * (1 + x) * derivative * derivative);
      weights[count - 1 - j] = weights[j];
    }
    return new double[][] {nodes, weights};
  }
}
