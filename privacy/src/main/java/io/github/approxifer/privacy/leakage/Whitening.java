package io.github.approxifer.privacy.leakage;

/** The small dense linear algebra behind the leakage bounds; all matrices are row-major. */
final class Whitening {
  /** A diagonal entry this much below the largest counts as 0, and the matrix as singular. */
  private static final double SINGULAR = 1e-13;

  private Whitening() {}

  /**
   * Returns {@code Z = S'^-1 A}, t x K, for the rows of the given workers, where {@code B' = Q S}
   * with upper triangular S, so that {@code B B' = S' S}; an empty array if B has no full row rank.
   *
   * @param encoding N x (K + T)
   */
  static double[] whiten(double[] encoding, int queries, int blocks, int[] colluders) {
    int t = colluders.length;
    if (t > blocks) {
      return new double[0];
    }
    int columns = queries + blocks;
    // Orthogonalise the rows of B one after the other, twice each, carrying A along: row i of B is
    // sum_k S[k][i] q_k, and row i of Z solves the same triangular system.
    double[] basis = new double[t * blocks];
    double[] whitened = new double[t * queries];
    double largest = 0;
    for (int i = 0; i < t; i++) {
      System.arraycopy(encoding, colluders[i] * columns, whitened, i * queries, queries);
      System.arraycopy(encoding, colluders[i] * columns + queries, basis, i * blocks, blocks);
      double original = norm(basis, i, blocks);
      for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < i; k++) {
          double projection = dot(basis, i, k, blocks);
          subtract(basis, i, k, projection, blocks);
          subtract(whitened, i, k, projection, queries);
        }
      }
      double rest = norm(basis, i, blocks);
      largest = Math.max(largest, original);
      if (!(rest > SINGULAR * largest)) {
        return new double[0];
      }
      divide(basis, i, rest, blocks);
      divide(whitened, i, rest, queries);
    }
    return whitened;
  }

  /** Returns {@code log det(I + factor Z Z')} by Cholesky, for Z of the given shape. */
  static double logDeterminant(double[] z, int rows, int columns, double factor) {
    double[] lower = new double[rows * rows];
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j <= i; j++) {
        double entry = factor * dot(z, i, j, columns);
        for (int k = 0; k < j; k++) {
          entry -= lower[i * rows + k] * lower[j * rows + k];
        }
        if (i == j) {
          // The unit of the diagonal is kept apart, so that small leakages keep their digits.
          sum += Math.log1p(entry);
          lower[i * rows + i] = Math.sqrt(1 + entry);
        } else {
          lower[i * rows + j] = entry / lower[j * rows + j];
        }
      }
    }
    return sum;
  }

  private static double dot(double[] matrix, int first, int second, int columns) {
    double sum = 0;
    for (int c = 0; c < columns; c++) {
      sum += matrix[first * columns + c] * matrix[second * columns + c];
    }
    return sum;
  }

  private static double norm(double[] matrix, int row, int columns) {
    return Math.sqrt(dot(matrix, row, row, columns));
  }

  private static void subtract(double[] matrix, int row, int other, double factor, int columns) {
    for (int c = 0; c < columns; c++) {
      matrix[row * columns + c] -= factor * matrix[other * columns + c];
    }
  }

  private static void divide(double[] matrix, int row, double divisor, int columns) {
    for (int c = 0; c < columns; c++) {
      matrix[row * columns + c] /= divisor;
    }
  }
}
