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

  static double value(double[] nodes, double[] weights, double[] values, double point) {
    return taylor(nodes, weights, values, new BigDecimal(point), 0)[0];
  }

  private static BigDecimal[] zeros(int count) {
    BigDecimal[] zeros = new BigDecimal[count];
    Arrays.fill(zeros, BigDecimal.ZERO);
    return zeros;
  }
}
