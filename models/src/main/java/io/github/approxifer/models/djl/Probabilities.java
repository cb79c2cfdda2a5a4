package io.github.approxifer.models.djl;

/** Whether answers look like probabilities: none below 0, and the sum of each row 1. */
final class Probabilities {

  /**
   * Half precision keeps 11 bits of each; their sum errs by little more than half of one's last.
   */
  private static final float TOLERANCE = 2e-3f;

  private Probabilities() {}

  /** Of rows side by side, each of {@code width} values; one value alone says nothing. */
  static boolean are(float[] rows, int width) {
    if (width < 2) {
      return false;
    }
    for (int first = 0; first < rows.length; first += width) {
      float sum = 0;
      for (int i = first; i < first + width; i++) {
        if (!(rows[i] >= 0)) {
          return false;
        }
        sum += rows[i];
      }
      if (Math.abs(sum - 1) > TOLERANCE) {
        return false;
      }
    }
    return true;
  }
}
