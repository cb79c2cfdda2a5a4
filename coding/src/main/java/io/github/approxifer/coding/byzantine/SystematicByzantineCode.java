package io.github.approxifer.coding.byzantine;

import io.github.approxifer.coding.CodeChecks;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.InterpolatingCode;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.interp.barycentric.EvaluationMatrix;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.weights.BerrutWeights;
import org.ejml.data.DMatrixRMaj;

/**
 * Clean queries with witnesses between them: N = 2(K+E)+S workers, of which K get a query as it is
 * and each of the others a mixture of, mostly, the two queries at its sides.
 *
 * <p>The workers stand at cos(i pi / (2K)), i = 0..2K, whose odd members are the query nodes
 * alpha_j, the Chebyshev nodes of the first kind; the 2E+S-1 further witnesses share gaps between
 * query nodes with others, evenly by angle. The mixtures and the predictions are Berrut's
 * interpolant, as in {@link io.github.approxifer.coding.berrut.BerrutCode}. So a query whose own
 * worker answered, and was not found to lie, is predicted exactly as without a code, and only the
 * others are interpolated. Without errors (E=0) there are K+S workers, the K clean ones and S
 * witnesses.
 *
 * <p>Immutable and thread-safe.
 */
public final class SystematicByzantineCode implements InterpolatingCode {
  private final CodeParameters parameters;
  private final double[] alpha;
  private final double[] beta;

  /**
   * The code.
   *
   * @param parameters K, S and E
   */
  public SystematicByzantineCode(CodeParameters parameters) {
    this.parameters = parameters;
    this.alpha = ChebyshevNodes.firstKind(parameters.queries());
    this.beta = nodes(parameters);
  }

  private static double[] nodes(CodeParameters parameters) {
    int k = parameters.queries();
    int witnesses =
        parameters.errors() == 0
            ? parameters.stragglers()
            : k + 2 * parameters.errors() + parameters.stragglers();
    return Angles.merge(k, witnesses);
  }

  @Override
  public String name() {
    return "Systematic Byzantine";
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
    return beta.length - parameters.stragglers();
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
    return name() + " (" + parameters + ", N=" + beta.length + ")";
  }
}
