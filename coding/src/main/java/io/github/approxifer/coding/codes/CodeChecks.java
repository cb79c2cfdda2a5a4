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

  /** The most workers that matrices are built for. */
  private static final long MOST_WORKERS = 1_000_000;

  /**
   * Refuses more workers than a million, before numbers overflow and matrices fill the memory.
   *
   * @param parameters K, S and E
   * @param workers N
   * @return N
   * @throws IllegalArgumentException if N is above a million
   */
  static int requireSupported(CodeParameters parameters, long workers) {
    if (workers > MOST_WORKERS) {
      throw new IllegalArgumentException(
          "%s takes N=%d workers; at most a million are supported".formatted(parameters, workers));
    }
    return (int) workers;
  }
}
