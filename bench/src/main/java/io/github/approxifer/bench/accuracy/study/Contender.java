package io.github.approxifer.bench.accuracy.study;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.attack.SecondRound;
import io.github.approxifer.coding.decode.RobustDecoder.Decoded;
import org.ejml.data.FMatrixRMaj;

/**
 * A way to decode groups in which some workers may have lied.
 *
 * @param name for tables
 * @param code what it decodes
 * @param decoder the way
 */
public record Contender(String name, Code code, GroupDecoder decoder) {

  /** Decodes a group; for the oracle, with the knowledge of who lied. */
  @FunctionalInterface
  public interface GroupDecoder {
    /**
     * Decodes.
     *
     * @param answers the workers that answered
     * @param values their answers
     * @param liars who lied, for the oracle only
     * @param again the workers, for who asks them a second time
     * @return predictions and suspects
     */
    Decoded decode(WorkerSet answers, FMatrixRMaj values, WorkerSet liars, SecondRound again);
  }
}
