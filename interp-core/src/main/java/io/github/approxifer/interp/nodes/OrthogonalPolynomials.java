package io.github.approxifer.interp.nodes;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Gauss rules from the three-term recurrence of orthonormal polynomials: off_k p_(k+1) = (x -
 * centre_k) p_k - off_(k-1) p_(k-1).
 *
 * <p>The nodes are the eigenvalues of the tridiagonal matrix of the coefficients (G. H. Golub and
 * J. H. Welsch, Calculation of Gauss quadrature rules, Mathematics of Computation 23 (1969)), found
 * by the implicit QL algorithm and improved by Newton's method on the recurrence. A weight is the
 * inverse of the sum of the squares of the polynomials at the node, which keeps its digits where
 * eigenvectors lose them.
 */
final class OrthogonalPolynomials {

  private static final int MOST_SWEEPS = 60;

  private final double[] centre;
  private final double[] off;

  // Results of an evaluation: p_n and its derivative, and the sum of squares, times 2^exponent or
  // its square.
  private double last;
  private double derivative;
  private double squares;
  private int exponent;

  private OrthogonalPolynomials(double[] centre, double[] off) {
    this.centre = centre;
    this.off = off;
  }

  /**
   * Makes a rule.
   *
   * @param centre the n coefficients on the diagonal
   * @param off the n coefficients next to it, the last one for p_n itself
   * @param mass the integral of the weight function
   * @param factor what to multiply a quadrature weight with for the square of the barycentric one
   */
  static GaussRule rule(double[] centre, double[] off, double mass, DoubleUnaryOperator factor) {
    int count = centre.length;
    OrthogonalPolynomials polynomials = new OrthogonalPolynomials(centre, off);
    double[] nodes = eigenvalues(centre.clone(), off.clone());
    double[] weights = new double[count];
    double[] barycentric = new double[count];
    int[] exponents = new int[count];
    int greatest = Integer.MIN_VALUE;
    for (int j = 0; j < count; j++) {
      for (int step = 0; step < 2; step++) {
        polynomials.evaluate(nodes[j]);
        double improved = nodes[j] - polynomials.last / polynomials.derivative;
        nodes[j] = Double.isFinite(improved) ? improved : nodes[j];
      }
      polynomials.evaluate(nodes[j]);
      double inverse = mass / polynomials.squares;
      weights[j] = Math.scalb(inverse, -2 * polynomials.exponent);
      barycentric[j] = Math.sqrt(inverse * factor.applyAsDouble(nodes[j]));
      barycentric[j] *= (j & 1) == 0 ? 1 : -1;
      exponents[j] = -polynomials.exponent;
      greatest = Math.max(greatest, exponents[j]);
    }
    for (int j = 0; j < count; j++) {
      barycentric[j] = Math.scalb(barycentric[j], exponents[j] - greatest);
    }
    return new GaussRule(nodes, weights, barycentric);
  }

  private void evaluate(double x) {
    double before = 0;
    double current = 1;
    double slopeBefore = 0;
    double slope = 0;
    squares = 0;
    exponent = 0;
    for (int k = 0; k < centre.length; k++) {
      squares += current * current;
      double back = k == 0 ? 0 : off[k - 1];
      double next = ((x - centre[k]) * current - back * before) / off[k];
      double nextSlope = (current + (x - centre[k]) * slope - back * slopeBefore) / off[k];
      before = current;
      current = next;
      slopeBefore = slope;
      slope = nextSlope;
      if (Math.abs(current) > 0x1p200 || Math.abs(slope) > 0x1p200) {
        before *= 0x1p-200;
        current *= 0x1p-200;
        slopeBefore *= 0x1p-200;
        slope *= 0x1p-200;
        squares *= 0x1p-400;
        exponent += 200;
      }
    }
    last = current;
    derivative = slope;
  }

  /** The implicit QL algorithm (Bowdler, Martin, Reinsch and Wilkinson 1968); sorted. */
  private static double[] eigenvalues(double[] d, double[] e) {
    int count = d.length;
    e[count - 1] = 0;
    for (int l = 0; l < count; l++) {
      for (int sweep = 0; ; sweep++) {
        int m = l;
        while (m + 1 < count && Math.abs(e[m]) > 0x1p-53 * (Math.abs(d[m]) + Math.abs(d[m + 1]))) {
          m++;
        }
        if (m == l || sweep == MOST_SWEEPS) {
          break;
        }
        sweep(d, e, l, m);
      }
    }
    Arrays.sort(d);
    return d;
  }

  private static void sweep(double[] d, double[] e, int l, int m) {
    double g = (d[l + 1] - d[l]) / (2 * e[l]);
    double r = Math.hypot(g, 1);
    g = d[m] - d[l] + e[l] / (g + Math.copySign(r, g));
    double s = 1;
    double c = 1;
    double p = 0;
    for (int i = m - 1; i >= l; i--) {
      double f = s * e[i];
      double b = c * e[i];
      r = Math.hypot(f, g);
      e[i + 1] = r;
      if (r == 0) {
        d[i + 1] -= p;
        e[m] = 0;
        return;
      }
      s = f / r;
      c = g / r;
      g = d[i + 1] - p;
      r = (d[i] - g) * s + 2 * c * b;
      p = s * r;
      d[i + 1] = g + p;
      g = c * r - b;
    }
    d[l] -= p;
    e[l] = g;
    e[m] = 0;
  }
}
