package io.github.approxifer.coding.locate;

import io.github.approxifer.interp.barycentric.EvaluationMatrix;
import io.github.approxifer.interp.spline.NaturalCubicSpline;
import io.github.approxifer.interp.weights.BerrutWeights;
import org.ejml.data.DMatrixRMaj;

/**
 * How the answer of a worker is predicted from those of all others. What is left over, the
 * leave-one-out residual, is small for honest answers of a smooth model and large where a worker or
 * one of its neighbours lied.
 *
 * <p>Both ways are linear in the answers and reproduce constants, so that a model which gives every
 * query the same answer has no residuals. At the two ends the spline continues straight.
 */
public enum ResidualOperator {
  /** Berrut's first interpolant through the other answers, with signs by rank. */
  BERRUT {
    @Override
    DMatrixRMaj prediction(double[] nodes, double point) {
      return EvaluationMatrix.of(
          nodes, BerrutWeights.first(nodes.length), new double[] {point}, null);
    }
  },

  /** The natural cubic spline through the other answers. */
  NATURAL_SPLINE {
    @Override
    DMatrixRMaj prediction(double[] nodes, double point) {
      return NaturalCubicSpline.evaluationMatrix(nodes, new double[] {point}, null);
    }
  };

  /** The row that predicts the value at a point from those at the nodes. */
  abstract DMatrixRMaj prediction(double[] nodes, double point);

  /**
   * The matrix that takes the answers to their leave-one-out residuals.
   *
   * @param nodes the n nodes of the workers that answered, in descending order, at least 2; not
   *     modified
   * @return n x n, a new matrix; the diagonal is 1 and every row sums to 0 up to rounding
   * @throws IllegalArgumentException if there are fewer than 2 nodes
   */
  public DMatrixRMaj matrix(double[] nodes) {
    int count = nodes.length;
    if (count < 2) {
      throw new IllegalArgumentException(
          "leaving one out needs at least 2 answers, but there are " + count);
    }
    DMatrixRMaj matrix = new DMatrixRMaj(count, count);
    double[] others = new double[count - 1];
    for (int i = 0; i < count; i++) {
      System.arraycopy(nodes, 0, others, 0, i);
      System.arraycopy(nodes, i + 1, others, i, count - 1 - i);
      DMatrixRMaj prediction = prediction(others, nodes[i]);
      matrix.set(i, i, 1);
      for (int j = 0; j < count - 1; j++) {
        matrix.set(i, j < i ? j : j + 1, -prediction.get(0, j));
      }
    }
    return matrix;
  }
}
