package io.github.approxifer.privacy.sensitivity;

import io.github.approxifer.privacy.Neighbours;
import org.jspecify.annotations.Nullable;

/** Argument checks that the sensitivities and the clippings share. */
final class SensitivityChecks {
  private SensitivityChecks() {}

  static void checkBound(String name, double bound) {
    if (!(bound > 0 && bound < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name
              + " must be positive and finite: clip the released values first. Provided value: "
              + bound);
    }
  }

  static void checkValues(int values) {
    if (values < 1) {
      throw new IllegalArgumentException(
          "The number of released values must be at least 1. Provided value: " + values);
    }
  }

  /** An account compares them, and would take null for a whole query. */
  static void checkNeighbours(@Nullable Neighbours neighbours) {
    if (neighbours == null) {
      throw new NullPointerException(
          "The neighbours must be given, WHOLE_QUERY or ONE_ROW. Provided value: null");
    }
  }

  static void checkRows(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException(
          "A query must have at least 1 row. Provided value: " + rows);
    }
  }

  static void checkArrays(int values, int length, int destinationLength) {
    if (length != values) {
      throw new IllegalArgumentException(
          "The clipping is for " + values + " values. Provided values: " + length);
    }
    if (destinationLength < values) {
      throw new IllegalArgumentException(
          "The destination must hold " + values + " values. Provided length: " + destinationLength);
    }
  }
}
