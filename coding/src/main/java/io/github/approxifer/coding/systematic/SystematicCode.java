package io.github.approxifer.coding.systematic;

import io.github.approxifer.coding.CodeChecks;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.InterpolatingCode;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.berrut.WorkerCount;
import io.github.approxifer.interp.barycentric.EvaluationMatrix;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.weights.BerrutWeights;
import org.ejml.data.DMatrixRMaj;

/**
 * The Berrut code with the queries on K of the workers' own nodes: K workers get clean queries, the
 * others the value of the encoder at their nodes. All stand at the N Chebyshev nodes of the first
 * kind. Answers of clean queries are used as they are; a lost one is interpolated from all other
 * answers with signs by rank.
 *
 * <p>It needs as many workers as the Berrut code. For S = 1 it beats that code and partial
 * replication, most of all with similar queries ordered along a path; see the module's
 * documentation for figures.
 *
 * <p>Immutable and thread-safe.
 */
public final class SystematicCode implements InterpolatingCode {
  private final CodeParameters parameters;
  private final ParityPlacement placement;
  private final double[] alpha;
  private final double[] beta;

  private SystematicCode(
      CodeParameters parameters, ParityPlacement placement, double[] alpha, double[] beta) {
    this.parameters = parameters;
    this.placement = placement;
    this.alpha = alpha;
    this.beta = beta;
  }

  /**
   * A code with the parities evenly among the queries.
   *
   * @param parameters K, S and E
   * @return the code
   */
  public static SystematicCode of(CodeParameters parameters) {
    return of(parameters, ParityPlacement.SPREAD);
  }

  /**
   * A code with a choice of where the parities stand.
   *
   * @param parameters K, S and E
   * @param placement the nodes of the parities
   * @return the code
   */
  public static SystematicCode of(CodeParameters parameters, ParityPlacement placement) {
    double[] beta = ChebyshevNodes.firstKind(WorkerCount.PAPER.workers(parameters));
    boolean[] parity = placement.isParity(beta.length, parameters.queries());
    double[] alpha = new double[parameters.queries()];
    int query = 0;
    for (int worker = 0; worker < beta.length; worker++) {
      if (!parity[worker]) {
        alpha[query++] = beta[worker];
      }
    }
    return new SystematicCode(parameters, placement, alpha, beta);
  }

  @Override
  public String name() {
    return "Systematic";
  }

  @Override
  public CodeParameters parameters() {
    return parameters;
  }

  @Override
  public int workers() {
    return beta.length;
  }

  @Override
  public int quorum() {
    return WorkerCount.PAPER.quorum(parameters);
  }

  @Override
  public double[] queryNodes() {
    return alpha.clone();
  }

  @Override
  public double[] workerNodes() {
    return beta.clone();
  }

  @Override
  public DMatrixRMaj encodingMatrix() {
    return EvaluationMatrix.of(alpha, BerrutWeights.first(alpha.length), beta, null);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Any set of at least one worker can be decoded from.
   */
  @Override
  public DMatrixRMaj decodingMatrix(WorkerSet answers) {
    CodeChecks.requireAnswers(this, answers);
    double[] nodes = CodeChecks.nodesOf(beta, answers);
    return EvaluationMatrix.of(nodes, BerrutWeights.first(nodes.length), alpha, null);
  }

  /** The name with all choices. */
  @Override
  public String toString() {
    return name() + " (" + parameters + ", N=" + beta.length + ", " + placement + ")";
  }
}
