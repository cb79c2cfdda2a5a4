package io.github.approxifer.interp.minimax;

import io.github.approxifer.interp.internal.Scaling;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.jspecify.annotations.Nullable;

/**
 * The rational function p/q of type (m, n) whose errors at m + n + 2 reference points are equal in
 * size and alternate in sign.
 *
 * <p>Both p and q, divided by the product of (x - t) over min(m, n) + 1 support points t between
 * the reference points, are sums of coefficients over (x - t); the one of the higher degree has a
 * polynomial added, in Chebyshev's form. With rows scaled so that p and the signed q are
 * orthogonal, the level is an eigenvalue of a symmetric matrix of n + 1 rows; that eigenvector is
 * right whose q has no zero among the reference points (Filip et al. 2018, section 4, with the
 * polynomial part in the place of their conditions on the coefficients, which lose digits for
 * unequal degrees).
 */
final class LevelledFit {

  private final double[] support;
  private final double[] above;
  private final double[] below;
  private final double level;
  private final double middle;
  private final double half;

  /** The power of two that values are divided by. */
  private final double unit;

  private LevelledFit(
      double[] support,
      double[] above,
      double[] below,
      double level,
      double middle,
      double half,
      double unit) {
    this.support = support;
    this.above = above;
    this.below = below;
    this.level = level;
    this.middle = middle;
    this.half = half;
    this.unit = unit;
  }

  /** The error at the first reference point; the others alternate. */
  double level() {
    return unit * level;
  }

  double[] support() {
    return support;
  }

  /** The value at a point; not finite at a pole. */
  double value(double x) {
    for (int j = 0; j < support.length; j++) {
      if (x == support[j]) {
        return unit * (above[j] / below[j]);
      }
    }
    return unit * (sum(above, x) / sum(below, x));
  }

  /** The denominator divided by the product of (x - t). */
  double denominator(double x) {
    return sum(below, x);
  }

  private double sum(double[] coefficients, double x) {
    double sum = 0;
    for (int j = 0; j < support.length; j++) {
      sum += coefficients[j] / (x - support[j]);
    }
    // Clenshaw's recurrence for the rest.
    double z = (x - middle) / half;
    double next = 0;
    double afterNext = 0;
    for (int i = coefficients.length - 1; i >= support.length; i--) {
      double current = coefficients[i] + 2 * z * next - afterNext;
      afterNext = next;
      next = current;
    }
    return sum + next - z * afterNext;
  }

  /**
   * Fits values at reference points.
   *
   * @param x the m + n + 2 points, ascending
   * @param values the values there
   * @param m the degree of the numerator
   * @param n the degree of the denominator
   * @return the function, or null if none has its poles outside of the reference points
   */
  static @Nullable LevelledFit of(double[] x, double[] values, int m, int n) {
    double unit = Math.scalb(1.0, Scaling.exponentOf(values));
    double[] f = Arrays.stream(values).map(v -> v / unit).toArray();
    double[] t = support(x, Math.min(m, n) + 1);
    double[] scale = scales(x, t);
    double middle = 0.5 * x[0] + 0.5 * x[x.length - 1];
    double half = 0.5 * x[x.length - 1] - 0.5 * x[0];
    DMatrixRMaj[] p = qr(columns(x, t, scale, m + 1, middle, half));
    DMatrixRMaj[] q = qr(columns(x, t, scale, n + 1, middle, half));
    DMatrixRMaj matrix = new DMatrixRMaj(n + 1, n + 1);
    for (int i = 0; i <= n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
          sum += sign(k) * f[k] * q[0].get(k, i) * q[0].get(k, j);
        }
        matrix.set(i, j, sum);
        matrix.set(j, i, sum);
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n + 1, true, true);
    if (!eigen.decompose(matrix)) {
      return null;
    }
    for (int e = 0; e <= n; e++) {
      DMatrixRMaj vector = eigen.getEigenVector(e);
      DMatrixRMaj denominators = new DMatrixRMaj(x.length, 1);
      CommonOps_DDRM.mult(q[0], vector, denominators);
      if (hasOneSign(denominators, x, t)) {
        double level = eigen.getEigenvalue(e).real;
        for (int k = 0; k < x.length; k++) {
          denominators.set(k, 0, (f[k] - sign(k) * level) * denominators.get(k, 0));
        }
        DMatrixRMaj projected = new DMatrixRMaj(m + 1, 1);
        CommonOps_DDRM.multTransA(p[0], denominators, projected);
        return new LevelledFit(
            t, solve(p[1], projected), solve(q[1], vector), level, middle, half, unit);
      }
    }
    return null;
  }

  private static double sign(int k) {
    return (k & 1) == 0 ? 1 : -1;
  }

  /** Middles of gaps, spread evenly. */
  private static double[] support(double[] x, int count) {
    double[] t = new double[count];
    int gaps = x.length - 1;
    for (int j = 0; j < count; j++) {
      int g = (int) ((2L * j + 1) * gaps / (2L * count));
      t[j] = 0.5 * x[g] + 0.5 * x[g + 1];
    }
    return t;
  }

  /** |product of (x_k - t_j)| over the root of |product of (x_k - x_l)|, by logarithms. */
  private static double[] scales(double[] x, double[] t) {
    double[] logarithms = new double[x.length];
    double greatest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < x.length; k++) {
      for (double node : t) {
        logarithms[k] += Math.log(Math.abs(x[k] - node));
      }
      for (int l = 0; l < x.length; l++) {
        if (l != k) {
          logarithms[k] -= 0.5 * Math.log(Math.abs(x[k] - x[l]));
        }
      }
      greatest = Math.max(greatest, logarithms[k]);
    }
    for (int k = 0; k < x.length; k++) {
      logarithms[k] = Math.exp(logarithms[k] - greatest);
    }
    return logarithms;
  }

  private static DMatrixRMaj columns(
      double[] x, double[] t, double[] scale, int count, double middle, double half) {
    DMatrixRMaj columns = new DMatrixRMaj(x.length, count);
    for (int k = 0; k < x.length; k++) {
      double z = (x[k] - middle) / half;
      double before = z;
      double current = 1;
      for (int j = 0; j < count; j++) {
        if (j < t.length) {
          columns.set(k, j, scale[k] / (x[k] - t[j]));
        } else {
          columns.set(k, j, scale[k] * current);
          double next = 2 * z * current - before;
          before = current;
          current = next;
        }
      }
    }
    return columns;
  }

  private static DMatrixRMaj[] qr(DMatrixRMaj matrix) {
    QRDecomposition<DMatrixRMaj> decomposition =
        DecompositionFactory_DDRM.qr(matrix.numRows, matrix.numCols);
    decomposition.decompose(matrix);
    return new DMatrixRMaj[] {decomposition.getQ(null, true), decomposition.getR(null, true)};
  }

  private static double[] solve(DMatrixRMaj triangle, DMatrixRMaj right) {
    double[] solution = right.data.clone();
    TriangularSolver_DDRM.solveU(triangle.data, solution, triangle.numCols);
    return solution;
  }

  /** Whether q as a polynomial, its sum times the product of all (x - t), keeps its sign. */
  private static boolean hasOneSign(DMatrixRMaj values, double[] x, double[] t) {
    int sign = 0;
    for (int k = 0; k < x.length; k++) {
      double here = Math.signum(values.get(k, 0));
      for (double node : t) {
        here *= x[k] < node ? -1 : 1;
      }
      if (here == 0 || (sign != 0 && here != sign)) {
        return false;
      }
      sign = (int) here;
    }
    return true;
  }
}
