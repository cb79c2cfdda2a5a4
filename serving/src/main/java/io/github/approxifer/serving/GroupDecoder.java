package io.github.approxifer.serving;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.Decoder;
import io.github.approxifer.coding.ErrorLocator;
import io.github.approxifer.coding.RobustDecoder;
import io.github.approxifer.coding.RobustDecoder.Decoded;
import io.github.approxifer.coding.WorkerSet;
import org.ejml.data.FMatrixRMaj;

/**
 * Turns the answers of a quorum into predictions, leaving out whom it believes to have lied.
 * Implementations are thread-safe. {@code PairedDecoder::decode} is one.
 */
@FunctionalInterface
public interface GroupDecoder {

  /**
   * Decodes one group.
   *
   * @param answers F, the workers that answered: at least the code's quorum
   * @param values |F| x c, row r is the answer of the worker of rank r in F; not modified
   * @return K x c predictions, whose answers they are made of, and who is believed to have lied
   * @throws IllegalArgumentException if the code cannot decode from F
   */
  Decoded decode(WorkerSet answers, FMatrixRMaj values);

  /**
   * Believes every answer.
   *
   * @param code the code
   * @return the decoder
   */
  static GroupDecoder trusting(Code code) {
    Decoder decoder = new Decoder(code);
    WorkerSet nobody = WorkerSet.none(code.workers());
    return (answers, values) -> new Decoded(decoder.decode(answers, values), answers, nobody);
  }

  /**
   * Asks a locator who lied.
   *
   * @param code the code
   * @param locator thread-safe
   * @return the decoder
   */
  static GroupDecoder locating(Code code, ErrorLocator locator) {
    return new RobustDecoder(code, locator)::decode;
  }
}
