package io.github.approxifer.interp.barycentric;

import io.github.approxifer.interp.nodes.LegendreNodes;

/**
 * The row that takes the values at the nodes to the definite integral of the interpolant.
 *
 * <p>The interpolant is smooth between neighbouring nodes; there its basis functions are integrated
 * by the Gauss-Legendre rule of 16 points, on halves of the piece until the result agrees with that
 * for the whole to 1e-14 of the integral of the absolute functions. Depending on the weights only,
 * it serves any number of data sets. For a polynomial interpolant of up to 32 nodes the rule is
 * exact. (Floater and Hormann 2007 leave the integral to quadrature as well.) The class is
 * thread-safe.
 */
public final class IntegrationWeights {

  private static final int RULE = 16;
  private static final double[] RULE_NODES = LegendreNodes.of(RULE);
  private static final double[] RULE_WEIGHTS = LegendreNodes.quadratureWeights(RULE);
  private static final double TOLERANCE = 1e-14;
  private static final int DEEPEST = 30;

  private final Basis basis;
  private final double[] row;

  private IntegrationWeights(Basis basis) {
    this.basis = basis;
    row = new double[basis.size()];
  }

  /**
   * Computes the weights of the integral from one point to another.
   *
   * @param nodes the n nodes, in any order, finite and distinct; not modified
   * @param weights the n barycentric weights, in the order of the nodes, finite and not zero; not
   *     modified
   * @param lower the lower limit, finite
   * @param upper the upper limit, finite; less than {@code lower} turns the sign
   * @return a new array of n weights: their sum is {@code upper - lower}
   * @throws IllegalArgumentException if there is no node, if nodes and weights differ in number, or
   *     if a number is not finite, a node is repeated or a weight is zero
   * @throws ArithmeticException if the interpolant has a pole so close to the interval that the
   *     quadrature does not settle
   */
  public static double[] of(double[] nodes, double[] weights, double lower, double upper) {
    return of(new Basis(nodes, weights), lower, upper);
  }

  static double[] of(Basis basis, double lower, double upper) {
    if (!Double.isFinite(lower) || !Double.isFinite(upper)) {
      throw new IllegalArgumentException(
          "cannot integrate from %s to %s; give finite limits".formatted(lower, upper));
    }
    double[] result = new double[basis.size()];
    double from = basis.table.scaled(Math.min(lower, upper));
    double to = basis.table.scaled(Math.max(lower, upper));
    IntegrationWeights integration = new IntegrationWeights(basis);
    double left = from;
    for (int k = 0; k < basis.size() && left < to; k++) {
      double right = Math.min(to, basis.table.sorted(k));
      if (right > left) {
        integration.addPiece(left, right, result);
        left = right;
      }
    }
    if (left < to) {
      integration.addPiece(left, to, result);
    }
    double sign = (upper < lower ? -1 : 1) / basis.table.scale();
    for (int j = 0; j < result.length; j++) {
      result[j] *= sign;
    }
    return result;
  }

  private void addPiece(double from, double to, double[] result) {
    double[] whole = new double[row.length];
    double size = rule(from, to, whole);
    refine(from, to, whole, Math.max(size, to - from), 0, result);
  }

  private void refine(
      double from, double to, double[] whole, double size, int depth, double[] result) {
    double middle = from + 0.5 * (to - from);
    double[] left = new double[row.length];
    double[] right = new double[row.length];
    rule(from, middle, left);
    rule(middle, to, right);
    double change = 0;
    for (int j = 0; j < row.length; j++) {
      change = Math.max(change, Math.abs(left[j] + right[j] - whole[j]));
    }
    if (change <= TOLERANCE * size) {
      for (int j = 0; j < row.length; j++) {
        result[j] += left[j] + right[j];
      }
      return;
    }
    if (depth == DEEPEST) {
      throw new ArithmeticException(
          "the integral does not settle near %s, where the interpolant has a pole"
              .formatted(middle / basis.table.scale()));
    }
    refine(from, middle, left, size, depth + 1, result);
    refine(middle, to, right, size, depth + 1, result);
  }

  /** Adds the rule's weights for one piece, and returns the sum of their absolute values. */
  private double rule(double from, double to, double[] into) {
    double half = 0.5 * (to - from);
    double size = 0;
    for (int q = 0; q < RULE; q++) {
      basis.row(from + half * (1 + RULE_NODES[q]), row, 0);
      for (int j = 0; j < row.length; j++) {
        double term = half * RULE_WEIGHTS[q] * row[j];
        into[j] += term;
        size += Math.abs(term);
      }
    }
    return size;
  }
}
