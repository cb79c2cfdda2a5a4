package io.github.approxifer.interp.barycentric;

import org.jspecify.annotations.Nullable;

/**
 * The row that takes the values at the nodes to the definite integral of the interpolant.
 *
 * <p>The interpolant is smooth between neighbouring nodes; there its basis functions are integrated
 * by adaptive Gauss-Legendre quadrature, to 1e-14 of the integral of the absolute functions or to
 * their rounding errors, which are as many units of rounding as the Lebesgue constant there.
 * Depending on the weights only, it serves any number of data sets; for one, {@link
 * BarycentricInterpolant#integral} is faster. For a polynomial interpolant of up to 32 nodes the
 * rule is exact. (Floater and Hormann 2007 leave the integral to quadrature as well.) The class is
 * thread-safe.
 */
public final class IntegrationWeights {

  /** Units of rounding that a quotient of the sums and their additions carry. */
  private static final double ROUNDINGS = 8;

  private IntegrationWeights() {}

  /**
   * Computes the weights of the integral from one point to another.
   *
   * @param nodes the n nodes, in any order, finite and distinct; not modified
   * @param weights the n barycentric weights, in the order of the nodes, finite and not zero; not
   *     modified
   * @param lower the lower limit, finite
   * @param upper the upper limit, finite; less than {@code lower} turns the sign
   * @return a new array of n weights: their sum is {@code upper - lower}
   * @throws IllegalArgumentException if there is no node, if nodes and weights differ in number, or
   *     if a number is not finite, a node is repeated or a weight is zero
   * @throws ArithmeticException if the interpolant has a pole between the limits, or one so close
   *     or a Lebesgue constant so great that the quadrature does not settle
   */
  public static double[] of(double[] nodes, double[] weights, double lower, double upper) {
    Basis basis = new Basis(nodes, weights);
    return integrate(basis, new Rows(basis), lower, upper);
  }

  /** The integral of one function, given the interpolant and its values. */
  static double of(BarycentricInterpolant function, Basis basis, double lower, double upper) {
    return integrate(basis, new Values(function, basis), lower, upper)[0];
  }

  private static double[] integrate(
      Basis basis, AdaptiveQuadrature.Integrand integrand, double lower, double upper) {
    if (!Double.isFinite(lower) || !Double.isFinite(upper)) {
      throw new IllegalArgumentException(
          "cannot integrate from %s to %s; give finite limits".formatted(lower, upper));
    }
    double from = basis.table.scaled(Math.min(lower, upper));
    double to = basis.table.scaled(Math.max(lower, upper));
    AdaptiveQuadrature quadrature = new AdaptiveQuadrature(integrand, basis.size() + 1);
    double left = from;
    for (int k = 0; k < basis.size() && left < to; k++) {
      double right = Math.min(to, basis.table.sorted(k));
      if (right > left) {
        requireNoSign(basis, k, left, right);
        quadrature.addPiece(left, right);
        left = right;
      }
    }
    if (left < to) {
      quadrature.addPiece(left, to);
    }
    double[] result = quadrature.result();
    double sign = (upper < lower ? -1 : 1) / basis.table.scale();
    for (int j = 0; j < result.length; j++) {
      result[j] *= sign;
    }
    return result;
  }

  /** Neighbours whose weights have the same sign have a pole between them. */
  private static void requireNoSign(Basis basis, int k, double left, double right) {
    if (k > 0 && left == basis.table.sorted(k - 1) && right == basis.table.sorted(k)) {
      double before = basis.weights[basis.table.order(k - 1)];
      double after = basis.weights[basis.table.order(k)];
      if (before > 0 == after > 0) {
        throw pole(basis, left, right);
      }
    }
  }

  private static ArithmeticException pole(Basis basis, double left, double right) {
    return new ArithmeticException(
        "the interpolant has a pole between %s and %s; use weights of alternating sign, or other limits"
            .formatted(left / basis.table.scale(), right / basis.table.scale()));
  }

