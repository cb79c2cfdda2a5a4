package io.github.approxifer.interp.nodes;

import io.github.approxifer.interp.internal.Checks;

/**
 * Chebyshev points of the first and of the second kind, in descending order.
 *
 * <p>They are computed as sines of angles that are symmetric about zero rather than as cosines, so
 * that a node set of [-1, 1] is antisymmetric to the last bit and its middle node is exactly zero.
 * All methods are thread-safe and return a new array.
 */
public final class ChebyshevNodes {

  private ChebyshevNodes() {}

  /**
   * The zeros cos((2j+1) pi / (2 count)), j = 0..count-1, of the Chebyshev polynomial of degree
   * count. They lie inside (-1, 1).
   *
   * @param count the number of nodes, at least 1
   * @return the nodes in descending order
   * @throws IllegalArgumentException if {@code count} is less than 1
   */
  public static double[] firstKind(int count) {
    Checks.requireNodes(count);
    double[] nodes = new double[count];
    for (int j = 0; j < count; j++) {
      nodes[j] = Math.sin(Math.PI * (count - 1 - 2L * j) / (2.0 * count));
    }
    return nodes;
  }

  /**
   * The points of {@link #firstKind(int)}, moved to an interval.
   *
   * @param count the number of nodes, at least 1
   * @param lower the lower end of the interval
   * @param upper the upper end of the interval, greater than {@code lower}
   * @return the nodes in descending order
   * @throws IllegalArgumentException if {@code count} is less than 1 or the interval is empty or
   *     not finite
   */
  public static double[] firstKind(int count, double lower, double upper) {
    return Nodes.moveTo(lower, upper, firstKind(count));
  }

  /**
   * The extreme points cos(i pi / (count-1)), i = 0..count-1, of the Chebyshev polynomial of degree
   * count - 1. They include both ends, 1 and -1; a single node is put into the middle, at 0.
   *
   * @param count the number of nodes, at least 1
   * @return the nodes in descending order
   * @throws IllegalArgumentException if {@code count} is less than 1
   */
  public static double[] secondKind(int count) {
    Checks.requireNodes(count);
    double[] nodes = new double[count];
    int intervals = count - 1;
    for (int i = 0; i < count && intervals > 0; i++) {
      nodes[i] = Math.sin(Math.PI * (intervals - 2L * i) / (2.0 * intervals));
    }
    return nodes;
  }

  /**
   * The points of {@link #secondKind(int)}, moved to an interval.
   *
   * @param count the number of nodes, at least 1
   * @param lower the lower end of the interval
   * @param upper the upper end of the interval, greater than {@code lower}
   * @return the nodes in descending order
   * @throws IllegalArgumentException if {@code count} is less than 1 or the interval is empty or
   *     not finite
   */
  public static double[] secondKind(int count, double lower, double upper) {
    return Nodes.moveTo(lower, upper, secondKind(count));
  }
}
