package io.github.approxifer.interp.aaa;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The vector of length one that a matrix makes smallest: its last right singular vector.
 *
 * <p>Columns are brought to the same length before and the vector is scaled back, without which
 * data of very different sizes (the square root near zero) lose all digits. If several vectors do
 * equally well, their normalised sum is taken, as Chebfun does.
 */
final class NullVector {

  private static final double MOST_ALIKE = 1000;

  private NullVector() {}

  /**
   * Finds the vector of a complex matrix.
   *
   * @param re the real parts; overwritten
   * @param im the imaginary parts, of the same shape; overwritten
   * @param real whether all imaginary parts are zero
   * @return the real and the imaginary parts of the vector; elements below rounding are exactly
   *     zero
   */
  static double[][] of(DMatrixRMaj re, DMatrixRMaj im, boolean real) {
    int columns = re.numCols;
    double[][] vector = new double[2][columns];
    if (re.numRows == 0) {
      Arrays.fill(vector[0], 1 / Math.sqrt(columns));
      return vector;
    }
    double[] lengths = scaleColumns(re, im);
    double[] found = smallest(real ? re : embedded(re, im));
    double length = 0;
    for (int j = 0; j < columns; j++) {
      for (int part = 0; part < (real ? 1 : 2); part++) {
        double element = found[j + part * columns];
        vector[part][j] = Math.abs(element) <= 0x1p-52 ? 0 : element / lengths[j];
        length = Math.hypot(length, vector[part][j]);
      }
    }
    for (int j = 0; j < columns; j++) {
      vector[0][j] /= length;
      vector[1][j] /= length;
    }
    return vector;
  }

  /** The lengths that columns were divided by: 1 for all unless they are very different. */
  private static double[] scaleColumns(DMatrixRMaj re, DMatrixRMaj im) {
    double[] lengths = new double[re.numCols];
    double greatest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < re.numCols; j++) {
      lengths[j] = length(re, im, j);
      greatest = Math.max(greatest, lengths[j]);
      least = lengths[j] == 0 ? least : Math.min(least, lengths[j]);
    }
    boolean alike = greatest <= MOST_ALIKE * least;
    for (int j = 0; j < re.numCols; j++) {
      lengths[j] = alike || lengths[j] == 0 ? 1 : lengths[j];
      for (int i = 0; i < re.numRows; i++) {
        re.set(i, j, re.get(i, j) / lengths[j]);
        im.set(i, j, im.get(i, j) / lengths[j]);
      }
    }
    return lengths;
  }

  private static double length(DMatrixRMaj re, DMatrixRMaj im, int column) {
    double greatest = 0;
    for (int i = 0; i < re.numRows; i++) {
      double element = Math.max(Math.abs(re.get(i, column)), Math.abs(im.get(i, column)));
      greatest = Math.max(greatest, element);
    }
    double sum = 0;
    for (int i = 0; i < re.numRows && greatest > 0; i++) {
      double a = re.get(i, column) / greatest;
      double b = im.get(i, column) / greatest;
      sum += a * a + b * b;
    }
    return greatest * Math.sqrt(sum);
  }

  /** The real matrix that acts on the parts of a complex vector, one after the other. */
  private static DMatrixRMaj embedded(DMatrixRMaj re, DMatrixRMaj im) {
    DMatrixRMaj matrix = new DMatrixRMaj(2 * re.numRows, 2 * re.numCols);
    for (int i = 0; i < re.numRows; i++) {
      for (int j = 0; j < re.numCols; j++) {
        matrix.set(i, j, re.get(i, j));
        matrix.set(i, j + re.numCols, -im.get(i, j));
        matrix.set(i + re.numRows, j, im.get(i, j));
        matrix.set(i + re.numRows, j + re.numCols, re.get(i, j));
      }
    }
    return matrix;
  }

  private static double[] smallest(DMatrixRMaj matrix) {
    int columns = matrix.numCols;
    DMatrixRMaj tall = matrix;
    if (matrix.numRows < columns) {
      // Rows of zeros change no vector, and make the decomposition return all of them.
      tall = new DMatrixRMaj(columns, columns);
      System.arraycopy(matrix.data, 0, tall.data, 0, matrix.getNumElements());
    }
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(tall.numRows, columns, false, true, true);
    if (!svd.decompose(tall)) {
      throw new ArithmeticException(
          "the singular value decomposition of %d x %d samples failed"
              .formatted(matrix.numRows, columns));
    }
    double[] singular = svd.getSingularValues();
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < columns; k++) {
      least = Math.min(least, singular[k]);
    }
    DMatrixRMaj v = svd.getV(null, false);
    double[] result = new double[columns];
    for (int k = 0; k < columns; k++) {
      if (singular[k] == least) {
        for (int j = 0; j < columns; j++) {
          result[j] += v.get(j, k);
        }
      }
    }
    double length = 0;
    for (double element : result) {
      length = Math.hypot(length, element);
    }
    for (int j = 0; j < columns; j++) {
      result[j] /= length;
    }
    return result;
  }
}
