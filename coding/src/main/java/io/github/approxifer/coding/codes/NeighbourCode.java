package io.github.approxifer.coding.codes;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.decode.LinearDecoder;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * No redundancy at all: K workers get the K queries as they are, and a lost answer is interpolated
 * from its neighbours in the order of the queries. The zero line of every comparison, and no bad
 * choice where neighbours are alike, as in a video.
 *
 * <p>Immutable and thread-safe.
 */
public final class NeighbourCode implements Code {
  private final CodeParameters parameters;

  private NeighbourCode(CodeParameters parameters) {
    this.parameters = parameters;
  }

  /**
   * The code without a code.
   *
   * @param parameters K, S and E
   * @return the code
   * @throws IllegalArgumentException if S is not below K or E is not 0
   */
  public static NeighbourCode of(CodeParameters parameters) {
    CodeChecks.requireNoErrors("Neighbour", parameters);
    if (parameters.stragglers() >= parameters.queries()) {
      throw new IllegalArgumentException(
          "with K workers and no redundancy S must be below K, but was asked for " + parameters);
    }
    return new NeighbourCode(parameters);
  }

  @Override
  public Optional<Code> shortened(int queries) {
    int stragglers = Math.min(parameters.stragglers(), queries - 1);
    return Optional.of(of(CodeParameters.stragglersOnly(queries, stragglers)));
  }

  @Override
  public String name() {
    return "Neighbour";
  }

  @Override
  public CodeParameters parameters() {
    return parameters;
  }

  @Override
  public int workers() {
    return parameters.queries();
  }

  @Override
  public int quorum() {
    return parameters.queries() - parameters.stragglers();
  }

  @Override
  public GroupDecoder decoder() {
    return LinearDecoder.of(this);
  }

  @Override
  public DMatrixRMaj encodingMatrix() {
    return CommonOps_DDRM.identity(parameters.queries());
  }

  /**
   * {@inheritDoc}
   *
   * <p>Any set of at least one worker can be decoded from.
   */
  @Override
  public DMatrixRMaj decodingMatrix(WorkerSet answers) {
    Answers.requireSome(workers(), answers);
    int queries = parameters.queries();
    return CleanAnswers.decodingMatrix(answers, queries, IntStream.range(0, queries).toArray());
  }

  /** The name with the parameters. */
  @Override
  public String toString() {
    return name() + " (" + parameters + ", N=" + workers() + ")";
  }
}
