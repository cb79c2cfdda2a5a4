package io.github.approxifer.interp.nodes;

/**
 * The Gauss-Legendre rule by Newton's method in the angle theta of a node cos theta, in which
 * nothing is lost at the ends: there the recurrence is taken in 1 - x = 2 sin^2(theta/2).
 *
 * <p>Most nodes of a large rule take O(1) operations, by the asymptotic expansion of the polynomial
 * away from the ends (T. J. Stieltjes; N. Hale and A. Townsend, Fast and accurate computation of
 * Gauss-Legendre and Gauss-Jacobi quadrature nodes and weights, SIAM Journal on Scientific
 * Computing 35 (2013), equation 3.2), whose constant factor follows from the sum of the weights.
 * Only half of the nodes is computed, so they are antisymmetric to the last bit.
 */
final class LegendreRule {

  /** Rules up to this size take the recurrence everywhere. */
  private static final int SMALL = 200;

  /**
   * So many nodes at either end of a large rule take it, too: the expansion does not hold there.
   */
  private static final int AT_END = 30;

  private static final int TERMS = 20;
  private static final int MOST_STEPS = 10;

  private final int count;
  // P and dP/dtheta of the last evaluation.
  private double polynomial;
  private double slope;

  private LegendreRule(int count) {
    this.count = count;
  }

  static GaussRule of(int count) {
    LegendreRule rule = new LegendreRule(count);
    double[] nodes = new double[count];
    double[] weights = new double[count];
    double[] barycentric = new double[count];
    double exact = 0;
    double expanded = 0;
    for (int k = 0; k < (count + 1) / 2; k++) {
      boolean middle = 2 * k + 1 == count;
      boolean atEnd = count <= SMALL || k < AT_END;
      double theta = middle ? 0.5 * Math.PI : rule.angle(k, atEnd);
      rule.evaluate(theta, atEnd);
      double x = middle ? 0 : Math.cos(theta);
      double weight = 2 / (rule.slope * rule.slope);
      nodes[k] = -x;
      nodes[count - 1 - k] = x;
      weights[k] = weight;
      barycentric[k] = Math.sin(theta) / Math.abs(rule.slope);
      if (atEnd) {
        exact += middle ? weight : 2 * weight;
      } else {
        expanded += middle ? weight : 2 * weight;
      }
    }
    double factor = expanded > 0 ? (2 - exact) / expanded : 1;
    for (int k = 0; k < (count + 1) / 2; k++) {
      if (count > SMALL && k >= AT_END) {
        weights[k] *= factor;
        barycentric[k] *= Math.sqrt(factor);
      }
      weights[count - 1 - k] = weights[k];
      barycentric[count - 1 - k] = barycentric[k];
    }
    for (int k = 1; k < count; k += 2) {
      barycentric[k] = -barycentric[k];
    }
    return new GaussRule(nodes, weights, barycentric);
  }

  /** The k-th smallest angle of a node. */
  private double angle(int k, boolean atEnd) {
    // The zeros of the Bessel function J0 by McMahon's expansion (Abramowitz and Stegun, 9.5.12 and
    // 22.16.6).
    double b = Math.PI * (k + 0.75);
    double e = 8 * b;
    double theta = (b + 1 / e - 124 / (3 * e * e * e)) / (count + 0.5);
    for (int step = 0; step < MOST_STEPS; step++) {
      evaluate(theta, atEnd);
      double correction = polynomial / slope;
      theta -= correction;
      // The next one would be the square of it.
      if (Math.abs(correction) <= 1e-9 * theta) {
        break;
      }
    }
    return theta;
  }

  private void evaluate(double theta, boolean atEnd) {
    if (atEnd) {
      recur(theta);
    } else {
      expand(theta);
    }
  }

  /** With u = 1 - x: k (P_k - P_(k-1)) = (k-1) (P_(k-1) - P_(k-2)) - (2k-1) u P_(k-1). */
  private void recur(double theta) {
    double half = Math.sin(0.5 * theta);
    double u = 2 * half * half;
    double value = 1;
    double difference = 0;
    for (int k = 1; k <= count; k++) {
      difference = ((k - 1) * difference - (2.0 * k - 1) * u * value) / k;
      value += difference;
    }
    polynomial = value;
    // (1 - x^2) P'_n = n (P_(n-1) - x P_n)
    slope = -count * (u * value - difference) / Math.sin(theta);
  }

  /** Up to a constant factor. */
  private void expand(double theta) {
    double sine = Math.sin(theta);
    double cotangent = Math.cos(theta) / sine;
    double size = 1 / Math.sqrt(2 * sine);
    // The angle of term m is (n + m + 1/2) theta - (m + 1/2) pi/2; a step turns by theta - pi/2.
    double angle = (count + 0.5) * theta - 0.25 * Math.PI;
    double cosine = Math.cos(angle);
    double sineOfAngle = Math.sin(angle);
    double turnCosine = sine;
    double turnSine = -Math.cos(theta);
    polynomial = 0;
    slope = 0;
    for (int m = 0; m < TERMS; m++) {
      polynomial += size * cosine;
      slope -= size * ((count + m + 0.5) * sineOfAngle + (m + 0.5) * cotangent * cosine);
      size *= (m + 0.5) * (m + 0.5) / ((m + 1) * (count + m + 1.5)) / (2 * sine);
      double next = cosine * turnCosine - sineOfAngle * turnSine;
      sineOfAngle = sineOfAngle * turnCosine + cosine * turnSine;
      cosine = next;
    }
  }
}
