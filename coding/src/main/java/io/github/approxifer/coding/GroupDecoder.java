package io.github.approxifer.coding;

import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.Recheck;
import io.github.approxifer.coding.answers.WorkerSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * What makes the predictions of a group out of what has come. It may leave answers out, have
 * queries sent out once more before it decides, and look at a student's answers. Positions of
 * queries are those of the encoder; {@link GroupCoder} restores the order of the caller.
 *
 * <p>Implementations are thread-safe and keep nothing of a group.
 */
public interface GroupDecoder {

  /**
   * The code that is decoded.
   *
   * @return the code
   */
  Code code();

  /**
   * Decodes one group.
   *
   * <p>With fewer answers than the code's quorum nobody is named, and the predictions are as good
   * as can be. Answers that are not finite are those of located workers, wherever E allows for
   * them.
   *
   * @param received F with |F| x c answers, F of at least {@link #leastAnswers()} workers; not
   *     modified
   * @param predictions where to write the predictions, reshaped to K x c if it has another shape;
   *     null for a new matrix
   * @return the predictions in the order of the encoder; how they were obtained, from whose
   *     answers, and who is believed to have lied in either round
   * @throws IllegalArgumentException if the code cannot decode from F, or the shapes do not agree
   */
  Decoded decode(Received received, @Nullable FMatrixRMaj predictions);

  /**
   * Decodes one group of a single round into a new matrix.
   *
   * @param answers F, the workers that answered
   * @param values |F| x c, row r is the answer of the worker of rank r in F; not modified
   * @return as {@link #decode(Received, FMatrixRMaj)}
   * @throws IllegalArgumentException as {@link #decode(Received, FMatrixRMaj)} does
   */
  default Decoded decode(WorkerSet answers, FMatrixRMaj values) {
    return decode(Received.of(answers, values), null);
  }

  /**
   * Which queries to send out once more, as they are, before the group is decoded; none unless a
   * decoder says otherwise. Called again with what has come, until nothing is left to ask; whoever
   * cannot wait that long decodes earlier.
   *
   * @param received what has come so far, from at least the code's quorum; not modified
   * @param askable those of the workers that may be asked again
   * @param random draws whom to ask: what liars can foresee they can use, so give a secure one
   *     where that matters
   * @return the queries, with the workers to ask, all of them askable; empty if all is well
   * @throws IllegalArgumentException if the shapes do not agree
   */
  default List<Recheck> rechecks(Received received, WorkerSet askable, Random random) {
    return List.of();
  }

  /**
   * From how few answers a group can be decoded at all.
   *
   * @return 1 unless a decoder says otherwise; 0 for one that has something to answer when no
   *     worker did
   */
  default int leastAnswers() {
    return 1;
  }

  /**
   * The same decoder for a group that is not full.
   *
   * @param code {@link Code#shortened} of this decoder's code
   * @return a decoder of that code; empty unless a decoder says otherwise, as one that is fitted to
   *     full groups knows nothing of others
   */
  default Optional<GroupDecoder> shortened(Code code) {
    return Optional.empty();
  }
}
