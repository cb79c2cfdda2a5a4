package io.github.approxifer.coding;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** How a prediction was obtained. */
public enum Provenance {
  /**
   * The model's own answer to the query: a worker got the clean query, and its answer (or the mean
   * of such answers) is the prediction.
   */
  EXACT,

  /** Decoded from answers to mixtures that hold the query: an approximation. */
  DECODED,

  /**
   * The answer of a student, a small model at the coordinator, in place of an answer that is lost.
   */
  STUDENT,

  /**
   * No answer that went into the prediction knows the query, as when a code without redundancy for
   * it fills the gap from its neighbours. Not to be trusted.
   */
  GUESSED;

  /**
   * How each prediction of a group is obtained, which depends on the code and F only.
   *
   * @param code the code
   * @param answers F, the workers whose answers are used
   * @return K entries, in the order of the queries; immutable
   * @throws IllegalArgumentException if the code cannot decode from F
   */
  public static List<Provenance> of(Code code, WorkerSet answers) {
    return of(code.encodingMatrix(), code.cleanQueries(), code.decodingMatrix(answers), answers);
  }

  /**
   * As {@link #of(Code, WorkerSet)}, for matrices that are at hand.
   *
   * @param encoding N x K, not modified
   * @param cleanQueries the query that each worker gets as it is, or -1; not modified
   * @param decoding K x |F|, not modified
   * @param answers F
   * @return K entries, in the order of the queries; immutable
   */
  static List<Provenance> of(
      DMatrixRMaj encoding, int[] cleanQueries, DMatrixRMaj decoding, WorkerSet answers) {
    List<Provenance> provenances = new ArrayList<>();
    for (int query = 0; query < decoding.numRows; query++) {
      provenances.add(of(encoding, cleanQueries, decoding, answers, query));
    }
    return List.copyOf(provenances);
  }

  private static Provenance of(
      DMatrixRMaj encoding,
      int[] cleanQueries,
      DMatrixRMaj decoding,
      WorkerSet answers,
      int query) {
    boolean known = false;
    boolean clean = true;
    for (int rank = 0; rank < answers.size(); rank++) {
      if (decoding.get(query, rank) != 0) {
        int worker = answers.worker(rank);
        known |= encoding.get(worker, query) != 0;
        clean &= cleanQueries[worker] == query;
      }
    }
    return known ? clean ? EXACT : DECODED : GUESSED;
  }
}