  /**
   * Requires that the denominator has the same sign at two neighbouring points, where it is greater
   * than its rounding error.
   *
   * @return the sign to go on with
   */
  private static double requireSign(
      Basis basis, double sign, double denominator, double lebesgue, double left, double right) {
    if (lebesgue * 4 * basis.size() * 0x1p-53 >= 1) {
      return sign;
    }
    if (sign * Math.signum(denominator) < 0) {
      throw pole(basis, left, right);
    }
    return Math.signum(denominator);
  }

  /** All basis functions at once. */
  private static final class Rows implements AdaptiveQuadrature.Integrand {
    private final Basis basis;
    private final double[] row;

    Rows(Basis basis) {
      this.basis = basis;
      row = new double[basis.size()];
    }

    @Override
    public int outputs() {
      return row.length;
    }

    @Override
    public double add(double[] points, double[] weights, double[] sums) {
      double size = 0;
      for (int q = 0; q < points.length; q++) {
        basis.row(points[q], row, 0);
        for (int j = 0; j < row.length; j++) {
          double term = weights[q] * row[j];
          sums[j] += term;
          size += Math.abs(term);
        }
      }
      return size;
    }

    @Override
    public double noise(double[] points, double[] weights, double length) {
      return roundingErrors(basis, null, points, weights, length);
    }
  }

  /** The interpolant of one set of values. */
  private static final class Values implements AdaptiveQuadrature.Integrand {
    private final BarycentricInterpolant function;
    private final Basis basis;
    private final double[] nodeValues;
    private final double[] scaled;
    private final double[] values;

    Values(BarycentricInterpolant function, Basis basis) {
      this.function = function.withExtrapolation(Extrapolation.ALLOWED);
      this.basis = basis;
      nodeValues = function.nodeValues();
      scaled = new double[16];
      values = new double[16];
    }

    @Override
    public int outputs() {
      return 1;
    }

    @Override
    public double add(double[] points, double[] weights, double[] sums) {
      for (int q = 0; q < points.length; q++) {
        scaled[q] = points[q] / basis.table.scale();
      }
      function.values(scaled, values);
      double size = 0;
      for (int q = 0; q < points.length; q++) {
        double term = weights[q] * values[q];
        sums[0] += term;
        size += Math.abs(term);
      }
      return size;
    }

    @Override
    public double noise(double[] points, double[] weights, double length) {
      return roundingErrors(basis, nodeValues, points, weights, length);
    }
  }

  /**
   * The rounding errors of the greatest basis function, or of the interpolant of given values.
   *
   * <p>The quotients w / (z - x) carry a few units of rounding each, so numerator and denominator
   * carry these relative to the sum of their absolute terms. A point is rounded to a unit in its
   * last place, by which a function of this size on a piece of this length changes by a few times
   * the ratio of the two.
   */
  private static double roundingErrors(
      Basis basis, double @Nullable [] values, double[] points, double[] weights, double length) {
    double noise = 0;
    double sign = 0;
    for (int q = 0; q < points.length; q++) {
      double distance = basis.distance(points[q]);
      if (distance == 0) {
        continue;
      }
      double sum = 0;
      double absolute = 0;
      double numerator = 0;
      double terms = 0;
      for (int j = 0; j < basis.size(); j++) {
        double quotient = basis.quotient(j, points[q], distance);
        sum += quotient;
        absolute += Math.abs(quotient);
        if (values == null) {
          terms = Math.max(terms, Math.abs(quotient));
        } else {
          numerator += quotient * values[j];
          terms += Math.abs(quotient * values[j]);
        }
      }
      double lebesgue = absolute / Math.abs(sum);
      double value = Math.abs(values == null ? terms : numerator) / Math.abs(sum);
      double size = terms / Math.abs(sum);
      sign = requireSign(basis, sign, sum, lebesgue, points[Math.max(0, q - 1)], points[q]);
      double rounding = size + value * lebesgue + size * (Math.ulp(points[q]) / 0x1p-52) / length;
      noise += weights[q] * ROUNDINGS * 0x1p-53 * rounding;
    }
    return noise;
  }
}
