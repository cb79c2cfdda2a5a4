package io.github.approxifer.interp.weights;

/**
 * The weights of Berrut's two rational interpolants, for nodes in ascending or descending order.
 *
 * <p>The interpolants have no poles on the real line for any nodes, as long as the nodes are
 * sorted. Source: J.-P. Berrut, Rational functions for guaranteed and experimentally
 * well-conditioned global interpolation, Computers and Mathematics with Applications 15 (1988). All
 * methods are thread-safe and return a new array.
 */
public final class BerrutWeights {

  private BerrutWeights() {}

  /**
   * The weights of the first interpolant: +1, -1, +1, ... It reproduces constants, and converges
   * with the first order.
   *
   * @param count the number of nodes, at least 1
   * @return the weights
   * @throws IllegalArgumentException if {@code count} is less than 1
   */
  public static double[] first(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "the number of nodes is %d, but at least 1 is needed".formatted(count));
    }
    double[] weights = new double[count];
    for (int j = 0; j < count; j++) {
      weights[j] = (j & 1) == 0 ? 1 : -1;
    }
    return weights;
  }

  /**
   * The weights of the second interpolant: those of the first with the two at the ends halved, so
   * +1/2, -1, +1, ..., ending in a half. It reproduces straight lines on equispaced nodes, and at
   * the Chebyshev points of the second kind it is the interpolating polynomial. A single node has
   * the weight 1/2.
   *
   * @param count the number of nodes, at least 1
   * @return the weights
   * @throws IllegalArgumentException if {@code count} is less than 1
   */
  public static double[] second(int count) {
    double[] weights = first(count);
    weights[0] = 0.5;
    weights[count - 1] = (count & 1) == 0 ? -0.5 : 0.5;
    return weights;
  }
}
