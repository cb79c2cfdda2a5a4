package io.github.approxifer.coding.confidence;

import org.ejml.data.FMatrixRMaj;

/** The score that confidence is made of. Thread-safe. */
public final class Margin {
  private Margin() {}

  /**
   * The difference between the greatest and the second greatest element of a prediction.
   *
   * @param predictions K x c with c at least 2, not modified
   * @param row one of the predictions
   * @return the margin, at least 0
   * @throws IllegalArgumentException if c is below 2
   */
  public static double of(FMatrixRMaj predictions, int row) {
    if (predictions.numCols < 2) {
      throw new IllegalArgumentException(
          "a margin takes at least 2 classes, but there are " + predictions.numCols);
    }
    double first = Double.NEGATIVE_INFINITY;
    double second = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < predictions.numCols; c++) {
      double value = predictions.get(row, c);
      if (value > first) {
        second = first;
        first = value;
      } else if (value > second) {
        second = value;
      }
    }
    return first - second;
  }
}
