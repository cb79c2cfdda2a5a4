package io.github.approxifer.coding.locate;

import io.github.approxifer.coding.answers.WorkerSet;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** The energy of the leave-one-out residuals, G = L'L; the answers keep their units. */
final class ResidualEnergy implements Energy {
  private final double[] nodes;
  private final ResidualOperator operator;

  ResidualEnergy(double[] nodes, ResidualOperator operator) {
    this.nodes = nodes;
    this.operator = operator;
  }

  @Override
  public DMatrixRMaj matrix(WorkerSet answers) {
    double[] answered = answers.select(nodes);
    DMatrixRMaj residuals = operator.matrix(answered);
    DMatrixRMaj matrix = new DMatrixRMaj(answered.length, answered.length);
    CommonOps_DDRM.multTransA(residuals, residuals, matrix);
    return matrix;
  }
}
