package io.github.approxifer.coding.codes;

import io.github.approxifer.coding.CodeParameters;

/** Checks that codes share. */
final class CodeChecks {
  private CodeChecks() {}

  /**
   * Refuses parameters with Byzantine workers, for a code that has no means against them.
   *
   * @param name the code's name
   * @param parameters K, S and E
   * @throws IllegalArgumentException if E is not 0
   */
  static void requireNoErrors(String name, CodeParameters parameters) {
    if (parameters.errors() != 0) {
      throw new IllegalArgumentException(
          name
              + " has no means against Byzantine workers, but was asked for "
              + parameters
              + "; set E=0 or choose a code that tolerates errors, such as Berrut or Spline");
    }
  }
}
