package io.github.approxifer.privacy.sensitivity;

import io.github.approxifer.privacy.Neighbours;
import org.jspecify.annotations.Nullable;

/** Argument checks that the sensitivities and the clippings share. */
final class SensitivityChecks {
  private SensitivityChecks() {}

  static void requireBound(String name, double bound) {
    if (!(bound > 0 && bound < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name
              + " must be positive and finite, but is "
              + bound
              + ": clip the released values first");
    }
  }

  static void requireValues(int values) {
    if (values < 1) {
      throw new IllegalArgumentException(
          "the number of released values must be at least 1, but is " + values);
    }
  }

  /** An account compares them, and would take null for a whole query. */
  static void requireNeighbours(@Nullable Neighbours neighbours) {
    if (neighbours == null) {
      throw new NullPointerException("the neighbours must be WHOLE_QUERY or ONE_ROW, but are null");
    }
  }

  static void requireRows(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("a query must have at least 1 row, but has " + rows);
    }
  }

  static void requireArrays(int values, int length, int destinationLength) {
    if (length != values) {
      throw new IllegalArgumentException(
          "the clipping is for " + values + " values, but got " + length);
    }
    if (destinationLength < values) {
      throw new IllegalArgumentException(
          "the destination must hold " + values + " values, but has length " + destinationLength);
    }
  }
}
