package io.github.approxifer.interp.barycentric;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/** The barycentric formula and its derivatives in decimal arithmetic of 160 digits. */
final class DecimalReference {

  private static final MathContext DIGITS = new MathContext(160);

  private DecimalReference() {}

  /**
   * The Taylor coefficients of the interpolant at a point that is no node, by the quotient rule:
   * independent of the formula of Schneider and Werner.
   */
  static double[] taylor(
      double[] nodes, double[] weights, double[] values, BigDecimal point, int order) {
    BigDecimal[] numerator = zeros(order + 1);
    BigDecimal[] denominator = zeros(order + 1);
    for (int j = 0; j < nodes.length; j++) {
      BigDecimal reciprocal =
          BigDecimal.ONE.divide(point.subtract(new BigDecimal(nodes[j])), DIGITS);
      BigDecimal term = new BigDecimal(weights[j]).multiply(reciprocal, DIGITS);
      for (int k = 0; k <= order; k++) {
        denominator[k] = denominator[k].add(term, DIGITS);
        numerator[k] = numerator[k].add(term.multiply(new BigDecimal(values[j]), DIGITS), DIGITS);
        term = term.multiply(reciprocal, DIGITS).negate();
      }
    }
    BigDecimal[] quotient = zeros(order + 1);
    double[] result = new double[order + 1];
    for (int k = 0; k <= order; k++) {
      BigDecimal rest = numerator[k];
      for (int i = 0; i < k; i++) {
        rest = rest.subtract(quotient[i].multiply(denominator[k - i], DIGITS), DIGITS);
      }
      quotient[k] = rest.divide(denominator[0], DIGITS);
      result[k] = quotient[k].doubleValue();
    }
    return result;
  }

  /** The divided differences of the first nodes, for {@link #polynomial}. */
  static BigDecimal[] dividedDifferences(double[] nodes, double[] values) {
    int count = nodes.length;
    BigDecimal[] differences =
        Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
    for (int k = 1; k < count; k++) {
      for (int j = count - 1; j >= k; j--) {
        BigDecimal distance = new BigDecimal(nodes[j]).subtract(new BigDecimal(nodes[j - k]));
        differences[j] = differences[j].subtract(differences[j - 1]).divide(distance, DIGITS);
      }
    }
    return differences;
  }

  /** The Taylor coefficients of a polynomial in Newton's form. */
  static double[] polynomial(double[] nodes, BigDecimal[] differences, double point, int order) {
    BigDecimal[] sums = zeros(order + 1);
    for (int j = nodes.length - 1; j >= 0; j--) {
      BigDecimal distance = new BigDecimal(point).subtract(new BigDecimal(nodes[j]));
      for (int k = order; k >= 0; k--) {
        BigDecimal below = k > 0 ? sums[k - 1] : differences[j];
        sums[k] = sums[k].multiply(distance, DIGITS).add(below, DIGITS);
      }
    }
    return Arrays.stream(sums).mapToDouble(BigDecimal::doubleValue).toArray();
  }

  static double value(double[] nodes, double[] weights, double[] values, double point) {
    return taylor(nodes, weights, values, new BigDecimal(point), 0)[0];
  }

  private static BigDecimal[] zeros(int count) {
    BigDecimal[] zeros = new BigDecimal[count];
    Arrays.fill(zeros, BigDecimal.ZERO);
    return zeros;
  }
}
