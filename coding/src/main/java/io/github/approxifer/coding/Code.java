package io.github.approxifer.coding;

import org.ejml.data.DMatrixRMaj;

/**
 * A linear code for a group of K queries and N workers: everything that encoding and decoding need,
 * and nothing that depends on the data.
 *
 * <p>Implementations are immutable and thread-safe. Matrices are built anew at each call, in double
 * precision, and belong to the caller; {@link Encoder} and {@link Decoder} keep and apply them.
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
   * The matrix that makes the coded queries.
   *
   * @return N x K; row i holds the weights of the K queries in the coded query of worker i
   */
  DMatrixRMaj encodingMatrix();

  /**
   * The matrix that makes the predictions from the answers of some workers.
   *
   * <p>Fewer answers than {@link #honestQuorum()} are accepted if the code can do something with
   * them: the result is then worse than the code promises, and {@link Decoder} asks that its caller
   * says so.
   *
   * @param answers F, the workers whose answers are used
   * @return K x |F|; column r belongs to the worker of rank r in F
   * @throws IllegalArgumentException if F is of another number of workers, or if the code cannot
   *     decode from F
   */
  DMatrixRMaj decodingMatrix(WorkerSet answers);
}
