package io.github.approxifer.bench.study.attack;

import org.ejml.data.FMatrixRMaj;

/** Copies answers of one worker. */
final class Rows {
  private Rows() {}

  static void copy(FMatrixRMaj from, int row, FMatrixRMaj to) {
    System.arraycopy(from.data, row * from.numCols, to.data, row * to.numCols, to.numCols);
  }
}
