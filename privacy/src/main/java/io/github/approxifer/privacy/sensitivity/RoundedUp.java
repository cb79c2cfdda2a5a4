package io.github.approxifer.privacy.sensitivity;

import java.math.BigDecimal;

/** Operations on positive doubles whose result is never below the exact one. */
final class RoundedUp {
  private RoundedUp() {}

  /** Returns the smallest double that is at least {@code a * b}; infinite on overflow. */
  static double product(double a, double b) {
    double nearest = a * b;
    if (nearest == Double.POSITIVE_INFINITY) {
      return nearest;
    }
    boolean below = new BigDecimal(nearest).compareTo(exact(a, b)) < 0;
    return below ? Math.nextUp(nearest) : nearest;
  }

  /** Returns the smallest double that is at least {@code a - b}, for {@code a > b}. */
  static double difference(double a, double b) {
    double nearest = a - b;
    if (nearest == Double.POSITIVE_INFINITY) {
      return nearest;
    }
    boolean below =
        new BigDecimal(nearest).compareTo(new BigDecimal(a).subtract(new BigDecimal(b))) < 0;
    return below ? Math.nextUp(nearest) : nearest;
  }

  /** Returns the smallest double that is at least the square root of {@code n}. */
  static double squareRoot(int n) {
    double nearest = Math.sqrt(n);
    boolean below = exact(nearest, nearest).compareTo(BigDecimal.valueOf(n)) < 0;
    return below ? Math.nextUp(nearest) : nearest;
  }

  private static BigDecimal exact(double a, double b) {
    return new BigDecimal(a).multiply(new BigDecimal(b));
  }
}
