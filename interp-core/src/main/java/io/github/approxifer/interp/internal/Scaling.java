package io.github.approxifer.interp.internal;

/**
 * Multiplication with powers of two, which changes no bit of a fraction: numbers brought near 1, so
 * that their products, quotients and squares neither over- nor underflow. All methods are
 * thread-safe.
 */
public final class Scaling {

  /** A power of two that is a double, and so is its inverse. */
  private static final int GREATEST_EXPONENT = 1000;

  /** Differences of nodes within these powers of two need no scaling. */
  private static final int HARMLESS = 400;

  private Scaling() {}

  /**
   * The exponent of the power of two to divide values by.
   *
   * @param values the values, finite; not modified
   * @return the exponent of the greatest absolute value, at most 1000 in size; 0 if all are zero
   */
  public static int exponentOf(double[] values) {
    double greatest = greatest(values);
    return greatest == 0 ? 0 : bounded(Math.getExponent(greatest));
  }

  /**
   * What to multiply nodes and points with where products of their differences would over- or
   * underflow.
   *
   * @param least the least node, finite
   * @param greatest the greatest node, finite
   * @return a power of two; 1 for a single node and for most intervals
   */
  public static double ofInterval(double least, double greatest) {
    int exponent = Math.getExponent(0.5 * greatest - 0.5 * least);
    if (greatest == least || Math.abs(exponent) <= HARMLESS) {
      return 1;
    }
    return Math.scalb(1.0, -bounded(exponent));
  }

  /**
   * Barycentric weights divided by the power of two that brings the greatest absolute one into [1,
   * 2).
   *
   * @param weights the weights; not modified
   * @param count the number of nodes
   * @return a new array of the weights
   * @throws IllegalArgumentException if there is not one weight a node, or one is zero, also beside
   *     the greatest, or not finite
   */
  public static double[] weights(double[] weights, int count) {
    Checks.requireOneEach("weights", weights.length, count, "node");
    double greatest = 0;
    for (int j = 0; j < count; j++) {
      greatest = Math.max(greatest, Math.abs(Checks.requireWeight(weights, j)));
    }
    int exponent = Math.getExponent(greatest);
    double[] scaled = new double[count];
    for (int j = 0; j < count; j++) {
      scaled[j] = Math.scalb(weights[j], -exponent);
      if (scaled[j] == 0) {
        throw new IllegalArgumentException(
            "weights[%d] = %s is nothing beside the greatest, %s; take other weights or fewer nodes"
                .formatted(j, weights[j], greatest));
      }
    }
    return scaled;
  }

  /**
   * Divides numbers by the power of two near the greatest of them, if its exponent is beyond a
   * bound.
   *
   * @param bound the greatest exponent that is left, in size
   * @param parts the numbers, finite; overwritten
   * @return the exponent of the power of two, also of a subnormal one; 0 if nothing changed
   */
  public static int divideOut(int bound, double[]... parts) {
    double greatest = 0;
    for (double[] part : parts) {
      greatest = Math.max(greatest, greatest(part));
    }
    int exponent = greatest == 0 ? 0 : exponent(greatest);
    if (Math.abs(exponent) <= bound) {
      return 0;
    }
    for (double[] part : parts) {
      for (int i = 0; i < part.length; i++) {
        part[i] = Math.scalb(part[i], -exponent);
      }
    }
    return exponent;
  }

  private static double greatest(double[] numbers) {
    double greatest = 0;
    for (double number : numbers) {
      greatest = Math.max(greatest, Math.abs(number));
    }
    return greatest;
  }

  private static int bounded(int exponent) {
    return Math.max(-GREATEST_EXPONENT, Math.min(GREATEST_EXPONENT, exponent));
  }

  private static int exponent(double number) {
    return number < Double.MIN_NORMAL
        ? Math.getExponent(number * 0x1p100) - 100
        : Math.getExponent(number);
  }
}
