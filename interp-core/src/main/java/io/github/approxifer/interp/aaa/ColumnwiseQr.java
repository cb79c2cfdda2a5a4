package io.github.approxifer.interp.aaa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * A tall matrix that grows by columns and loses rows, as Q R with orthonormal columns Q, and the
 * vector of length one that it makes smallest: its last right singular vector, which is that of the
 * small factor R.
 *
 * <p>A column is orthogonalised against those before (Gram and Schmidt) until that no longer halves
 * it. A row is taken out by rotations of Q with the unit vector of that row (Daniel, Gragg, Kaufman
 * and Stewart, Reorthogonalization and stable algorithms for updating the Gram-Schmidt QR
 * factorization, Mathematics of Computation 30 (1976)). Either takes O(rows columns) operations,
 * where a decomposition of the whole takes O(rows columns^2). Not thread-safe.
 */
final class ColumnwiseQr {

  /** Rows that hold more of a column than this are not rotated out, but everything is redone. */
  private static final double DOMINANT = 1e-2;

  /** Columns are scaled where their lengths differ by more than this. */
  private static final double MOST_ALIKE = 1000;

  private static final int MOST_PASSES = 4;

  private final int rows;
  private final boolean[] gone;
  private final List<double[]> columns = new ArrayList<>();
  private final List<double[]> q = new ArrayList<>();
  // Column k of the upper triangle R, of length k + 1.
  private final List<double[]> r = new ArrayList<>();

  ColumnwiseQr(int rows) {
    this.rows = rows;
    gone = new boolean[rows];
  }

  /** Adds a column, which is kept; its elements in rows that are gone do not count. */
  void append(double[] column) {
    for (int i = 0; i < rows; i++) {
      if (gone[i]) {
        column[i] = 0;
      }
    }
    columns.add(column);
    orthogonalize(column);
  }

  private void orthogonalize(double[] column) {
    int count = q.size();
    double[] rest = column.clone();
    double[] above = new double[count + 1];
    double length = length(rest);
    double before = Double.POSITIVE_INFINITY;
    double left = length;
    for (int pass = 0; pass < MOST_PASSES && left > 0 && left < 0.5 * before; pass++) {
      for (int k = 0; k < count; k++) {
        double share = dot(q.get(k), rest);
        above[k] += share;
        subtract(rest, share, q.get(k));
      }
      before = left;
      left = length(rest);
    }
    // What is rounding error of the column is no direction.
    if (left > 0 && left >= 0x1p-50 * length / Math.sqrt(rows + 1.0)) {
      above[count] = left;
      for (int i = 0; i < rows; i++) {
        rest[i] /= left;
      }
    } else {
      above[count] = 0;
      Arrays.fill(rest, 0);
    }
    q.add(rest);
    r.add(above);
  }

  /** Takes a row out of the matrix. */
  void remove(int row) {
    gone[row] = true;
    int count = q.size();
    double inside = 0;
    for (int k = 0; k < count; k++) {
      double element = q.get(k)[row];
      inside += element * element;
      columns.get(k)[row] = 0;
    }
    if (inside == 0) {
      return;
    }
    if (1 - inside < DOMINANT) {
      q.clear();
      r.clear();
      for (double[] column : columns) {
        orthogonalize(column);
      }
      return;
    }
    // The part of the row's unit vector that is orthogonal to all columns.
    double[] unit = new double[rows];
    unit[row] = 1;
    for (int pass = 0; pass < 2; pass++) {
      for (int k = 0; k < count; k++) {
        subtract(unit, dot(q.get(k), unit), q.get(k));
      }
    }
    double length = length(unit);
    for (int i = 0; i < rows; i++) {
      unit[i] /= length;
    }
    double[] bottom = new double[count];
    for (int k = count - 1; k >= 0; k--) {
      double[] column = q.get(k);
      double sine = column[row];
      double cosine = unit[row];
      double norm = Math.hypot(sine, cosine);
      sine /= norm;
      cosine /= norm;
      for (int i = 0; i < rows; i++) {
        double kept = cosine * column[i] - sine * unit[i];
        unit[i] = sine * column[i] + cosine * unit[i];
        column[i] = kept;
      }
      column[row] = 0;
      for (int j = k; j < count; j++) {
        double[] above = r.get(j);
        double kept = cosine * above[k] - sine * bottom[j];
        bottom[j] = sine * above[k] + cosine * bottom[j];
        above[k] = kept;
      }
    }
  }

