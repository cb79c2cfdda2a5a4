package io.github.approxifer.privacy.mechanism;

/**
 * Tail of the standard normal distribution to near double precision, also far out.
 *
 * <p>Everything goes through Mills' ratio {@code R(x) = (1 - Phi(x)) / phi(x)}, which is smooth and
 * neither under- nor overflows for {@code x >= 0}: below 1 by the series {@code Phi(x) - 1/2 =
 * phi(x) (x + x^3/3 + x^5/15 + ...)}, from 1 on by Laplace's continued fraction {@code 1/(x + 1/(x
 * + 2/(x + 3/(x + ...))))} (Abramowitz and Stegun, 26.2.11 and 26.2.14). The fraction cut after n
 * terms is off by about {@code exp(-2 x sqrt(2n))}, which the {@code 10 + 300 / x^2} terms used
 * bring below {@code exp(-48)}.
 */
final class NormalTail {
  private static final double SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

  private NormalTail() {}

  /** Returns the density at x. */
  static double density(double x) {
    return Math.exp(-0.5 * x * x) / SQRT_TWO_PI;
  }

  /** Returns {@code R(x)} for {@code x >= 0}. */
  static double mills(double x) {
    return x < 1 ? 0.5 / density(x) - series(x) : 1 / (x + fraction(x));
  }

  /** Returns {@code 1 - x R(x) = -R'(x)} for any x above -30, without cancellation. */
  static double millsSlope(double x) {
    if (x < 0) {
      return 1 - x * (1 / density(x) - mills(-x));
    }
    if (x < 1) {
      return 1 - x * mills(x);
    }
    double c = fraction(x);
    return c / (x + c);
  }

  /** Returns {@code 1 - Phi(x)} for any x. */
  static double upper(double x) {
    return x < 0 ? 1 - upper(-x) : density(x) * mills(x);
  }

  /**
   * Returns the x whose upper tail is p, for p in (0, 1/2], by bisection; the last interval's upper
   * end, so that the tail is at most p up to rounding.
   */
  static double upperQuantile(double p) {
    double low = 0;
    double high = 39;
    for (int i = 0; i < 60; i++) {
      double middle = 0.5 * (low + high);
      if (upper(middle) > p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static double series(double x) {
    double term = x;
    double sum = 0;
    for (int n = 3; term > 1e-18 * sum; n += 2) {
      sum += term;
      term *= x * x / n;
    }
    return sum;
  }

  /** Returns {@code 1/(x + 2/(x + 3/(x + ...)))}. */
  private static double fraction(double x) {
    double tail = 0;
    for (int n = (int) (10 + 300 / (x * x)); n >= 1; n--) {
      tail = n / (x + tail);
    }
    return tail;
  }
}
