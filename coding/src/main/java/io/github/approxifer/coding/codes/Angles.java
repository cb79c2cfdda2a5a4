package io.github.approxifer.coding.codes;

import io.github.approxifer.interp.nodes.ChebyshevNodes;
import java.util.Arrays;

/**
 * Nodes by angle: the query nodes of a group of K stand at the angles (2j+1) pi / (2K), so that
 * there are K+1 gaps to put other workers into, the two at the ends half as wide.
 */
final class Angles {
  private Angles() {}

  /**
   * Nodes in the gaps between K query nodes, as evenly over the gaps as possible: the first K+1
   * fill each gap once (the ends at the angles 0 and pi), and so on. Fewer are spread over the
   * inner gaps first.
   *
   * @param queries K
   * @param count how many nodes
   * @return the nodes in descending order; none is a query node, all are distinct
   */
  static double[] between(int queries, int count) {
    int gaps = count < queries || count == queries - 1 ? queries - 1 : queries + 1;
    boolean ends = gaps == queries + 1;
    int[] inGap = new int[gaps];
    for (int i = 0; i < count; i++) {
      // The i-th of the extra nodes goes where it is farthest from the others of its round.
      int round = i / gaps;
      int rest = Math.min(gaps, count - round * gaps);
      inGap[(int) ((i - round * gaps + 0.5) * gaps / rest)]++;
    }
    double step = Math.PI / queries;
    double[] nodes = new double[count];
    int next = 0;
    for (int gap = 0; gap < gaps; gap++) {
      for (int t = 1; t <= inGap[gap]; t++) {
        double share = t / (inGap[gap] + 1.0);
        double angle;
        if (!ends) {
          angle = (gap + 0.5 + share) * step;
        } else if (gap == 0) {
          angle = (inGap[0] - t) * step / (2.0 * inGap[0]);
        } else if (gap == queries) {
          angle = Math.PI - (inGap[gap] - t) * step / (2.0 * inGap[gap]);
        } else {
          angle = (gap - 0.5 + share) * step;
        }
        nodes[next++] = Math.sin(Math.PI / 2 - angle);
      }
    }
    Arrays.sort(nodes);
    return reversed(nodes);
  }

  /** The query nodes and nodes between them, in descending order. */
  static double[] merge(int queries, int count) {
    double[] all = Arrays.copyOf(between(queries, count), count + queries);
    double[] clean = ChebyshevNodes.firstKind(queries);
    System.arraycopy(clean, 0, all, count, queries);
    Arrays.sort(all);
    return reversed(all);
  }

  private static double[] reversed(double[] ascending) {
    double[] descending = new double[ascending.length];
    for (int i = 0; i < descending.length; i++) {
      descending[i] = ascending[ascending.length - 1 - i];
    }
    return descending;
  }
}