  /**
   * The vector of length one that the matrix makes smallest. Columns of very different lengths are
   * brought to the same length before and the vector is scaled back, without which data of very
   * different sizes (the square root near zero) lose all digits. If several vectors do equally
   * well, their normalised sum is taken, as Chebfun does. Elements below rounding are exactly zero.
   */
  double[] smallest() {
    int count = q.size();
    double[] lengths = new double[count];
    double greatest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < count; j++) {
      lengths[j] = length(r.get(j));
      greatest = Math.max(greatest, lengths[j]);
      least = lengths[j] == 0 ? least : Math.min(least, lengths[j]);
    }
    boolean alike = greatest <= MOST_ALIKE * least;
    DMatrixRMaj matrix = new DMatrixRMaj(count, count);
    for (int j = 0; j < count; j++) {
      // Alike or not, sizes near 1: the decomposition squares them.
      lengths[j] =
          alike && greatest > 0
              ? greatest
              : lengths[j] == 0 ? Math.max(greatest, Double.MIN_NORMAL) : lengths[j];
      for (int i = 0; i <= j; i++) {
        matrix.set(i, j, r.get(j)[i] / lengths[j]);
      }
    }
    double[] vector = lastSingularVector(matrix);
    for (int j = 0; j < count; j++) {
      double ratio = greatest > 0 ? lengths[j] / greatest : 1;
      vector[j] = Math.abs(vector[j]) <= 0x1p-52 ? 0 : vector[j] / ratio;
    }
    return normalized(vector);
  }

  private static double[] lastSingularVector(DMatrixRMaj matrix) {
    int count = matrix.numCols;
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(count, count, false, true, true);
    if (!svd.decompose(matrix)) {
      throw new ArithmeticException(
          "the singular value decomposition for %d support points failed; leave out samples that are much greater than the others"
              .formatted(count));
    }
    double[] singular = svd.getSingularValues();
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < count; k++) {
      least = Math.min(least, singular[k]);
    }
    DMatrixRMaj v = svd.getV(null, false);
    double[] result = new double[count];
    for (int k = 0; k < count; k++) {
      if (singular[k] == least) {
        for (int j = 0; j < count; j++) {
          result[j] += v.get(j, k);
        }
      }
    }
    return refined(matrix, normalized(result), least);
  }

  /**
   * One step of inverse iteration, v to the solution of R'R u = v: the decomposition knows the
   * vector to rounding errors of the greatest singular value only.
   */
  private static double[] refined(DMatrixRMaj triangle, double[] vector, double least) {
    double[] solution = vector.clone();
    TriangularSolver_DDRM.solveTranU(triangle.data, solution, vector.length);
    TriangularSolver_DDRM.solveU(triangle.data, solution, vector.length);
    double length = length(solution);
    return least > 0 && length > 0 && Double.isFinite(length) ? normalized(solution) : vector;
  }

  private static double[] normalized(double[] vector) {
    double length = length(vector);
    for (int j = 0; j < vector.length; j++) {
      vector[j] /= length;
    }
    return vector;
  }

  private static double length(double[] vector) {
    double greatest = 0;
    for (double element : vector) {
      greatest = Math.max(greatest, Math.abs(element));
    }
    if (greatest == 0) {
      return 0;
    }
    if (greatest > 0x1p-400 && greatest < 0x1p400) {
      return Math.sqrt(dot(vector, vector));
    }
    double sum = 0;
    for (double element : vector) {
      sum += (element / greatest) * (element / greatest);
    }
    return greatest * Math.sqrt(sum);
  }

  /** Four sums side by side, which the compiler can keep in vector registers. */
  private static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return s0 + s1 + (s2 + s3);
  }

  private static void subtract(double[] from, double factor, double[] column) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= factor * column[i];
    }
  }
}
