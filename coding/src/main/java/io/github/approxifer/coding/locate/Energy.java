package io.github.approxifer.coding.locate;

import io.github.approxifer.coding.answers.WorkerSet;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/**
 * How implausible answers are: trace(Z' G Z), where Z (n x c) are the answers in suitable units and
 * G depends on the workers that answered. Immutable and thread-safe.
 */
@FunctionalInterface
interface Energy {

  /**
   * The matrix of the energy.
   *
   * @param answers F
   * @return |F| x |F|, symmetric, positive semidefinite; a new matrix
   */
  DMatrixRMaj matrix(WorkerSet answers);

  /**
   * The answers in suitable units; by default as they are.
   *
   * @param values n x c, not modified
   * @return n x c, row-major, a new array
   */
  default double[] inUnits(FMatrixRMaj values) {
    double[] units = new double[values.getNumElements()];
    for (int i = 0; i < units.length; i++) {
      units[i] = values.data[i];
    }
    return units;
  }
}
