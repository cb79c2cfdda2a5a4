package io.github.approxifer.coding.decode;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.Decoder;
import io.github.approxifer.coding.ErrorLocator;
import io.github.approxifer.coding.WorkerSet;
import org.ejml.data.FMatrixRMaj;

/**
 * Locates the liars of a group, leaves their answers out, and decodes from the rest. Thread-safe if
 * its locator is.
 */
public final class RobustDecoder {
  private final Code code;
  private final Decoder decoder;
  private final ErrorLocator locator;

  /**
   * What a group came to.
   *
   * @param predictions K x c, row j is the prediction for query j
   * @param used the workers whose answers were used
   * @param liars the workers whose answers were left out
   */
  public record Decoded(FMatrixRMaj predictions, WorkerSet used, WorkerSet liars) {}

  /**
   * A decoder that asks a locator first.
   *
   * @param code the code
   * @param locator names the liars
   */
  public RobustDecoder(Code code, ErrorLocator locator) {
    this.code = code;
    this.decoder = new Decoder(code);
    this.locator = locator;
  }

  /**
   * Decodes one group.
   *
   * @param answers F, the workers that answered: at least the code's quorum
   * @param values |F| x c, row r is the answer of the worker of rank r in F; not modified
   * @return the predictions, and whose answers they are made of
   * @throws IllegalArgumentException if there are too few answers, the shapes do not agree, or an
   *     answer is NaN or infinite
   */
  public Decoded decode(WorkerSet answers, FMatrixRMaj values) {
    if (answers.size() < code.quorum()) {
      throw new IllegalArgumentException(
          "a "
              + code.name()
              + " code with "
              + code.parameters()
              + " locates errors among at least "
              + code.quorum()
              + " answers, but F = "
              + answers
              + " has "
              + answers.size()
              + "; wait for more");
    }
    WorkerSet liars = locator.locate(answers, values);
    WorkerSet used = answers.without(liars);
    FMatrixRMaj kept = Answers.select(answers, values, used, null);
    return new Decoded(decoder.decode(used, kept), used, liars);
  }
}
