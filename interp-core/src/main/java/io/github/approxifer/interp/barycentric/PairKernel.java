package io.github.approxifer.interp.barycentric;

/**
 * The inner loop: numerators and denominators of the barycentric formula for a block of points.
 *
 * <p>Written for the compiler's vector units: the innermost loop runs over points and has no
 * branch, whatever goes wrong in it (a point at a node, an overflow) is left to the caller to
 * repair. Two nodes share one division, by far the slowest operation: a/d + b/e = (a e + b d) / (d
 * e). The two are half of the sorted nodes apart, so that their product is small for one of them at
 * most. A last node without a partner gets one of weight zero.
 */
final class PairKernel {

  private final double[] nodes;
  private final double[] weights;
  private final int[] order;

  PairKernel(Basis basis) {
    int count = basis.size();
    int pairs = (count + 1) / 2;
    nodes = new double[2 * pairs];
    weights = new double[2 * pairs];
    order = new int[2 * pairs];
    for (int pair = 0; pair < pairs; pair++) {
      for (int half = 0; half < 2; half++) {
        int rank = pair + half * pairs;
        int to = 2 * pair + half;
        if (rank < count) {
          order[to] = basis.table.order(rank);
          nodes[to] = basis.table.sorted(rank);
          weights[to] = basis.weights[order[to]];
        } else {
          order[to] = -1;
          double last = basis.table.sorted(count - 1);
          double length = last - basis.table.sorted(0);
          nodes[to] = last + (length > 0 ? length : Math.max(1, Math.abs(last)));
        }
      }
    }
  }

  /** Weight times value of each node, in the order of this kernel. */
  double[] products(double[] values) {
    double[] products = new double[nodes.length];
    for (int k = 0; k < nodes.length; k++) {
      products[k] = order[k] < 0 ? 0 : weights[k] * values[order[k]];
    }
    return products;
  }

  /** Adds up the numerators and denominators of the first {@code length} points. */
  void accumulate(
      double[] points, double[] products, double[] numerators, double[] denominators, int length) {
    accumulate(points, products, numerators, denominators, length, 0, nodes.length / 2);
  }

  /**
   * Halves the range of pairs instead of looping over it. The compiler does not inline deep
   * recursion, and so compiles the loop over points on its own; in a nest with the loops over pairs
   * and blocks HotSpot gives up before it has vectorised the innermost one, and takes four times as
   * long.
   */
  private void accumulate(
      double[] points,
      double[] products,
      double[] numerators,
      double[] denominators,
      int length,
      int from,
      int to) {
    if (to - from > 1) {
      int middle = (from + to) >>> 1;
      accumulate(points, products, numerators, denominators, length, from, middle);
      accumulate(points, products, numerators, denominators, length, middle, to);
      return;
    }
    int k = 2 * from;
    accumulatePair(
        points,
        numerators,
        denominators,
        length,
        nodes[k],
        nodes[k + 1],
        products[k],
        products[k + 1],
        weights[k],
        weights[k + 1]);
  }

  private static void accumulatePair(
      double[] points,
      double[] numerators,
      double[] denominators,
      int length,
      double x,
      double y,
      double a,
      double b,
      double v,
      double w) {
    for (int i = 0; i < length; i++) {
      double z = points[i];
      double d = z - x;
      double e = z - y;
      double reciprocal = 1 / (d * e);
      numerators[i] += (a * e + b * d) * reciprocal;
      denominators[i] += (v * e + w * d) * reciprocal;
    }
  }

  /** The quotient for one point, equal to the last bit to that of {@link #accumulate}. */
  double value(double point, double[] products) {
    double numerator = 0;
    double denominator = 0;
    for (int k = 0; k < nodes.length; k += 2) {
      double d = point - nodes[k];
      double e = point - nodes[k + 1];
      double reciprocal = 1 / (d * e);
      numerator += (products[k] * e + products[k + 1] * d) * reciprocal;
      denominator += (weights[k] * e + weights[k + 1] * d) * reciprocal;
    }
    return numerator / denominator;
  }
}
