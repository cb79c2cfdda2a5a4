package io.github.approxifer.coding.advisor;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.codes.ParityCode;
import io.github.approxifer.coding.order.GroupOrdering;
import org.jspecify.annotations.Nullable;

/**
 * A code to be measured, and how it is used.
 *
 * @param label what the report calls it
 * @param code the code
 * @param ordering how the queries of a group are ordered before they are encoded
 * @param parityModel the model of the parity worker of a {@link ParityCode}; null for all others
 * @param fitted whether the code's decoder is replaced by that of a {@link
 *     io.github.approxifer.coding.decode.FittedCode}, fitted to samples
 */
public record Candidate(
    String label,
    Code code,
    GroupOrdering ordering,
    @Nullable BatchModel parityModel,
    boolean fitted) {

  /**
   * Checks that a parity code has a parity model, and no other code has one.
   *
   * @param label what the report calls it
   * @param code the code
   * @param ordering how the queries of a group are ordered
   * @param parityModel the model of the parity worker, or null
   * @param fitted whether the decoder is fitted to samples
   * @throws IllegalArgumentException if it is not so, or the decoder of a parity code is to be
   *     fitted
   */
  public Candidate {
    if (code instanceof ParityCode != (parityModel != null)) {
      throw new IllegalArgumentException(
          "a parity code needs a parity model and no other code has one, but the code is "
              + code.name()
              + " and there is "
              + (parityModel == null ? "none" : "one"));
    }
    if (fitted && parityModel != null) {
      throw new IllegalArgumentException(
          "a decoder is fitted to workers of one model, but " + label + " has a parity model");
    }
  }

  /**
   * A code with its own decoder.
   *
   * @param label what the report calls it
   * @param code the code
   * @param ordering how the queries of a group are ordered
   * @param parityModel the model of the parity worker, or null
   * @throws IllegalArgumentException if a parity code has no parity model or another code has one
   */
  public Candidate(
      String label, Code code, GroupOrdering ordering, @Nullable BatchModel parityModel) {
    this(label, code, ordering, parityModel, false);
  }

  /**
   * A code that runs the same model on all workers.
   *
   * @param label what the report calls it
   * @param code the code
   * @param ordering how the queries of a group are ordered
   * @return the candidate
   */
  public static Candidate of(String label, Code code, GroupOrdering ordering) {
    return new Candidate(label, code, ordering, null);
  }

  /**
   * A code with a decoder that the {@link Advisor} fits to one half of the samples, and judges on
   * the other.
   *
   * @param label what the report calls it
   * @param code the code that encodes; no parity code
   * @param ordering how the queries of a group are ordered
   * @return the candidate
   * @throws IllegalArgumentException if it is a parity code
   */
  public static Candidate fitted(String label, Code code, GroupOrdering ordering) {
    return new Candidate(label, code, ordering, null, true);
  }
}
