package io.github.approxifer.interp.nodes;

import io.github.approxifer.interp.internal.Checks;

/**
 * The nodes of a Gauss rule, which are the zeros of an orthogonal polynomial, with the weights of
 * the quadrature and of the interpolating polynomial on them.
 *
 * <p>The integral of f times the weight function is close to the sum of quadrature weight times
 * f(node), and equal to it for polynomials of degree up to 2 n - 1. The barycentric weights are
 * those of H. Wang, D. Huybrechs and S. Vandewalle, Explicit barycentric weights for polynomial
 * interpolation in the roots or extrema of classical orthogonal polynomials, Mathematics of
 * Computation 83 (2014): square roots of the quadrature weights times a simple function of the
 * node, with alternating signs. Instances are immutable and thread-safe.
 */
public final class GaussRule {

  private final double[] nodes;
  private final double[] weights;
  private final double[] barycentric;

  /** Keeps its arguments; the greatest barycentric weight is made 1. */
  GaussRule(double[] nodes, double[] weights, double[] barycentric) {
    this.nodes = nodes;
    this.weights = weights;
    this.barycentric = barycentric;
    double greatest = 0;
    for (double weight : barycentric) {
      greatest = Math.max(greatest, Math.abs(weight));
    }
    for (int j = 0; j < barycentric.length; j++) {
      barycentric[j] /= greatest;
    }
  }

  /**
   * Gauss-Legendre: weight function 1 on [-1, 1]. Takes O(count) operations for many nodes.
   *
   * @param count the number of nodes, at least 1
   * @return the rule
   * @throws IllegalArgumentException if {@code count} is less than 1
   */
  public static GaussRule legendre(int count) {
    Checks.requireNodes(count);
    return LegendreRule.of(count);
  }

  /**
   * Gauss-Jacobi: weight function (1 - x)^alpha (1 + x)^beta on [-1, 1]. Takes O(count^2)
   * operations.
   *
   * @param count the number of nodes, at least 1
   * @param alpha the exponent at 1, greater than -1 and at most 100
   * @param beta the exponent at -1, greater than -1 and at most 100
   * @return the rule
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static GaussRule jacobi(int count, double alpha, double beta) {
    Checks.requireNodes(count);
    requireExponent("alpha", alpha);
    requireExponent("beta", beta);
    double[] centre = new double[count];
    double[] off = new double[count];
    double sum = alpha + beta;
    for (int k = 0; k < count; k++) {
      double twice = 2.0 * k + sum;
      centre[k] =
          k == 0
              ? (beta - alpha) / (sum + 2)
              : (beta - alpha) * (beta + alpha) / (twice * (twice + 2));
      int m = k + 1;
      double next = 2.0 * m + sum;
      // For m = 1 the factor m + sum cancels with next - 1.
      double square =
          m == 1
              ? 4 * (1 + alpha) * (1 + beta) / (next * next * (next + 1))
              : 4.0
                  * m
                  * (m + alpha)
                  * (m + beta)
                  * (m + sum)
                  / (next * next * (next + 1) * (next - 1));
      off[k] = Math.sqrt(square);
    }
    double mass =
        Math.exp(
            (sum + 1) * Math.log(2)
                + LogGamma.of(alpha + 1)
                + LogGamma.of(beta + 1)
                - LogGamma.of(sum + 2));
    return OrthogonalPolynomials.rule(centre, off, mass, x -> (1 - x) * (1 + x));
  }

  /**
   * Gauss-Hermite: weight function exp(-x^2) on the real line. Takes O(count^2) operations.
   *
   * @param count the number of nodes, at least 1; beyond about 350 the outermost quadrature weights
   *     underflow to zero, and beyond about 700 the barycentric ones, too
   * @return the rule
   * @throws IllegalArgumentException if {@code count} is less than 1
   */
  public static GaussRule hermite(int count) {
    Checks.requireNodes(count);
    double[] off = new double[count];
    for (int k = 0; k < count; k++) {
      off[k] = Math.sqrt(0.5 * (k + 1));
    }
    return OrthogonalPolynomials.rule(new double[count], off, Math.sqrt(Math.PI), x -> 1);
  }

  /**
   * Gauss-Laguerre: weight function x^alpha exp(-x) on the positive half of the line. Takes
   * O(count^2) operations.
   *
   * @param count the number of nodes, at least 1; beyond about 180 the outermost quadrature weights
   *     underflow to zero, and beyond about 360 the barycentric ones, too
   * @param alpha the exponent at 0, greater than -1 and at most 100; 0 for the plain rule
   * @return the rule
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static GaussRule laguerre(int count, double alpha) {
    Checks.requireNodes(count);
    requireExponent("alpha", alpha);
    double[] centre = new double[count];
    double[] off = new double[count];
    for (int k = 0; k < count; k++) {
      centre[k] = 2.0 * k + 1 + alpha;
      off[k] = Math.sqrt((k + 1) * (k + 1 + alpha));
    }
    double mass = Math.exp(LogGamma.of(alpha + 1));
    return OrthogonalPolynomials.rule(centre, off, mass, x -> x);
  }

  private static void requireExponent(String name, double exponent) {
    if (!(exponent > -1 && exponent <= 100)) {
      throw new IllegalArgumentException(
          "%s is %s, but must be greater than -1 and at most 100".formatted(name, exponent));
    }
  }

  /**
   * The number of nodes.
   *
   * @return n, at least 1
   */
  public int size() {
    return nodes.length;
  }

  /**
   * The nodes.
   *
   * @return a new array of n nodes, in ascending order
   */
  public double[] nodes() {
    return nodes.clone();
  }

  /**
   * The weights of the quadrature.
   *
   * @return a new array of n weights, in the order of the nodes, none negative
   */
  public double[] quadratureWeights() {
    return weights.clone();
  }

  /**
   * The weights of the interpolating polynomial.
   *
   * @return a new array of n weights of alternating sign, in the order of the nodes, the greatest
   *     absolute one 1
   */
  public double[] barycentricWeights() {
    return barycentric.clone();
  }
}
