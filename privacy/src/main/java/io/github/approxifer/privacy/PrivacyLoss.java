package io.github.approxifer.privacy;

/**
 * The price of a release: it is ({@code epsilon}, {@code delta})-differentially private. Immutable.
 *
 * @param epsilon finite and not negative
 * @param delta in [0, 1); 0 for pure differential privacy
 */
public record PrivacyLoss(double epsilon, double delta) {
  /**
   * Checks the ranges.
   *
   * @param epsilon finite and not negative
   * @param delta in [0, 1)
   * @throws IllegalArgumentException if a value is out of its range
   */
  public PrivacyLoss {
    if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "epsilon must be finite and not negative, but is " + epsilon);
    }
    if (!(delta >= 0 && delta < 1)) {
      throw new IllegalArgumentException("delta must be in [0, 1), but is " + delta);
    }
  }

  /**
   * The price of a purely differentially private release.
   *
   * @param epsilon finite and not negative
   * @return the loss (epsilon, 0)
   * @throws IllegalArgumentException if epsilon is out of its range
   */
  public static PrivacyLoss pure(double epsilon) {
    return new PrivacyLoss(epsilon, 0);
  }
}
