package io.github.approxifer.coding.order;

import org.ejml.data.FMatrixRMaj;

/**
 * How hard queries are, by how unsure a student is of them: the smaller the difference between its
 * two greatest values, the harder the query.
 */
public final class Hardness {
  private Hardness() {}

  /**
   * The hardness of each query.
   *
   * @param student K x c, row j is the student's answer to query j; not modified
   * @return K numbers, the greater the harder, at most 0; with c = 1 all are 0
   */
  public static double[] of(FMatrixRMaj student) {
    double[] hardness = new double[student.numRows];
    for (int row = 0; row < hardness.length && student.numCols > 1; row++) {
      double first = Double.NEGATIVE_INFINITY;
      double second = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < student.numCols; c++) {
        double value = student.get(row, c);
        second = Math.max(second, Math.min(first, value));
        first = Math.max(first, value);
      }
      hardness[row] = second - first;
    }
    return hardness;
  }
}
