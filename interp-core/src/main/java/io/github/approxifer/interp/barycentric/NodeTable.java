package io.github.approxifer.interp.barycentric;

import io.github.approxifer.interp.nodes.Nodes;
import java.util.Arrays;

/**
 * Nodes sorted for search, and the answer to "is this point at a node?".
 *
 * <p>A point counts as being at node x_j if it is no farther from it than 4 units in the last place
 * of the greatest absolute node, and no farther than 2^-44 times the distance from x_j to its
 * nearest neighbour. The first bound is the accuracy to which nodes that come out of a formula are
 * known; the second keeps the step to the node's value below the rounding error of the evaluation,
 * and leaves nodes that are crowded closer than their magnitude tells (as near a singularity) to
 * the formula, which is accurate there. Subnormal distances fall under both bounds unless the nodes
 * themselves are as close as that.
 */
final class NodeTable {

  private static final double GAP_SHARE = 0x1p-44;

  private final double[] sorted;
  private final int[] order;
  private final double[] tolerance;

  NodeTable(double[] nodes) {
    Nodes.requireDistinct(nodes);
    sorted = nodes.clone();
    Arrays.sort(sorted);
    int count = nodes.length;
    order = new int[count];
    for (int j = 0; j < count; j++) {
      order[Arrays.binarySearch(sorted, nodes[j])] = j;
    }
    double rounding = 4 * Math.ulp(Math.max(Math.abs(sorted[0]), Math.abs(sorted[count - 1])));
    tolerance = new double[count];
    for (int k = 0; k < count; k++) {
      double gap = Double.POSITIVE_INFINITY;
      if (k > 0) {
        gap = sorted[k] - sorted[k - 1];
      }
      if (k + 1 < count) {
        gap = Math.min(gap, sorted[k + 1] - sorted[k]);
      }
      tolerance[k] = Math.min(rounding, GAP_SHARE * gap);
    }
  }

  int size() {
    return sorted.length;
  }

  double least() {
    return sorted[0];
  }

  double greatest() {
    return sorted[sorted.length - 1];
  }

  /**
   * The index, in the caller's order, of the node that a point is at.
   *
   * @param point any number
   * @return the index, or -1 if the point is at no node
   */
  int nodeAt(double point) {
    int k = nearest(point);
    return Math.abs(point - sorted[k]) <= tolerance[k] ? order[k] : -1;
  }

  /** The distance from a point to the nearest node. */
  double distance(double point) {
    return Math.abs(point - sorted[nearest(point)]);
  }

  private int nearest(double point) {
    int k = Arrays.binarySearch(sorted, point);
    if (k >= 0) {
      return k;
    }
    int above = -k - 1;
    if (above == 0) {
      return 0;
    }
    if (above == sorted.length) {
      return above - 1;
    }
    return sorted[above] - point < point - sorted[above - 1] ? above : above - 1;
  }
}
