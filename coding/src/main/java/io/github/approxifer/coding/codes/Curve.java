package io.github.approxifer.coding.codes;

import io.github.approxifer.interp.barycentric.EvaluationMatrix;
import io.github.approxifer.interp.weights.BerrutWeights;
import org.ejml.data.DMatrixRMaj;

/**
 * A rule that lays a curve through or near values at nodes, linearly in the values: what encoders
 * and decoders of node-based codes are made of. Implementations are immutable and thread-safe.
 */
@FunctionalInterface
public interface Curve {

  /** Berrut's first rational interpolant, with signs that alternate by rank. */
  Curve BERRUT =
      (nodes, points) ->
          EvaluationMatrix.of(nodes, BerrutWeights.first(nodes.length), points, null);

  /**
   * The matrix that takes the values at the nodes to those of the curve at points.
   *
   * @param nodes n of them, at least 1, distinct and in descending order; not modified
   * @param points m of them; not modified
   * @return m x n, a new matrix
   * @throws IllegalArgumentException if the rule cannot lay a curve through so few nodes
   */
  DMatrixRMaj matrix(double[] nodes, double[] points);
}
