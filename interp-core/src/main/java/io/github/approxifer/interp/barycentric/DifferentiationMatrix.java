package io.github.approxifer.interp.barycentric;

import io.github.approxifer.interp.internal.Checks;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The matrix that takes the values at the nodes to the derivatives of the interpolant there.
 *
 * <p>Source: Schneider and Werner 1986 for the first order, and for higher ones the recursion of R.
 * Baltensperger and J.-P. Berrut, The linear rational collocation method, Journal of Computational
 * and Applied Mathematics 134 (2001). Every diagonal element is minus the sum of the rest of its
 * row, so that constants have derivative zero exactly up to the rounding of that sum. The class is
 * thread-safe.
 */
public final class DifferentiationMatrix {

  private DifferentiationMatrix() {}

  /**
   * Builds the differentiation matrix.
   *
   * @param nodes the n nodes, in any order, finite and distinct; not modified
   * @param weights the n barycentric weights, in the order of the nodes, finite and not zero; not
   *     modified
   * @param order the order of the derivative, from 0 to 170
   * @param destination where to put the matrix, reshaped to n x n and overwritten, or null for a
   *     new one
   * @return {@code destination}, or the new matrix; row i belongs to the derivative at node i
   * @throws IllegalArgumentException if there is no node, if nodes and weights differ in number, if
   *     a number is not finite, a node is repeated or a weight is zero, or if the order is out of
   *     range
   */
  public static DMatrixRMaj of(
      double[] nodes, double[] weights, int order, @Nullable DMatrixRMaj destination) {
    Basis basis = new Basis(nodes, weights);
    Checks.requireDerivativeOrder(order);
    int count = nodes.length;
    DMatrixRMaj matrix = destination == null ? new DMatrixRMaj(0, 0) : destination;
    matrix.reshape(count, count);
    matrix.zero();
    for (int i = 0; i < count; i++) {
      matrix.set(i, i, 1);
    }
    for (int k = 1; k <= order; k++) {
      for (int i = 0; i < count; i++) {
        double diagonal = matrix.get(i, i);
        double sum = 0;
        for (int j = 0; j < count; j++) {
          if (j != i) {
            double ratio = basis.weights[j] / basis.weights[i];
            double element =
                k * (ratio * diagonal - matrix.get(i, j)) / (basis.nodes[i] - basis.nodes[j]);
            matrix.set(i, j, element);
            sum += element;
          }
        }
        matrix.set(i, i, -sum);
      }
    }
    double unit = Math.pow(basis.table.scale(), order);
    for (int i = 0; unit != 1 && i < count * count; i++) {
      matrix.data[i] *= unit;
    }
    return matrix;
  }
}
