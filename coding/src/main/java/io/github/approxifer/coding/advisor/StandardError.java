package io.github.approxifer.coding.advisor;

/** How rough a share is that was seen in a sample. */
final class StandardError {
  private StandardError() {}

  /**
   * The standard error of a share of n predictions, with one success and one failure added, so that
   * a share of 1 is not taken for certain (A. Agresti and B. A. Coull, 1998).
   */
  static double of(double share, int n) {
    double shrunk = (share * n + 1) / (n + 2.0);
    return Math.sqrt(shrunk * (1 - shrunk) / (n + 2.0));
  }
}
