package io.github.approxifer.interp.nodes;

import io.github.approxifer.interp.internal.Checks;

/**
 * Equally spaced nodes, in ascending order.
 *
 * <p>Interpolating polynomials diverge on them; use the weights of Floater and Hormann. All methods
 * are thread-safe.
 */
public final class EquispacedNodes {

  private EquispacedNodes() {}

  /**
   * Nodes from one end of an interval to the other; a single node is put into the middle.
   *
   * @param count the number of nodes, at least 1
   * @param lower the lower end of the interval
   * @param upper the upper end of the interval, greater than {@code lower}
   * @return a new array, in ascending order; the ends are exact, and the nodes of [-a, a] are
   *     antisymmetric to the last bit
   * @throws IllegalArgumentException if {@code count} is less than 1 or the interval is empty or
   *     not finite
   */
  public static double[] of(int count, double lower, double upper) {
    Checks.requireNodes(count);
    double[] reference = new double[count];
    double intervals = count - 1.0;
    for (int j = 0; j < count && count > 1; j++) {
      reference[j] = (2.0 * j - intervals) / intervals;
    }
    return Nodes.moveTo(lower, upper, reference);
  }
}
