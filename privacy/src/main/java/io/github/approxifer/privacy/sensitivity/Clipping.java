package io.github.approxifer.privacy.sensitivity;

/**
 * A map that forces the m values of a release into a bounded set, which is what makes a claimed
 * sensitivity true: whatever the inputs are, two releases are then at most the diameter of the set
 * apart. Immutable and thread-safe.
 *
 * <p>The bounds must not depend on the data. Every input has an image, also NaN (its value counts
 * as 0, or as the bound nearest to 0) and infinities (the largest finite value), because a refusal
 * would tell an observer about the query. The set is not left by rounding: the norm of what comes
 * out, computed without error, does not exceed the bound, in doubles and in floats.
 */
public sealed interface Clipping permits RangeClipping, NormClipping {
  /**
   * Clips the values of one release.
   *
   * @param values m values; not modified unless they are the destination
   * @param destination at least m long, may be {@code values}; its first m values are overwritten
   * @return {@code destination}
   * @throws IllegalArgumentException if {@code values} does not have exactly m values or the
   *     destination is too short
   */
  double[] clip(double[] values, double[] destination);

  /**
   * Clips the values of one release in floats.
   *
   * @param values m values; not modified unless they are the destination
   * @param destination at least m long, may be {@code values}; its first m values are overwritten
   * @return {@code destination}
   * @throws IllegalArgumentException if {@code values} does not have exactly m values or the
   *     destination is too short
   */
  float[] clip(float[] values, float[] destination);

  /**
   * Returns the l1 diameter of the set, as a sensitivity for whole queries.
   *
   * @return the bound, rounded up
   * @throws IllegalArgumentException if the bound overflows
   */
  L1Sensitivity l1Sensitivity();

  /**
   * Returns the l2 diameter of the set, as a sensitivity for whole queries.
   *
   * @return the bound, rounded up
   * @throws IllegalArgumentException if the bound overflows
   */
  L2Sensitivity l2Sensitivity();

  /**
   * Clips every value to [lower, upper], for instance logits to [-B, B]: l1 sensitivity {@code m
   * (upper - lower)}, so 2 C B for the C logits of one answer.
   *
   * @param lower lower bound, finite
   * @param upper upper bound, finite and above {@code lower}
   * @param values m, at least 1
   * @return the clipping
   * @throws IllegalArgumentException if an argument is out of its range
   */
  static RangeClipping toRange(double lower, double upper, int values) {
    return new RangeClipping(lower, upper, values);
  }

  /**
   * Scales a release down to an l1 norm of at most R if it is above: l1 sensitivity 2 R.
   *
   * @param norm R, at least 2^-900 and finite
   * @param values m, at least 1
   * @return the clipping
   * @throws IllegalArgumentException if an argument is out of its range
   */
  static NormClipping toL1Norm(double norm, int values) {
    return new NormClipping(NormClipping.Norm.L1, norm, values);
  }

  /**
   * Scales a release down to an l2 norm of at most R if it is above: l2 sensitivity 2 R.
   *
   * @param norm R, at least 2^-900 and finite
   * @param values m, at least 1
   * @return the clipping
   * @throws IllegalArgumentException if an argument is out of its range
   */
  static NormClipping toL2Norm(double norm, int values) {
    return new NormClipping(NormClipping.Norm.L2, norm, values);
  }
}
