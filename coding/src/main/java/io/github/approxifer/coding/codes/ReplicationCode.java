package io.github.approxifer.coding.codes;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.decode.LinearDecoder;
import io.github.approxifer.coding.decode.LocatingDecoder;
import io.github.approxifer.coding.locate.CopyVote;
import java.util.Optional;
import java.util.function.IntFunction;
import org.ejml.data.DMatrixRMaj;

/**
 * Replication: the K queries go to workers as they are, some or all of them to more than one. Copy
 * c of query j goes to worker j of round c; a prediction is the mean of the copies that answered,
 * which for a deterministic model is the answer itself. A query whose copies are all lost is
 * interpolated from its neighbours in the order of the queries.
 *
 * <p>Three forms: {@link #full}, which loses nothing; {@link #partial}, K+S workers, which is the
 * baseline at the cost of a code; and {@link #copying} the first queries. For Byzantine workers see
 * {@link CopyVote}.
 *
 * <p>Immutable and thread-safe.
 */
public final class ReplicationCode implements Code {
  private final String name;
  private final CodeParameters parameters;
  private final int[] queryOf;
  private final IntFunction<ReplicationCode> shorter;

  private ReplicationCode(
      String name, CodeParameters parameters, int[] queryOf, IntFunction<ReplicationCode> shorter) {
    this.shorter = shorter;
    this.name = name;
    this.parameters = parameters;
    this.queryOf = queryOf;
  }

  /**
   * Every query to S + 2E + 1 workers, so that after any S stragglers the honest answers to each
   * query outnumber E lies: N = (S + 2E + 1) K workers.
   *
   * @param parameters K, S and E
   * @return the code
   */
  public static ReplicationCode full(CodeParameters parameters) {
    int queries = parameters.queries();
    int copies = parameters.stragglers() + 2 * parameters.errors() + 1;
    int[] queryOf = new int[Math.multiplyExact(copies, queries)];
    for (int worker = 0; worker < queryOf.length; worker++) {
      queryOf[worker] = worker % queries;
    }
    return new ReplicationCode(
        "Replication", parameters, queryOf, fewer -> full(parameters.withQueries(fewer)));
  }

  /**
   * S of the K queries, evenly spread, to a second worker: N = K + S workers. With S uniformly
   * random stragglers the share of lost queries is [S S(S-1) / (N(N-1)) + (K-S) S/N] / K.
   *
   * @param parameters K, S and E
   * @return the code
   * @throws IllegalArgumentException if S is above K or E is not 0
   */
  public static ReplicationCode partial(CodeParameters parameters) {
    CodeChecks.requireNoErrors("Partial replication", parameters);
    int queries = parameters.queries();
    int copied = parameters.stragglers();
    if (copied > queries) {
      throw new IllegalArgumentException(
          "partial replication copies S of the K queries, so S must not exceed K, but was asked for"
              + " "
              + parameters
              + "; use full replication");
    }
    int[] queryOf = new int[queries + copied];
    for (int query = 0; query < queries; query++) {
      queryOf[query] = query;
    }
    for (int copy = 0; copy < copied; copy++) {
      queryOf[queries + copy] = (2 * copy + 1) * queries / (2 * copied);
    }
    return new ReplicationCode(
        "Partial replication",
        parameters,
        queryOf,
        fewer -> partial(CodeParameters.stragglersOnly(fewer, Math.min(copied, fewer))));
  }

  /**
   * The first queries to a second worker: for queries ordered by how much they need it, as the
   * hardest first. Unlike {@link #partial} it says nothing of S, and E may be greater than 0 if a
   * decoder of its own finds the liars. N = K + copies workers.
   *
   * @param parameters K, S and E
   * @param copies how many queries get a second worker, 0..K; 0 for no redundancy at all
   * @return the code
   * @throws IllegalArgumentException if there are more copies than queries, fewer than 0, or S + E
   *     is not below N
   */
  public static ReplicationCode copying(CodeParameters parameters, int copies) {
    int queries = parameters.queries();
    if (copies < 0 || copies > queries) {
      throw new IllegalArgumentException(
          "from 0 to K=" + queries + " queries can go to a second worker, but not " + copies);
    }
    if (parameters.stragglers() + parameters.errors() >= queries + copies) {
      throw new IllegalArgumentException(
          "of N=%d workers no honest answer is left with %s"
              .formatted(queries + copies, parameters));
    }
    int[] queryOf = new int[queries + copies];
    for (int worker = 0; worker < queryOf.length; worker++) {
      queryOf[worker] = worker % queries;
    }
    return new ReplicationCode(
        "Copies", parameters, queryOf, fewer -> fewerCopies(parameters, fewer, copies));
  }

  private static ReplicationCode fewerCopies(CodeParameters parameters, int queries, int copies) {
    int fewer = Math.min(copies, queries);
    int stragglers = Math.min(parameters.stragglers(), queries + fewer - 1);
    return copying(CodeParameters.stragglersOnly(queries, stragglers), fewer);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Not where copies are no majority and some may lie: whoever settles that asks the workers of
   * the other queries.
   */
  @Override
  public Optional<Code> shortened(int queries) {
    boolean asks = parameters.errors() > 0 && queryOf.length <= 2 * parameters.queries();
    return asks ? Optional.empty() : Optional.of(shorter.apply(queries));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public CodeParameters parameters() {
    return parameters;
  }

  @Override
  public int workers() {
    return queryOf.length;
  }

  @Override
  public int quorum() {
    return queryOf.length - parameters.stragglers();
  }

  /**
   * {@inheritDoc}
   *
   * <p>If workers may lie, the majority of the copies decides.
   */
  @Override
  public GroupDecoder decoder() {
    return parameters.errors() == 0
        ? LinearDecoder.of(this)
        : LocatingDecoder.of(this, CopyVote.of(this));
  }

  @Override
  public int[] cleanQueries() {
    return queryOf.clone();
  }

  @Override
  public DMatrixRMaj encodingMatrix() {
    DMatrixRMaj matrix = new DMatrixRMaj(queryOf.length, parameters.queries());
    for (int worker = 0; worker < queryOf.length; worker++) {
      matrix.set(worker, queryOf[worker], 1);
    }
    return matrix;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Any set of at least one worker can be decoded from.
   */
  @Override
  public DMatrixRMaj decodingMatrix(WorkerSet answers) {
    Answers.requireSome(workers(), answers);
    return CleanAnswers.decodingMatrix(answers, parameters.queries(), queryOf);
  }

  /** The name with the parameters. */
  @Override
  public String toString() {
    return name + " (" + parameters + ", N=" + queryOf.length + ")";
  }
}
