package io.github.approxifer.interp.barycentric;

import io.github.approxifer.interp.nodes.Nodes;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The matrix that takes the values at the nodes to the values at other points.
 *
 * <p>Row i, column j holds (w_j / (z_i - x_j)) / sum_k (w_k / (z_i - x_k)): the interpolant at the
 * points z is this matrix times the column of the values at the nodes x. It depends on nodes,
 * weights and points only, so it can be kept for any number of data sets. Source: the second (true)
 * barycentric formula, Berrut and Trefethen 2004, equation 4.2, here with numerator and denominator
 * multiplied by the distance from the point to the nearest node, so that no quotient overflows. All
 * methods are thread-safe.
 */
public final class EvaluationMatrix {

  private EvaluationMatrix() {}

  /**
   * Builds the evaluation matrix. Points outside of the nodes are evaluated as any other: whether
   * to extrapolate is the caller's choice.
   *
   * <p>A point at a node gets exactly the row of the unit matrix. It counts as being there if it is
   * no farther than 4 units in the last place of the greatest absolute node, and no farther than
   * 2^-44 times the distance from the node to its nearest neighbour. So the step to the node's
   * value is below rounding error, and a subnormal distance makes no NaN.
   *
   * @param nodes the n nodes, in any order, finite and distinct; not modified
   * @param weights the n barycentric weights, in the order of the nodes, finite and not zero; not
   *     modified
   * @param points the m points, finite; not modified
   * @param destination where to put the matrix, reshaped to m x n and overwritten, or null for a
   *     new one
   * @return {@code destination}, or the new matrix; every row sums to 1 up to rounding
   * @throws IllegalArgumentException if there is no node, if nodes and weights differ in number, or
   *     if a number is not finite, a node is repeated or a weight is zero
   * @throws ArithmeticException if a point is a pole of the interpolant, which the weights of
   *     {@link io.github.approxifer.interp.weights} exclude for sorted nodes and any real point
   */
  public static DMatrixRMaj of(
      double[] nodes, double[] weights, double[] points, @Nullable DMatrixRMaj destination) {
    Basis basis = new Basis(nodes, weights);
    Nodes.requireFinite("points", points);
    DMatrixRMaj matrix = destination == null ? new DMatrixRMaj(0, 0) : destination;
    matrix.reshape(points.length, nodes.length);
    for (int i = 0; i < points.length; i++) {
      basis.row(basis.table.scaled(points[i]), matrix.data, i * nodes.length);
    }
    return matrix;
  }
}
