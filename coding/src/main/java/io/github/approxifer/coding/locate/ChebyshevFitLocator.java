package io.github.approxifer.coding.locate;

import io.github.approxifer.coding.answers.WorkerSet;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * A locator by the idea of {@link RationalFitLocator}, without its two numerical weaknesses: P and
 * Q are expanded in Chebyshev polynomials, and the coefficients are the right singular vector of
 * unit norm for the smallest singular value of the homogeneous system P(beta_i) - y_i Q(beta_i) =
 * 0.
 *
 * <p>The condition stays near 1e3 where that of the monomials exceeds 1e19 (K=43, E=20), and a liar
 * at the node 0 can be represented. The answers of each class are divided by their greatest
 * absolute value, so that both halves of the vector have the same weight. The vote is the same: the
 * E workers with the smallest |Q(beta_i)| in each class, and the E with most votes are named,
 * always exactly E. Ties go to the lower index. Immutable and thread-safe.
 */
public final class ChebyshevFitLocator extends FiniteLocator {
  private final double[] nodes;
  private final int queries;

  private ChebyshevFitLocator(double[] nodes, int queries, int errors) {
    super(errors);
    this.nodes = nodes;
    this.queries = queries;
  }

  /**
   * A locator for a code.
   *
   * @param code the code, whose K and worker nodes are used
   * @param errors E, how many workers to name; with 0 nobody is ever named
   * @return the locator
   * @throws IllegalArgumentException if E is negative or not below the number of workers
   */
  public static ChebyshevFitLocator of(InterpolatingCode code, int errors) {
    requireFewerThan(errors, code.workers());
    return new ChebyshevFitLocator(code.workerNodes(), code.parameters().queries(), errors);
  }

  @Override
  void requireSuitable(WorkerSet answers) {
    requireWorkers(nodes.length, answers);
  }

  @Override
  WorkerSet locate(WorkerSet answers, FMatrixRMaj values, int most) {
    DMatrixRMaj basis = basis(answers, queries + most);
    return Ranking.vote(
        answers, values.numCols, most, column -> magnitudesOfQ(basis, values, column));
  }

  /** |F| x (K+E): T_0, T_1, .. at the nodes of the workers that answered. */
  private DMatrixRMaj basis(WorkerSet answers, int terms) {
    DMatrixRMaj basis = new DMatrixRMaj(answers.size(), terms);
    for (int rank = 0; rank < answers.size(); rank++) {
      double angle = Math.acos(nodes[answers.worker(rank)]);
      for (int degree = 0; degree < terms; degree++) {
        basis.set(rank, degree, Math.cos(degree * angle));
      }
    }
    return basis;
  }

  private static double[] magnitudesOfQ(DMatrixRMaj basis, FMatrixRMaj values, int column) {
    int equations = basis.numRows;
    int terms = basis.numCols;
    double scale = 0;
    for (int rank = 0; rank < equations; rank++) {
      scale = Math.max(scale, Math.abs(values.get(rank, column)));
    }
    double[] magnitudes = new double[equations];
    if (scale == 0) {
      return magnitudes;
    }
    DMatrixRMaj system = new DMatrixRMaj(equations, 2 * terms);
    for (int rank = 0; rank < equations; rank++) {
      double y = values.get(rank, column) / scale;
      for (int degree = 0; degree < terms; degree++) {
        double t = basis.get(rank, degree);
        system.set(rank, degree, t);
        system.set(rank, terms + degree, -y * t);
      }
    }
    DMatrixRMaj transposed = nullVector(system, column);
    for (int rank = 0; rank < equations; rank++) {
      double q = 0;
      for (int degree = 0; degree < terms; degree++) {
        q += basis.get(rank, degree) * transposed.get(terms + degree, 0);
      }
      magnitudes[rank] = Math.abs(q);
    }
    return magnitudes;
  }

  private static DMatrixRMaj nullVector(DMatrixRMaj system, int column) {
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(system.numRows, system.numCols, false, true, false);
    if (!svd.decompose(system)) {
      throw new ArithmeticException(
          "the singular value decomposition of the rational fit of class "
              + column
              + " did not converge");
    }
    DMatrixRMaj v = svd.getV(null, true);
    // With fewer equations than unknowns the singular values behind the last are zero: any of their
    // vectors is a null vector, and the first behind them is taken.
    int index = Math.min(system.numRows, system.numCols - 1);
    if (system.numRows >= system.numCols) {
      double[] singular = svd.getSingularValues();
      index = 0;
      for (int i = 1; i < system.numCols; i++) {
        index = singular[i] < singular[index] ? i : index;
      }
    }
    DMatrixRMaj vector = new DMatrixRMaj(system.numCols, 1);
    for (int i = 0; i < system.numCols; i++) {
      vector.set(i, 0, v.get(index, i));
    }
    return vector;
  }
}
