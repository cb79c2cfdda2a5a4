package io.github.approxifer.privacy.accuracy;

/**
 * An interval that contains the value before noise with at least the given probability over the
 * noise. Immutable.
 *
 * @param lower lower end
 * @param upper upper end, not below {@code lower}
 * @param level probability of containing the value, strictly between 0 and 1
 */
public record ConfidenceInterval(double lower, double upper, double level) {
  /**
   * Checks the ends and the level.
   *
   * @param lower lower end
   * @param upper upper end
   * @param level probability of containing the value
   * @throws IllegalArgumentException if {@code lower <= upper} does not hold or the level is out of
   *     its range
   */
  public ConfidenceInterval {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "the lower end must not be above the upper end, but got " + lower + ", " + upper);
    }
    requireLevel(level);
  }

  /**
   * Returns the interval of the given half width around a released value, rounded outwards.
   *
   * @param released a finite value
   * @param halfWidth finite, not negative
   * @param level probability of containing the value, strictly between 0 and 1
   * @return the interval
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public static ConfidenceInterval around(double released, double halfWidth, double level) {
    if (!(Math.abs(released) < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("the released value must be finite, but is " + released);
    }
    if (!(halfWidth >= 0 && halfWidth < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the half width must be finite and not negative, but is " + halfWidth);
    }
    return new ConfidenceInterval(
        Math.nextDown(released - halfWidth), Math.nextUp(released + halfWidth), level);
  }

  /**
   * Returns whether the interval contains a value.
   *
   * @param value any value
   * @return true if it lies between the ends or on one of them
   */
  public boolean contains(double value) {
    return lower <= value && value <= upper;
  }

  /**
   * Checks a confidence level.
   *
   * @param level the level
   * @throws IllegalArgumentException if it is not strictly between 0 and 1
   */
  public static void requireLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "the level must be strictly between 0 and 1, but is " + level);
    }
  }

  /**
   * The probability beyond a level, below 1 also for levels that rounding would take for 0; the
   * interval is then that of a slightly greater level.
   *
   * @param level strictly between 0 and 1
   * @return 1 - level, strictly between 0 and 1
   * @throws IllegalArgumentException if the level is out of its range
   */
  public static double beyond(double level) {
    requireLevel(level);
    return Math.min(1 - level, Math.nextDown(1.0));
  }
}
