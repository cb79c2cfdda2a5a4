package io.github.approxifer.interp.barycentric;

import io.github.approxifer.interp.internal.Checks;
import io.github.approxifer.interp.nodes.Nodes;
import java.util.Arrays;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * An interpolant whose value at a point is a vector: many outputs that share nodes and weights.
 *
 * <p>The quotients w_j / (z - x_j) are computed once for all outputs. Points outside of the nodes
 * are refused, unless {@link #withExtrapolation} allows them. Instances are immutable and
 * thread-safe.
 */
public final class VectorInterpolant {

  private final Basis basis;
  private final DMatrixRMaj values;
  private final Extrapolation extrapolation;

  private VectorInterpolant(double[] nodes, double[] weights, DMatrixRMaj values) {
    this(new Basis(nodes, weights), checkedCopy(values, nodes.length), Extrapolation.REFUSED);
  }

  private VectorInterpolant(Basis basis, DMatrixRMaj values, Extrapolation extrapolation) {
    this.basis = basis;
    this.values = values;
    this.extrapolation = extrapolation;
  }

  /**
   * The interpolant of vectors at nodes.
   *
   * @param nodes the n nodes, in any order, finite and distinct; copied
   * @param weights the n barycentric weights, in the order of the nodes, finite and not zero;
   *     copied
   * @param values the values, n x c: row j is the vector of c outputs at node j; copied
   * @return the interpolant
   * @throws IllegalArgumentException if there is no node, if the sizes do not fit, or if a number
   *     is not finite, a node is repeated or a weight is zero
   */
  public static VectorInterpolant of(double[] nodes, double[] weights, DMatrixRMaj values) {
    return new VectorInterpolant(nodes, weights, values);
  }

  /**
   * The interpolant of other values at the same nodes with the same weights.
   *
   * @param newValues the values, n x c with any c; copied
   * @return a new interpolant
   * @throws IllegalArgumentException if there are not n rows or a value is not finite
   */
  public VectorInterpolant withValues(DMatrixRMaj newValues) {
    return new VectorInterpolant(basis, checkedCopy(newValues, basis.size()), extrapolation);
  }

  /**
   * The same interpolant with another answer to points outside of the nodes.
   *
   * @param policy whether they are refused
   * @return a new interpolant
   */
  public VectorInterpolant withExtrapolation(Extrapolation policy) {
    return new VectorInterpolant(basis, values, Objects.requireNonNull(policy, "policy"));
  }

  /**
   * Evaluates the interpolant; a destination of sufficient size makes it allocate nothing.
   *
   * @param points the m points, finite; not modified
   * @param destination where to put the values, reshaped to m x c and overwritten, or null for a
   *     new matrix
   * @return {@code destination}, or the new matrix: row i is the vector at point i
   * @throws IllegalArgumentException if a point is not finite, or outside of the nodes while
   *     extrapolation is refused
   * @throws ArithmeticException if a point is a pole
   */
  public DMatrixRMaj values(double[] points, @Nullable DMatrixRMaj destination) {
    DMatrixRMaj result = destination == null ? new DMatrixRMaj(0, 0) : destination;
    result.reshape(points.length, values.numCols);
    for (int i = 0; i < points.length; i++) {
      extrapolation.require(basis, points, i);
      row(basis.table.scaled(points[i]), result.data, i * values.numCols);
    }
    return result;
  }

  private void row(double point, double[] to, int offset) {
    int columns = values.numCols;
    int node = basis.table.nodeAt(point);
    if (node >= 0) {
      System.arraycopy(values.data, node * columns, to, offset, columns);
      return;
    }
    Arrays.fill(to, offset, offset + columns, 0);
    double distance = basis.distance(point);
    double sum = 0;
    for (int j = 0; j < basis.size(); j++) {
      double quotient = basis.quotient(j, point, distance);
      sum += quotient;
      int from = j * columns;
      for (int c = 0; c < columns; c++) {
        to[offset + c] += quotient * values.data[from + c];
      }
    }
    basis.requireNoPole(sum, point);
    for (int c = 0; c < columns; c++) {
      to[offset + c] /= sum;
    }
  }

  private static DMatrixRMaj checkedCopy(DMatrixRMaj values, int count) {
    Checks.requireOneEach("rows of values", values.numRows, count, "node");
    DMatrixRMaj copy = values.copy();
    Nodes.requireFinite("values", copy.data);
    return copy;
  }
}
