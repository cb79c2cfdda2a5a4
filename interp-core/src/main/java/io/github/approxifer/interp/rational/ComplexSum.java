package io.github.approxifer.interp.rational;

/**
 * S(z) = sum of c_j / (z - x_j) with complex coefficients and nodes: the denominator of a
 * barycentric formula (c = w) or its numerator (c = w f).
 *
 * <p>Not thread-safe: an evaluation leaves its results in the fields.
 */
final class ComplexSum {

  final double[] coefficientsRe;
  final double[] coefficientsIm;
  final double[] nodesRe;
  final double[] nodesIm;

  /** S(z). */
  double re;

  double im;

  /** S'(z). */
  double derivativeRe;

  double derivativeIm;

  /** The sum of 1 / (z - x_j). */
  double reciprocalsRe;

  double reciprocalsIm;

  /** The sum of |c_j / (z - x_j)|. */
  double size;

  ComplexSum(double[] coefficientsRe, double[] coefficientsIm, double[] nodesRe, double[] nodesIm) {
    this.coefficientsRe = coefficientsRe;
    this.coefficientsIm = coefficientsIm;
    this.nodesRe = nodesRe;
    this.nodesIm = nodesIm;
  }

  int terms() {
    return nodesRe.length;
  }

  /**
   * Whether a point is a node x_j with a root next to it, closer than numbers are: at the distance
   * -c_j / (the sum of the other terms at x_j), for a small c_j.
   */
  boolean hasRootAtNode(double zRe, double zIm) {
    for (int j = 0; j < terms(); j++) {
      if (nodesRe[j] == zRe && nodesIm[j] == zIm) {
        evaluate(zRe, zIm, true);
        double distance = Math.hypot(coefficientsRe[j], coefficientsIm[j]) / Math.hypot(re, im);
        return distance <= 4 * Math.ulp(Math.max(Math.abs(zRe), Math.abs(zIm)));
      }
    }
    return false;
  }

  /** Evaluates at a point that is no node. */
  void evaluate(double zRe, double zIm) {
    evaluate(zRe, zIm, false);
  }

  private void evaluate(double zRe, double zIm, boolean leaveOutNode) {
    re = 0;
    im = 0;
    derivativeRe = 0;
    derivativeIm = 0;
    reciprocalsRe = 0;
    reciprocalsIm = 0;
    size = 0;
    for (int j = 0; j < nodesRe.length; j++) {
      double dRe = zRe - nodesRe[j];
      double dIm = zIm - nodesIm[j];
      if (leaveOutNode && dRe == 0 && dIm == 0) {
        continue;
      }
      // 1/d, scaled so that the square of its size neither over- nor underflows.
      double scale = Math.max(Math.abs(dRe), Math.abs(dIm));
      double aRe = dRe / scale;
      double aIm = dIm / scale;
      double norm = (aRe * aRe + aIm * aIm) * scale;
      double rRe = aRe / norm;
      double rIm = -aIm / norm;
      double qRe = coefficientsRe[j] * rRe - coefficientsIm[j] * rIm;
      double qIm = coefficientsRe[j] * rIm + coefficientsIm[j] * rRe;
      re += qRe;
      im += qIm;
      derivativeRe -= qRe * rRe - qIm * rIm;
      derivativeIm -= qRe * rIm + qIm * rRe;
      reciprocalsRe += rRe;
      reciprocalsIm += rIm;
      size += Math.hypot(qRe, qIm);
    }
  }
}
