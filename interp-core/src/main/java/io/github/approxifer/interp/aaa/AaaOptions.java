package io.github.approxifer.interp.aaa;

/**
 * When the AAA algorithm stops, and what it cleans up.
 *
 * @param tolerance the error to reach, relative to the greatest absolute sample; at least 0
 * @param mostTerms the greatest number of support points, at least 1
 * @param cleanUpTolerance how small a residue must be for its pole to be removed as spurious: below
 *     this number times the geometric mean of the absolute samples times the distance from the pole
 *     to the nearest sample; 0 keeps all poles
 */
public record AaaOptions(double tolerance, int mostTerms, double cleanUpTolerance) {

  /**
   * Checks the options.
   *
   * @param tolerance the error to reach, relative to the greatest absolute sample; at least 0
   * @param mostTerms the greatest number of support points, at least 1
   * @param cleanUpTolerance the tolerance of the clean-up, at least 0
   * @throws IllegalArgumentException if one is out of range
   */
  public AaaOptions {
    if (!(tolerance >= 0) || !(cleanUpTolerance >= 0)) {
      throw new IllegalArgumentException(
          "the tolerances are %s and %s, but must not be negative"
              .formatted(tolerance, cleanUpTolerance));
    }
    if (mostTerms < 1) {
      throw new IllegalArgumentException(
          "the greatest number of terms is %d, but must be at least 1".formatted(mostTerms));
    }
  }

  /**
   * Tolerance 1e-13, at most 100 terms, clean-up of residues below 1e-13.
   *
   * @return the options
   */
  public static AaaOptions defaults() {
    return new AaaOptions(1e-13, 100, 1e-13);
  }

  /**
   * The same options with another tolerance.
   *
   * @param other the error to reach, relative to the greatest absolute sample
   * @return new options
   */
  public AaaOptions withTolerance(double other) {
    return new AaaOptions(other, mostTerms, cleanUpTolerance);
  }

  /**
   * The same options with another greatest number of terms.
   *
   * @param other the greatest number of support points, at least 1
   * @return new options
   */
  public AaaOptions withMostTerms(int other) {
    return new AaaOptions(tolerance, other, cleanUpTolerance);
  }

  /**
   * The same options with another tolerance of the clean-up.
   *
   * @param other the tolerance, 0 for no clean-up
   * @return new options
   */
  public AaaOptions withCleanUpTolerance(double other) {
    return new AaaOptions(tolerance, mostTerms, other);
  }
}
