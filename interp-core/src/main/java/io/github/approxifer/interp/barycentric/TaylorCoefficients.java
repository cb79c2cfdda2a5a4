package io.github.approxifer.interp.barycentric;

/**
 * The derivatives of a barycentric interpolant at a point, divided by their factorials.
 *
 * <p>Source: C. Schneider and W. Werner, Some new aspects of rational interpolation, Mathematics of
 * Computation 47 (1986), proposition 11: the k-th coefficient is the interpolant of the divided
 * differences r[z, ..., z, x_j] with k points z. Their formula loses all digits near a node, where
 * it divides a difference of nearly equal numbers by a small one. So for the nearest node x_i the
 * difference is taken inside the sum, r[z, x_i] = sum over k of (w_k / (z - x_k)) (f_k - f_i)
 * divided by (z - x_i) sum over k of w_k / (z - x_k), which holds at the node itself, too.
 */
final class TaylorCoefficients {

  private TaylorCoefficients() {}

  /**
   * Computes the coefficients of orders 0 to result.length - 1.
   *
   * @param basis nodes and weights
   * @param values the values; not modified
   * @param point the point in the units of the basis
   * @param work n numbers to work with; overwritten
   * @param result the coefficients, in the units of the basis; overwritten
   */
  static void compute(Basis basis, double[] values, double point, double[] work, double[] result) {
    int count = basis.size();
    System.arraycopy(values, 0, work, 0, count);
    int at = basis.table.nodeAt(point);
    int near = at >= 0 ? at : basis.table.order(basis.table.nearest(point));
    double z = at >= 0 ? basis.nodes[at] : point;
    double delta = z - basis.nodes[near];
    double sum = basis.weights[near];
    for (int k = 0; k < count; k++) {
      if (k != near) {
        sum += basis.quotient(k, z, delta);
      }
    }
    basis.requireNoPole(sum, z);
    result[0] = interpolate(basis, work, z, near, delta, sum);
    for (int order = 1; order < result.length; order++) {
      double difference = 0;
      for (int k = 0; k < count; k++) {
        if (k != near) {
          difference += basis.weights[k] / (z - basis.nodes[k]) * (work[k] - work[near]);
          work[k] = (result[order - 1] - work[k]) / (z - basis.nodes[k]);
        }
      }
      work[near] = difference / sum;
      result[order] = interpolate(basis, work, z, near, delta, sum);
    }
  }

  private static double interpolate(
      Basis basis, double[] values, double z, int near, double delta, double sum) {
    if (delta == 0) {
      return values[near];
    }
    double numerator = basis.weights[near] * values[near];
    for (int k = 0; k < values.length; k++) {
      if (k != near) {
        numerator += basis.quotient(k, z, delta) * values[k];
      }
    }
    return numerator / sum;
  }
}
