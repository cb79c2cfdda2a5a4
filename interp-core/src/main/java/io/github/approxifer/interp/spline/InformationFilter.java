package io.github.approxifer.interp.spline;

/**
 * The smoothing spline as the estimate of a curve whose slope is a random walk, from what is known
 * to the left of every knot and what is known to the right.
 *
 * <p>State at a knot are value and slope; information about it is a symmetric matrix of two rows.
 * Passing a gap h makes the slope uncertain by h / mu, for the penalty mu, and a value adds its
 * weight. G. Wahba, Improper priors, spline smoothing and the problem of guarding against model
 * errors in regression, Journal of the Royal Statistical Society B 40 (1978), shows that this is
 * the smoothing spline; the filter in both directions is that of D. C. Fraser and J. E. Potter, The
 * optimum linear smoother as a combination of two optimum linear filters, IEEE Transactions on
 * Automatic Control 14 (1969). Information off the diagonal is never positive on the way right, and
 * with the determinant kept as a fourth number no step subtracts: so all but the values is accurate
 * to rounding errors for any penalty, where the normal equations of Reinsch have a condition number
 * that grows with n^4.
 */
final class InformationFilter {

  private final int count;
  private final double[] gaps;
  private final double[] weights;
  private final Side left;
  private final Side right;

  /**
   * Filters in both directions.
   *
   * @param gaps the n - 1 gaps
   * @param weights the n weights, greater than zero
   * @param penalty the factor of the integral of the squared second derivative, from 2^-400 to
   *     2^400
   */
  InformationFilter(double[] gaps, double[] weights, double penalty) {
    this.gaps = gaps;
    this.weights = weights;
    count = weights.length;
    left = new Side(gaps, weights, penalty);
    right = new Side(reversed(gaps), reversed(weights), penalty);
  }

  /** What is known at every knot from the knots before it, without its own value. */
  private static final class Side {
    // The matrix (a, -b; -b, c) before the value at the knot, and its determinant.
    private final double[] a;
    private final double[] b;
    private final double[] c;
    private final double[] determinant;
    // How much of the surprise at a knot goes into value and slope.
    private final double[] valueGain;
    private final double[] slopeGain;

    Side(double[] gaps, double[] weights, double penalty) {
      int count = weights.length;
      a = new double[count];
      b = new double[count];
      c = new double[count];
      determinant = new double[count];
      valueGain = new double[count];
      slopeGain = new double[count];
      double q = 1 / penalty;
      for (int i = 0; i < count; i++) {
        double w = weights[i];
        double det = determinant[i] + w * c[i];
        double f = a[i] + w;
        valueGain[i] = det > 0 ? w * c[i] / det : 1;
        slopeGain[i] = det > 0 ? w * b[i] / det : 0;
        if (i + 1 < count) {
          double h = gaps[i];
          double spread =
              1
                  + q * (f * h * h * h / 3 + b[i] * h * h + c[i] * h)
                  + q * q * det * (h * h) * (h * h) / 12;
          double moved = b[i] + h * f;
          a[i + 1] = (f + q * det * h) / spread;
          b[i + 1] = (moved + q * det * h * h / 2) / spread;
          c[i + 1] = (c[i] + h * (b[i] + moved) + q * det * h * h * h / 3) / spread;
          determinant[i + 1] = det / spread;
        }
      }
    }

    /** The values and slopes expected at every knot from the values before it. */
    double[][] expectations(double[] values, double[] gaps) {
      int count = values.length;
      double[][] expected = new double[2][count];
      double value = values[0];
      double slope = 0;
      for (int i = 0; i < count; i++) {
        expected[0][i] = value;
        expected[1][i] = slope;
        double surprise = values[i] - value;
        value += valueGain[i] * surprise;
        slope += slopeGain[i] * surprise;
        if (i + 1 < count) {
          value += gaps[i] * slope;
        }
      }
      return expected;
    }
  }

  /**
   * Values and slopes of the curve at the knots.
   *
   * @param values the n values; not modified
   * @return two arrays of n numbers
   */
  double[][] fit(double[] values) {
    double[][] fitted = leaveOneOut(values);
    double[] own = new double[4];
    for (int i = 0; i < count; i++) {
      information(i, own);
      double surprise = values[i] - fitted[0][i];
      double det = own[3] + weights[i] * own[2];
      fitted[0][i] += weights[i] * own[2] / det * surprise;
      fitted[1][i] -= weights[i] * own[1] / det * surprise;
    }
    return fitted;
  }

  /**
   * Values and slopes at the knots as all values but the own one have them.
   *
   * @param values the n values, at least 3; not modified
   * @return two arrays of n numbers
   */
  double[][] leaveOneOut(double[] values) {
    double[][] before = left.expectations(values, gaps);
    double[][] after = right.expectations(reversed(values), reversed(gaps));
    double[][] result = new double[2][count];
    for (int i = 0; i < count; i++) {
      int k = count - 1 - i;
      double value = after[0][k] - before[0][i];
      double slope = -after[1][k] - before[1][i];
      double la = left.a[i];
      double lb = left.b[i];
      double lc = left.c[i];
      double ra = right.a[k];
      double rb = right.b[k];
      double rc = right.c[k];
      double det = left.determinant[i] + right.determinant[k] + la * rc + lc * ra + 2 * lb * rb;
      double rightDet = right.determinant[k];
      result[0][i] =
          before[0][i]
              + ((lc * ra + lb * rb + rightDet) * value + (lc * rb + lb * rc) * slope) / det;
      result[1][i] =
          before[1][i]
              + ((lb * ra + la * rb) * value + (lb * rb + la * rc + rightDet) * slope) / det;
    }
    return result;
  }

  /** The information of the other knots about the value at every knot. */
  double[] ofOthers() {
    double[] others = new double[count];
    double[] own = new double[4];
    for (int i = 0; i < count; i++) {
      information(i, own);
      others[i] = own[3] / own[2];
    }
    return others;
  }

  /** The information of the other knots: the matrix in three numbers, and its determinant. */
  private void information(int i, double[] to) {
    int k = count - 1 - i;
    to[0] = left.a[i] + right.a[k];
    to[1] = right.b[k] - left.b[i];
    to[2] = left.c[i] + right.c[k];
    to[3] =
        left.determinant[i]
            + right.determinant[k]
            + left.a[i] * right.c[k]
            + left.c[i] * right.a[k]
            + 2 * left.b[i] * right.b[k];
  }

  private static double[] reversed(double[] numbers) {
    double[] result = new double[numbers.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = numbers[result.length - 1 - i];
    }
    return result;
  }
}
