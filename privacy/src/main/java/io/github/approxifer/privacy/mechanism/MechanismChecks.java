package io.github.approxifer.privacy.mechanism;

/** Argument checks that the mechanisms share. */
final class MechanismChecks {
  private static final double MIN_EPSILON = 0x1p-50;
  private static final double MAX_EPSILON = 0x1p50;

  private MechanismChecks() {}

  static double checkEpsilon(double epsilon) {
    if (!(epsilon >= MIN_EPSILON && epsilon <= MAX_EPSILON)) {
      throw new IllegalArgumentException(
          "epsilon must be at least 2^-50 and at most 2^50. Provided value: " + epsilon);
    }
    return epsilon;
  }

  static void checkFinite(double value, int index) {
    if (!(Math.abs(value) < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Values must be finite: clip them first. Provided value at index "
              + index
              + ": "
              + value);
    }
  }

  /** Checks that a release has exactly the number of values that the sensitivity speaks of. */
  static void checkLength(int expected, int length) {
    if (length != expected) {
      throw new IllegalArgumentException(
          "The sensitivity is that of a release of "
              + expected
              + " values. Provided values: "
              + length);
    }
  }

  static void checkDestination(int needed, int length) {
    if (length < needed) {
      throw new IllegalArgumentException(
          "The destination must hold " + needed + " values. Provided length: " + length);
    }
  }

  /** Checks the length of a row-major array of {@code rows} releases. */
  static void checkRows(int rows, int columns, int length) {
    if (rows < 0 || (long) rows * columns != length) {
      throw new IllegalArgumentException(
          "A matrix of "
              + rows
              + " rows of "
              + columns
              + " values needs "
              + (long) rows * columns
              + " values. Provided values: "
              + length);
    }
  }
}
