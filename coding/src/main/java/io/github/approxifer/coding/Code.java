package io.github.approxifer.coding;

import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.order.GroupOrdering;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * A linear code for a group of K queries and N workers: everything that encoding and decoding need,
 * and nothing that depends on the data. It also says what its users must know: how it mixes, which
 * order of the queries suits it, what decodes it, which worker holds a query as it is, and what
 * each worker runs. {@link Scheme#of(Code)} puts that together.
 *
 * <p>Implementations are immutable and thread-safe. Matrices are built anew at each call, in double
 * precision, and belong to the caller; {@link Encoder} and the decoders keep and apply them.
 */
public interface Code {

  /**
   * A short name for tables and logs, for instance {@code Berrut}.
   *
   * @return the name, the same for all parameters
   */
  String name();

  /**
   * What the code was asked for.
   *
   * @return K, S and E
   */
  CodeParameters parameters();

  /**
   * The number of workers.
   *
   * @return N, which is the number of coded queries
   */
  int workers();

  /**
   * How many answers to wait for before locating errors and decoding.
   *
   * @return the quorum, at most N - S
   */
  int quorum();

  /**
   * How many answers must be left when the errors have been taken out.
   *
   * @return the quorum less E
   */
  default int honestQuorum() {
    return quorum() - parameters().errors();
  }

  /**
   * The weights of the queries in the coded queries.
   *
   * @return N x K; row i holds the weights of the K queries in the coded query of worker i, or
   *     their shares where {@link #mixer()} does more than weigh
   */
  DMatrixRMaj encodingMatrix();

  /**
   * What makes the coded queries; the product with {@link #encodingMatrix()} unless a code says
   * otherwise.
   *
   * @return a mixer for this code
   */
  default Mixer mixer() {
    return Mixer.linear(encodingMatrix());
  }

  /**
   * The query that each worker gets as it is.
   *
   * @return N entries, a new array: 0..K-1, or -1 for a worker that gets a mixture, or that does
   *     not answer as the served model does
   */
  default int[] cleanQueries() {
    DMatrixRMaj matrix = encodingMatrix();
    int[] queries = new int[matrix.numRows];
    for (int worker = 0; worker < queries.length; worker++) {
      int query = -1;
      boolean unit = true;
      for (int j = 0; j < matrix.numCols; j++) {
        double weight = matrix.get(worker, j);
        unit &= weight == 0 || (weight == 1 && query < 0);
        query = weight == 1 ? j : query;
      }
      queries[worker] = unit ? query : -1;
    }
    return queries;
  }

  /**
   * Whether a worker runs a model made for its place, such as a parity model, so that no other may
   * take it.
   *
   * @param worker 0..N-1
   * @return false unless a code says otherwise: all run the served model, and are interchangeable
   */
  default boolean runsOwnModel(int worker) {
    return false;
  }

  /**
   * The order of the queries that suits the code; along a short path unless a code says otherwise,
   * as most codes mix neighbours most.
   *
   * @return the rule
   */
  default GroupOrdering ordering() {
    return GroupOrdering.PATH;
  }

  /**
   * A decoder for the code that needs no sample: the linear one, which believes every answer,
   * unless the code tolerates errors.
   *
   * @return a decoder of this code
   */
  GroupDecoder decoder();

  /**
   * The same code for a group that is not full, so that no worker gets a query that nobody asked.
   *
   * @param queries how many there are, 1..K
   * @return a code of the same kind, of the same E and at most the same S, for as many queries, or
   *     for a few more where the kind needs them; of at most N workers. Empty unless a code says
   *     otherwise: its short groups are then filled up with copies
   */
  default Optional<Code> shortened(int queries) {
    return Optional.empty();
  }

  /**
   * The matrix that makes the predictions from the answers of some workers.
   *
   * <p>Fewer answers than {@link #honestQuorum()} are accepted if the code can do something with
   * them: the result is then worse than the code promises, and {@link GroupCoder} asks that its
   * caller says so.
   *
   * @param answers F, the workers whose answers are used
   * @return K x |F|; column r belongs to the worker of rank r in F
   * @throws IllegalArgumentException if F is of another number of workers, or if the code cannot
   *     decode from F
   */
  DMatrixRMaj decodingMatrix(WorkerSet answers);
}
