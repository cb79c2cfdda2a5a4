package io.github.approxifer.coding.advisor;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.baseline.ParityCode;
import io.github.approxifer.coding.grouping.GroupOrdering;
import org.jspecify.annotations.Nullable;

/**
 * A code to be measured, and how it is used.
 *
 * @param label what the report calls it
 * @param code the code
 * @param ordering how the queries of a group are ordered before they are encoded
 * @param parityModel the model of the parity worker of a {@link ParityCode}; null for all others
 */
public record Candidate(
    String label, Code code, GroupOrdering ordering, @Nullable BatchModel parityModel) {

  /**
   * Checks that a parity code has a parity model, and no other code has one.
   *
   * @param label what the report calls it
   * @param code the code
   * @param ordering how the queries of a group are ordered
   * @param parityModel the model of the parity worker, or null
   * @throws IllegalArgumentException if it is not so
   */
  public Candidate {
    if (code instanceof ParityCode != (parityModel != null)) {
      throw new IllegalArgumentException(
          "a parity code needs a parity model and no other code has one, but the code is "
              + code.name()
              + " and there is "
              + (parityModel == null ? "none" : "one"));
    }
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
}
