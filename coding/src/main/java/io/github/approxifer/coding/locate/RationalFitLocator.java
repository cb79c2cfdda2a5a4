package io.github.approxifer.coding.locate;

import io.github.approxifer.coding.answers.WorkerSet;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.linsol.svd.SolvePseudoInverseSvd_DDRM;

/**
 * The error locator of ApproxIFER (Algorithms 1 and 2 of the paper): a rational fit for each class
 * by the method of Welch-Berlekamp decoding, and a vote over the classes.
 *
 * <p>For one class the answers y_i at the nodes beta_i are taken as values of a rational function
 * p/q of degrees at most K-1, except at the liars. With the polynomial Lambda of degree E that
 * vanishes at the liars, P = p Lambda and Q = q Lambda have degree K+E-1 and fulfil P(beta_i) = y_i
 * Q(beta_i) at <em>every</em> worker. The coefficients of P and Q in the monomial basis, with Q_0 =
 * 1, are found by pseudo-inverse: 2(K+E)-1 unknowns, one equation for each answer (least squares if
 * there are more answers than unknowns, the solution of least norm if there are fewer). The E
 * workers with the smallest |Q(beta_i)| get the vote of the class, and the E workers with most
 * votes are named.
 *
 * <p>It always names exactly E workers, also when nobody lied. Ties go to the lower index.
 *
 * <p><b>Departure:</b> the authors' program evaluates Q at all N workers, so that a straggler can
 * be named and nothing is taken out in its place; here only workers that answered are candidates.
 *
 * <p><b>Known limits</b>, kept because this is the published method: the monomial basis is
 * ill-conditioned (7e5 at K=12, E=1; above 1e19 at K=43, E=20), and Q_0 = 1 cannot represent a liar
 * at the node 0.
 *
 * <p>Immutable and thread-safe; each call allocates its own work space.
 */
public final class RationalFitLocator extends FiniteLocator {
  private final double[] nodes;
  private final int queries;

  private RationalFitLocator(double[] workerNodes, int queries, int errors) {
    super(errors);
    this.nodes = workerNodes;
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
  public static RationalFitLocator of(InterpolatingCode code, int errors) {
    requireFewerThan(errors, code.workers());
    return new RationalFitLocator(code.workerNodes(), code.parameters().queries(), errors);
  }

  @Override
  void requireSuitable(WorkerSet answers) {
    requireWorkers(nodes.length, answers);
  }

  @Override
  WorkerSet locate(WorkerSet answers, FMatrixRMaj values, int most) {
    return Ranking.vote(
        answers,
        values.numCols,
        most,
        column -> magnitudesOfQ(answers, values, column, queries + most));
  }

  private double[] magnitudesOfQ(
      WorkerSet answers, FMatrixRMaj values, int column, int unknownsOfP) {
    int equations = answers.size();
    DMatrixRMaj system = new DMatrixRMaj(equations, 2 * unknownsOfP - 1);
    DMatrixRMaj right = new DMatrixRMaj(equations, 1);
    for (int rank = 0; rank < equations; rank++) {
      double node = nodes[answers.worker(rank)];
      double y = values.get(rank, column);
      double power = 1;
      for (int degree = 0; degree < unknownsOfP; degree++) {
        system.set(rank, degree, power);
        if (degree > 0) {
          system.set(rank, unknownsOfP + degree - 1, -y * power);
        }
        power *= node;
      }
      right.set(rank, 0, y);
    }
    DMatrixRMaj coefficients = new DMatrixRMaj(system.numCols, 1);
    SolvePseudoInverseSvd_DDRM solver =
        new SolvePseudoInverseSvd_DDRM(system.numRows, system.numCols);
    if (!solver.setA(system)) {
      throw new ArithmeticException(
          "the singular value decomposition of the rational fit of class "
              + column
              + " did not converge");
    }
    solver.solve(right, coefficients);

    double[] magnitudes = new double[equations];
    for (int rank = 0; rank < equations; rank++) {
      double node = nodes[answers.worker(rank)];
      double q = 0;
      for (int degree = unknownsOfP - 1; degree >= 1; degree--) {
        q = (q + coefficients.get(unknownsOfP + degree - 1, 0)) * node;
      }
      magnitudes[rank] = Math.abs(q + 1);
    }
    return magnitudes;
  }
}
