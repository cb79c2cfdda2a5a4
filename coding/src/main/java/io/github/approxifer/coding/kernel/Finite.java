package io.github.approxifer.coding.kernel;

import org.ejml.data.FMatrixRMaj;

/** The search for NaN and infinities in float matrices. */
public final class Finite {
  private Finite() {}

  /**
   * Whether all elements of a row are finite.
   *
   * @param matrix any matrix, not modified
   * @param row one of its rows
   * @return false if there is a NaN or an infinity
   */
  public static boolean row(FMatrixRMaj matrix, int row) {
    int begin = row * matrix.numCols;
    return range(matrix.data, begin, begin + matrix.numCols);
  }

  /**
   * Refuses a matrix with a NaN or an infinity.
   *
   * @param matrix any matrix, not modified
   * @param rowName what a row is, for the message: "query", "answer of rank"
   * @throws IllegalArgumentException that names the row, the element and the value
   */
  public static void require(FMatrixRMaj matrix, String rowName) {
    int columns = matrix.numCols;
    if (range(matrix.data, 0, matrix.numRows * columns)) {
      return;
    }
    for (int i = 0; i < matrix.numRows * columns; i++) {
      if (!Float.isFinite(matrix.data[i])) {
        throw new IllegalArgumentException(
            rowName
                + " "
                + i / columns
                + " has "
                + matrix.data[i]
                + " at element "
                + i % columns
                + "; all elements must be finite");
      }
    }
  }

  // 0 x is 0 for a finite x and NaN otherwise. Four sums, because one would wait for itself at
  // every step.
  private static boolean range(float[] values, int begin, int end) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = begin;
    for (; i <= end - 4; i += 4) {
      a += 0 * values[i];
      b += 0 * values[i + 1];
      c += 0 * values[i + 2];
      d += 0 * values[i + 3];
    }
    for (; i < end; i++) {
      a += 0 * values[i];
    }
    return a + b + c + d == 0;
  }
}
