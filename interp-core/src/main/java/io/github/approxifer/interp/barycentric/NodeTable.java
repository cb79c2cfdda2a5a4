package io.github.approxifer.interp.barycentric;

import io.github.approxifer.interp.internal.Scaling;
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
 *
 * <p>Nodes and points are multiplied with a power of two where products of two differences would
 * over- or underflow; everywhere else it is 1.
 */
final class NodeTable {

  private static final double GAP_SHARE = 0x1p-44;
  private static final int CELLS_PER_NODE = 64;
  private static final int MOST_CELLS = 1 << 15;
  private static final double FARTHEST = 0x1p1000;

  private final double scale;
  private final double least;
  private final double greatest;
  private final double[] sorted;
  private final int[] order;
  private final double[] tolerance;

  // Which of the equal cells of the nodes' interval touch the neighbourhood of a node.
  private final boolean[] nearNode;
  private final double cellsPerUnit;

  NodeTable(double[] nodes) {
    Nodes.requireDistinct(nodes);
    sorted = nodes.clone();
    Arrays.sort(sorted);
    int count = nodes.length;
    order = new int[count];
    for (int j = 0; j < count; j++) {
      order[Arrays.binarySearch(sorted, nodes[j])] = j;
    }
    least = sorted[0];
    greatest = sorted[count - 1];
    scale = Scaling.ofInterval(least, greatest);
    for (int k = 0; k < count; k++) {
      sorted[k] *= scale;
    }
    tolerance = tolerances(sorted);
    int cells = Math.min(MOST_CELLS, Integer.highestOneBit(count) * CELLS_PER_NODE);
    double length = sorted[count - 1] - sorted[0];
    cellsPerUnit = length > 0 ? Math.min(cells / length, Double.MAX_VALUE) : 0;
    nearNode = new boolean[cells];
    for (int k = 0; k < count; k++) {
      int last = cell(sorted[k] + tolerance[k]);
      for (int c = cell(sorted[k] - tolerance[k]); c <= last; c++) {
        nearNode[c] = true;
      }
    }
  }

  private static double[] tolerances(double[] sorted) {
    int count = sorted.length;
    double rounding = 4 * Math.ulp(Math.max(Math.abs(sorted[0]), Math.abs(sorted[count - 1])));
    double[] tolerances = new double[count];
    for (int k = 0; k < count; k++) {
      double gap = Double.POSITIVE_INFINITY;
      if (k > 0) {
        gap = sorted[k] - sorted[k - 1];
      }
      if (k + 1 < count) {
        gap = Math.min(gap, sorted[k + 1] - sorted[k]);
      }
      tolerances[k] = Math.min(rounding, GAP_SHARE * gap);
    }
    return tolerances;
  }

  int size() {
    return sorted.length;
  }

  /** A point in the units of this table. */
  double scaled(double point) {
    return Math.max(-FARTHEST, Math.min(FARTHEST, point * scale));
  }

  /** The power of two that takes points to the units of this table. */
  double scale() {
    return scale;
  }

  /** The k-th node in ascending order, in the units of this table. */
  double sorted(int k) {
    return sorted[k];
  }

  /** The index in the caller's order of the k-th node in ascending order. */
  int order(int k) {
    return order[k];
  }

  /** The least node in the caller's units. */
  double least() {
    return least;
  }

  /** The greatest node in the caller's units. */
  double greatest() {
    return greatest;
  }

  /** Whether a point in the units of this table may be at a node: false for most, and quickly. */
  boolean maybeAtNode(double scaledPoint) {
    return nearNode[cell(scaledPoint)];
  }

  /**
   * The index, in the caller's order, of the node that a point is at.
   *
   * @param scaledPoint a point in the units of this table
   * @return the index, or -1 if the point is at no node
   */
  int nodeAt(double scaledPoint) {
    int k = nearest(scaledPoint);
    return Math.abs(scaledPoint - sorted[k]) <= tolerance[k] ? order[k] : -1;
  }

  /** The rank of the node nearest to a point in the units of this table. */
  int nearest(double scaledPoint) {
    int k = Arrays.binarySearch(sorted, scaledPoint);
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
    return sorted[above] - scaledPoint < scaledPoint - sorted[above - 1] ? above : above - 1;
  }

  private int cell(double scaledPoint) {
    int cell = (int) ((scaledPoint - sorted[0]) * cellsPerUnit);
    return Math.max(0, Math.min(nearNode.length - 1, cell));
  }
}
