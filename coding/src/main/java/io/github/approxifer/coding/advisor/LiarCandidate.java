package io.github.approxifer.coding.advisor;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.attack.SecondRound;
import io.github.approxifer.coding.decode.RobustDecoder.Decoded;
import io.github.approxifer.coding.order.GroupOrdering;
import org.ejml.data.FMatrixRMaj;

/**
 * A way to stand liars that is to be measured: a code, and how its groups are decoded.
 *
 * @param label what the report calls it
 * @param code the code; its E is how many lie
 * @param ordering how the queries of a group are ordered before they are encoded
 * @param fitting makes the decoder out of groups in which nobody lied
 */
public record LiarCandidate(String label, Code code, GroupOrdering ordering, Fitting fitting) {

  /** Makes a decoder out of groups in which nobody lied. */
  @FunctionalInterface
  public interface Fitting {

    /**
     * Fits.
     *
     * @param sample groups of the candidate's code; a decoder that needs none leaves them alone
     * @return the decoder
     * @throws IllegalArgumentException if the groups are too few for this decoder
     */
    GroupDecoder fit(HonestGroups sample);
  }

  /** Decodes groups in which some workers may have lied. */
  @FunctionalInterface
  public interface GroupDecoder {

    /**
     * Decodes one group.
     *
     * @param answers F, the workers that answered: as many as the code's quorum
     * @param values |F| x c, row r is the answer of the worker of rank r in F; not to be modified
     * @param again the workers, for decoders that ask some of them a second time
     * @return the predictions in the order in which the queries were encoded, and who is believed
     *     to have lied
     */
    Decoded decode(WorkerSet answers, FMatrixRMaj values, SecondRound again);
  }
}
