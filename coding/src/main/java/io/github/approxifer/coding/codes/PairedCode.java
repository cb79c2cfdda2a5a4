package io.github.approxifer.coding.codes;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.decode.PairedDecoder;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * A code for Byzantine workers: every query goes to two workers, and 2E+S parities settle which to
 * believe where the two differ: N = 2(K+E)+S workers in all, where voting replication needs
 * (2E+1)K.
 *
 * <p>Workers 2j and 2j+1 get query j as it is. Honest answers of one model to one query are equal,
 * exactly or to a tolerance, so one lie in a pair always shows. The parities, workers 2K.., get
 * u(beta_p) for Berrut's interpolant u of the queries at the Chebyshev nodes of the first kind, at
 * nodes beta_p spread over the gaps between them. {@link PairedDecoder} does the settling. Its
 * weights alone, as a linear code, takes the mean of the copies that answered, and Berrut's
 * interpolant through all other queries and the parities for a query without an answer.
 *
 * <p>The order of the queries matters for the parities alone: neighbours that resemble each other
 * are settled better.
 *
 * <p>Immutable and thread-safe.
 */
public final class PairedCode implements Code {
  private final CodeParameters parameters;
  private final double[] alpha;
  private final double[] parityNodes;

  private PairedCode(CodeParameters parameters) {
    this.parameters = parameters;
    this.alpha = ChebyshevNodes.firstKind(parameters.queries());
    this.parityNodes =
        Angles.between(parameters.queries(), 2 * parameters.errors() + parameters.stragglers());
  }

  /**
   * The code with 2E+S parities.
   *
   * @param parameters K, S and E
   * @return the code
   */
  public static PairedCode of(CodeParameters parameters) {
    return new PairedCode(parameters);
  }

  /**
   * {@inheritDoc}
   *
   * <p>For at least E + 1 queries, and two: for a query that E workers lie about there must be
   * pairs to ask again, and parities of a single query would be further copies of it.
   */
  @Override
  public Optional<Code> shortened(int queries) {
    int least = Math.max(2, parameters.errors() + 1);
    return Optional.of(of(parameters.withQueries(Math.max(queries, least))));
  }

  @Override
  public String name() {
    return "Paired";
  }

  @Override
  public CodeParameters parameters() {
    return parameters;
  }

  @Override
  public int workers() {
    return 2 * alpha.length + parityNodes.length;
  }

  @Override
  public int quorum() {
    return workers() - parameters.stragglers();
  }

  /**
   * The number of parities.
   *
   * @return 2E+S
   */
  public int parities() {
    return parityNodes.length;
  }

  /**
   * The mixtures that the parities get.
   *
   * @return P x K, a new matrix
   */
  public DMatrixRMaj parityMatrix() {
    if (parityNodes.length == 0) {
      return new DMatrixRMaj(0, alpha.length);
    }
    return Curve.BERRUT.matrix(alpha, parityNodes);
  }

  @Override
  public DMatrixRMaj encodingMatrix() {
    int queries = alpha.length;
    DMatrixRMaj matrix = new DMatrixRMaj(workers(), queries);
    for (int j = 0; j < queries; j++) {
      matrix.set(2 * j, j, 1);
      matrix.set(2 * j + 1, j, 1);
    }
    DMatrixRMaj parities = parityMatrix();
    System.arraycopy(
        parities.data, 0, matrix.data, 2 * queries * queries, parityNodes.length * queries);
    return matrix;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Mismatched pairs are settled by the parities; {@link PairedDecoder#fitted} and {@code
   * RecheckingDecoder} do it better.
   */
  @Override
  public GroupDecoder decoder() {
    return PairedDecoder.of(this);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Any set of at least one worker can be decoded from.
   */
  @Override
  public DMatrixRMaj decodingMatrix(WorkerSet answers) {
    Answers.requireSome(workers(), answers);
    int queries = alpha.length;
    int distinct = 0;
    double[] nodes = new double[queries + parityNodes.length];
    int[] source = new int[nodes.length];
    for (int j = 0; j < queries; j++) {
      if (answers.contains(2 * j) || answers.contains(2 * j + 1)) {
        source[distinct] = 2 * j;
        nodes[distinct++] = alpha[j];
      }
    }
    for (int p = 0; p < parityNodes.length; p++) {
      if (answers.contains(2 * queries + p)) {
        source[distinct] = 2 * queries + p;
        nodes[distinct++] = parityNodes[p];
      }
    }
    return spread(answers, Interpolation.matrix(nodes, distinct, alpha), source);
  }

  /** Shares each column of a query among the copies that answered. */
  private DMatrixRMaj spread(WorkerSet answers, DMatrixRMaj compact, int[] source) {
    DMatrixRMaj matrix = new DMatrixRMaj(alpha.length, answers.size());
    for (int column = 0; column < compact.numCols; column++) {
      int worker = source[column];
      boolean both =
          worker < 2 * alpha.length && answers.contains(worker) && answers.contains(worker + 1);
      for (int row = 0; row < alpha.length; row++) {
        double weight = compact.get(row, column);
        if (both) {
          matrix.set(row, answers.rank(worker), weight / 2);
          matrix.set(row, answers.rank(worker + 1), weight / 2);
        } else {
          matrix.set(row, answers.rank(answers.contains(worker) ? worker : worker + 1), weight);
        }
      }
    }
    return matrix;
  }

  /** The name with all choices. */
  @Override
  public String toString() {
    return name() + " (" + parameters + ", N=" + workers() + ")";
  }
}
