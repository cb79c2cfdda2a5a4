package io.github.approxifer.privacy.mechanism;

/** Argument checks that the mechanisms share. */
final class MechanismChecks {
  private static final double MIN_EPSILON = 0x1p-50;
  private static final double MAX_EPSILON = 0x1p50;

  private MechanismChecks() {}

  static double requireEpsilon(double epsilon) {
    if (!(epsilon >= MIN_EPSILON && epsilon <= MAX_EPSILON)) {
      throw new IllegalArgumentException(
          "epsilon must be at least 2^-50 and at most 2^50, but is " + epsilon);
    }
    return epsilon;
  }

  static void requireFinite(double value, int index) {
    if (!(Math.abs(value) < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "values must be finite, but that at index " + index + " is " + value + ": clip first");
    }
  }

  /** Checks that a release has exactly the number of values that the sensitivity speaks of. */
  static void requireLength(int expected, int length) {
    if (length != expected) {
      throw new IllegalArgumentException(
          "the sensitivity is that of a release of " + expected + " values, but got " + length);
    }
  }

  static void requireDestination(int needed, int length) {
    if (length < needed) {
      throw new IllegalArgumentException(
          "the destination must hold " + needed + " values, but has length " + length);
    }
  }

  /** Checks the length of a row-major array of {@code rows} releases. */
  static void requireRows(int rows, int columns, int length) {
    if (rows < 0 || (long) rows * columns != length) {
      throw new IllegalArgumentException(
          "a matrix of "
              + rows
              + " rows of "
              + columns
              + " values needs "
              + (long) rows * columns
              + " values, but got "
              + length);
    }
  }
}
