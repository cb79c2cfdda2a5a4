package io.github.approxifer.interp.weights;

import io.github.approxifer.interp.internal.Checks;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import io.github.approxifer.interp.nodes.Nodes;

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
    Checks.requireNodes(count);
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
   * the weight 1/2. On other nodes it converges no faster than the first, so there is {@link
   * #second(double[])}, which refuses them.
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

  /**
   * The weights of the second interpolant for given nodes, if they are nodes it is for.
   *
   * @param nodes the nodes: equispaced, or the Chebyshev points of the second kind, on any interval
   *     and in either order; not modified
   * @return the weights
   * @throws IllegalArgumentException if there is no node, one is not finite or out of order, or the
   *     nodes are of another kind
   */
  public static double[] second(double[] nodes) {
    Nodes.requireSorted(nodes);
    int count = nodes.length;
    double first = nodes[0];
    double last = nodes[count - 1];
    double[] equispaced = EquispacedNodes.of(count, -1, 1);
    double[] chebyshev = ChebyshevNodes.secondKind(count);
    boolean even = true;
    boolean crowded = true;
    for (int j = 0; j < count && count > 1; j++) {
      // From -1 to 1; a formula's nodes are known to some units in the last place of the ends.
      double place = (nodes[j] - 0.5 * first - 0.5 * last) / (0.5 * last - 0.5 * first);
      double rounding =
          1e-9 + 8 * Math.ulp(Math.max(Math.abs(first), Math.abs(last))) / Math.abs(last - first);
      even &= Math.abs(place - equispaced[j]) <= rounding;
      crowded &= Math.abs(place + chebyshev[j]) <= rounding;
    }
    if (!even && !crowded) {
      throw new IllegalArgumentException(
          "the %d nodes from %s to %s are neither equispaced nor Chebyshev's of the second kind; take BerrutWeights.first or FloaterHormannWeights"
              .formatted(count, first, last));
    }
    return second(count);
  }
}
