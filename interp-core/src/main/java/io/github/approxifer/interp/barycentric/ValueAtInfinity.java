package io.github.approxifer.interp.barycentric;

import java.util.Arrays;

/**
 * The limit of an interpolant far away.
 *
 * <p>There numerator and denominator are power series in 1/z whose coefficients are the moments
 * sum(w_j f_j x_j^k) and sum(w_j x_j^k), and the first moments that do not vanish decide. Moments
 * of the weights of many interpolants vanish exactly, which in floating-point arithmetic leaves
 * noise of the size of the rounding errors; so a moment counts as zero up to 4 n units of rounding
 * of the sum of its absolute terms.
 */
final class ValueAtInfinity {

  private ValueAtInfinity() {}

  static double of(Basis basis, double[] values) {
    int count = basis.size();
    double middle = 0.5 * basis.table.sorted(0) + 0.5 * basis.table.sorted(count - 1);
    double reach = basis.table.sorted(count - 1) - middle;
    double[] terms = basis.weights.clone();
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    double numerator = 0;
    double denominator = 0;
    for (int k = 0; k < count && numerator == 0 && denominator == 0; k++) {
      numerator = moment(terms, values);
      denominator = moment(terms, ones);
      for (int j = 0; j < count; j++) {
        terms[j] *= reach == 0 ? 0 : (basis.nodes[j] - middle) / reach;
      }
    }
    if (denominator == 0) {
      return numerator == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    return numerator / denominator;
  }

  private static double moment(double[] terms, double[] values) {
    double sum = 0;
    double size = 0;
    for (int j = 0; j < terms.length; j++) {
      sum += terms[j] * values[j];
      size += Math.abs(terms[j] * values[j]);
    }
    return Math.abs(sum) <= 4 * terms.length * 0x1p-53 * size ? 0 : sum;
  }
}
