package io.github.approxifer.coding.codes;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.decode.LinearDecoder;
import io.github.approxifer.coding.decode.LocatingDecoder;
import io.github.approxifer.coding.locate.CopyVote;
import io.github.approxifer.coding.locate.InterpolatingCode;
import io.github.approxifer.coding.locate.JointLocator;
import io.github.approxifer.coding.locate.ResidualOperator;
import org.ejml.data.DMatrixRMaj;

/**
 * What all codes on nodes have in common: the encoder is a curve through the queries at the nodes
 * alpha_j, of which worker i gets the value at its node beta_i; the decoder is a curve through the
 * answers at the nodes of the workers that answered, whose value at alpha_j is the prediction for
 * query j. A code adds which nodes and which curves.
 *
 * <p>Immutable and thread-safe.
 */
public abstract class NodeCode implements InterpolatingCode {
  private final CodeParameters parameters;
  private final int quorum;
  private final double[] alpha;
  private final double[] beta;
  private final Curve encoder;
  private final Curve decoder;

  /**
   * A code on nodes.
   *
   * @param parameters K, S and E
   * @param quorum how many answers to wait for, at most N - S
   * @param queryNodes alpha, K of them; copied
   * @param workerNodes beta, N of them, descending; copied
   * @param encoder through the queries
   * @param decoder through the answers
   */
  protected NodeCode(
      CodeParameters parameters,
      int quorum,
      double[] queryNodes,
      double[] workerNodes,
      Curve encoder,
      Curve decoder) {
    this.parameters = parameters;
    this.quorum = quorum;
    this.alpha = queryNodes.clone();
    this.beta = workerNodes.clone();
    this.encoder = encoder;
    this.decoder = decoder;
  }

  @Override
  public final CodeParameters parameters() {
    return parameters;
  }

  @Override
  public final int workers() {
    return beta.length;
  }

  @Override
  public final int quorum() {
    return quorum;
  }

  @Override
  public final double[] queryNodes() {
    return alpha.clone();
  }

  @Override
  public final double[] workerNodes() {
    return beta.clone();
  }

  @Override
  public final DMatrixRMaj encodingMatrix() {
    return encoder.matrix(alpha, beta);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Any set of at least one worker can be decoded from.
   */
  @Override
  public DMatrixRMaj decodingMatrix(WorkerSet answers) {
    Answers.requireSome(workers(), answers);
    return decoder.matrix(answers.select(beta), alpha);
  }

  /**
   * {@inheritDoc}
   *
   * <p>If workers may lie, E of them are located by the residuals of a spline through the answers
   * of the others, and left out; with K = 1 they are outvoted.
   */
  @Override
  public GroupDecoder decoder() {
    int errors = parameters.errors();
    if (errors == 0) {
      return LinearDecoder.of(this);
    }
    // With K = 1 all workers hold the one query, and the majority knows.
    return LocatingDecoder.of(
        this,
        parameters.queries() == 1
            ? CopyVote.of(this)
            : JointLocator.withResiduals(this, ResidualOperator.NATURAL_SPLINE, errors));
  }

  /**
   * What {@link #toString()} says of the code besides its parameters and N.
   *
   * @return the choices, separated by commas; empty if there were none
   */
  protected String choices() {
    return "";
  }

  /** The name with all choices, for instance {@code Berrut (K=8, S=1, E=0, N=9, SECOND_KIND)}. */
  @Override
  public final String toString() {
    String choices = choices();
    String suffix = choices.isEmpty() ? "" : ", " + choices;
    return name() + " (" + parameters + ", N=" + beta.length + suffix + ")";
  }
}
