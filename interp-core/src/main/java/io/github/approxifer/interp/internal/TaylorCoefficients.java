package io.github.approxifer.interp.internal;

/**
 * The derivatives of a barycentric interpolant at a point, divided by their factorials, in complex
 * arithmetic, which for real data gives what real arithmetic would, to the last bit.
 *
 * <p>Source: C. Schneider and W. Werner, Some new aspects of rational interpolation, Mathematics of
 * Computation 47 (1986), proposition 11: the k-th coefficient is the interpolant of the divided
 * differences r[z, ..., z, x_j] with k points z. Their formula loses all digits near a node, where
 * it divides a difference of nearly equal numbers by a small one. So everything is counted from the
 * nearest node x_i: with h_k = g_k - g_i for the divided differences g of the order before,
 *
 * <pre>
 *   d = (sum of w_k h_k / (z - x_k)) / ((z - x_i) (sum of w_k / (z - x_k))),
 *   r[z, ..., z, x_i] = d,
 *   r[z, ..., z] = g_i + (z - x_i) d,
 *   r[z, ..., z, x_k] = ((z - x_i) d - h_k) / (z - x_k),
 * </pre>
 *
 * <p>which holds at the node itself, too, and subtracts nothing but neighbouring values. Not
 * thread-safe: it keeps its work space.
 */
public final class TaylorCoefficients {

  private final double[][] nodes;
  private final double[][] weights;

  // Parts of 1 / (z - x_k), of the weights times that, and of the divided differences, all with
  // distances in a unit in which none of them is small.
  private final double[][] reciprocals;
  private final double[][] quotients;
  private final double[][] differences;

  /**
   * Prepares for the interpolants on given nodes with given weights.
   *
   * @param nodes real and imaginary parts of the n nodes, distinct; kept
   * @param weights real and imaginary parts of the n weights; kept
   */
  public TaylorCoefficients(double[][] nodes, double[][] weights) {
    this.nodes = nodes;
    this.weights = weights;
    int count = nodes[0].length;
    reciprocals = new double[2][count];
    quotients = new double[2][count];
    differences = new double[2][count];
  }

  /**
   * Computes the coefficients of the orders 0, 1 and so on, in O(n) operations each.
   *
   * @param values real and imaginary parts of the n values; not modified
   * @param zRe the real part of the point
   * @param zIm its imaginary part
   * @param near the index of the node nearest to it
   * @param coefficients real and imaginary parts of the coefficients, as many as are wanted;
   *     overwritten
   * @return whether the point is no pole; at a pole no coefficient is finite
   */
  public boolean compute(
      double[][] values, double zRe, double zIm, int near, double[][] coefficients) {
    int count = nodes[0].length;
    System.arraycopy(values[0], 0, differences[0], 0, count);
    System.arraycopy(values[1], 0, differences[1], 0, count);
    int exponent = exponent(zRe, zIm, near);
    double deltaRe = Math.scalb(zRe - nodes[0][near], -exponent);
    double deltaIm = Math.scalb(zIm - nodes[1][near], -exponent);
    divide(zRe, zIm, near, Math.scalb(1.0, exponent));
    double totalRe = weights[0][near];
    double totalIm = weights[1][near];
    for (int k = 0; k < count; k++) {
      totalRe += quotients[0][k] * deltaRe - quotients[1][k] * deltaIm;
      totalIm += quotients[0][k] * deltaIm + quotients[1][k] * deltaRe;
    }
    double size = Math.max(Math.abs(totalRe), Math.abs(totalIm));
    double unitRe = totalRe / size;
    double unitIm = totalIm / size;
    double norm = (unitRe * unitRe + unitIm * unitIm) * size;
    for (int order = 0; order < coefficients[0].length; order++) {
      double nearRe = differences[0][near];
      double nearIm = differences[1][near];
      double sumRe = 0;
      double sumIm = 0;
      for (int k = 0; k < count; k++) {
        double hRe = differences[0][k] - nearRe;
        double hIm = differences[1][k] - nearIm;
        sumRe += quotients[0][k] * hRe - quotients[1][k] * hIm;
        sumIm += quotients[0][k] * hIm + quotients[1][k] * hRe;
      }
      double nextRe = (sumRe * unitRe + sumIm * unitIm) / norm;
      double nextIm = (sumIm * unitRe - sumRe * unitIm) / norm;
      double stepRe = deltaRe * nextRe - deltaIm * nextIm;
      double stepIm = deltaRe * nextIm + deltaIm * nextRe;
      coefficients[0][order] = Math.scalb(nearRe + stepRe, -exponent * order);
      coefficients[1][order] = Math.scalb(nearIm + stepIm, -exponent * order);
      advance(nearRe, nearIm, stepRe, stepIm);
      differences[0][near] = nextRe;
      differences[1][near] = nextIm;
    }
    return size > 0;
  }

  /** The unit of distances is a power of two near that to the second nearest node. */
  private int exponent(double zRe, double zIm, int near) {
    double[] re = nodes[0];
    double[] im = nodes[1];
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < re.length; k++) {
      double distance = Math.max(Math.abs(zRe - re[k]), Math.abs(zIm - im[k]));
      least = distance < least && k != near ? distance : least;
    }
    return Double.isInfinite(least) ? 0 : Math.max(Math.getExponent(least), -1074);
  }

  /** Fills reciprocals and quotients, with zeros at the nearest node. */
  private void divide(double zRe, double zIm, int near, double unit) {
    double[] rRe = reciprocals[0];
    double[] rIm = reciprocals[1];
    for (int k = 0; k < rRe.length; k++) {
      double dRe = zRe - nodes[0][k];
      double dIm = zIm - nodes[1][k];
      // Scaled so that the square of its size neither over- nor underflows.
      double scale = Math.max(Math.abs(dRe), Math.abs(dIm));
      double aRe = dRe / scale;
      double aIm = dIm / scale;
      double inverse = unit / scale / (aRe * aRe + aIm * aIm);
      rRe[k] = aRe * inverse;
      rIm[k] = -aIm * inverse;
    }
    rRe[near] = 0;
    rIm[near] = 0;
    for (int k = 0; k < rRe.length; k++) {
      quotients[0][k] = weights[0][k] * rRe[k] - weights[1][k] * rIm[k];
      quotients[1][k] = weights[0][k] * rIm[k] + weights[1][k] * rRe[k];
    }
  }

  /** Takes the divided differences to those with the point once more. */
  private void advance(double nearRe, double nearIm, double stepRe, double stepIm) {
    double[] re = differences[0];
    double[] im = differences[1];
    double[] rRe = reciprocals[0];
    double[] rIm = reciprocals[1];
    for (int k = 0; k < re.length; k++) {
      double hRe = stepRe - (re[k] - nearRe);
      double hIm = stepIm - (im[k] - nearIm);
      re[k] = hRe * rRe[k] - hIm * rIm[k];
      im[k] = hRe * rIm[k] + hIm * rRe[k];
    }
  }
}
