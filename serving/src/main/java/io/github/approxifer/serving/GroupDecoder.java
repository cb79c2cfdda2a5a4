package io.github.approxifer.serving;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.Decoder;
import io.github.approxifer.coding.ErrorLocator;
import io.github.approxifer.coding.Recheck;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.decode.RecheckingDecoder;
import io.github.approxifer.coding.decode.RobustDecoder;
import io.github.approxifer.coding.decode.RobustDecoder.Decoded;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/**
 * Turns the answers of a quorum into predictions, leaving out whom it believes to have lied. It may
 * have queries sent out once more before it decides. Implementations are thread-safe. {@code
 * PairedDecoder::decode} is one.
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
   * Which queries to send out once more, as they are, before the group is decoded; none unless a
   * decoder says otherwise.
   *
   * @param answers as for {@link #decode(WorkerSet, FMatrixRMaj)}
   * @param values as for {@link #decode(WorkerSet, FMatrixRMaj)}; not modified
   * @param askable those of the workers that answered that may be asked again
   * @return the queries, in the order of the encoder, with the workers to ask, all of them askable
   * @throws IllegalArgumentException if the code cannot decode from F
   */
  default List<Recheck> rechecks(WorkerSet answers, FMatrixRMaj values, WorkerSet askable) {
    return List.of();
  }

  /**
   * Decodes one group after its second round, or without one.
   *
   * @param answers as for {@link #decode(WorkerSet, FMatrixRMaj)}; may hold more workers than when
   *     the second round was asked for
   * @param values as for {@link #decode(WorkerSet, FMatrixRMaj)}; not modified
   * @param rechecks the queries of the second round with the workers that answered, which may be
   *     none; empty if there was no second round
   * @param further for each of these queries its answers, a row of c for each worker in ascending
   *     order; not modified
   * @return as {@link #decode(WorkerSet, FMatrixRMaj)}, with the liars of both rounds
   * @throws IllegalArgumentException if the code cannot decode from F
   */
  default Decoded decode(
      WorkerSet answers, FMatrixRMaj values, List<Recheck> rechecks, List<FMatrixRMaj> further) {
    return decode(answers, values);
  }

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

  /**
   * Asks once more where answers are disputed. Nobody can foresee which workers are asked.
   *
   * @param decoder for a paired code
   * @return the decoder
   */
  static GroupDecoder rechecking(RecheckingDecoder decoder) {
    return rechecking(decoder, new SecureRandom());
  }

  /**
   * Asks once more where answers are disputed.
   *
   * @param decoder for a paired code
   * @param random draws the workers to ask: what liars can foresee they can use; thread-safe, as
   *     {@link Random} and {@link SecureRandom} are
   * @return the decoder
   */
  static GroupDecoder rechecking(RecheckingDecoder decoder, Random random) {
    return new RecheckingGroupDecoder(decoder, random);
  }
}
