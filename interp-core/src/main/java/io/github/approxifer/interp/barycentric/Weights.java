package io.github.approxifer.interp.barycentric;

/** Checks and scaling of barycentric weights. */
final class Weights {

  private Weights() {}

  /**
   * Divides weights by the power of two that brings the greatest absolute one into [1, 2), which
   * changes neither their ratios nor, barring underflow, any of their bits.
   *
   * @param weights the weights; not modified
   * @param count the number of nodes
   * @return a new array
   * @throws IllegalArgumentException if there are not as many weights as nodes, or if one is zero
   *     or not finite
   */
  static double[] scaled(double[] weights, int count) {
    if (weights.length != count) {
      throw new IllegalArgumentException(
          "there are %d weights for %d nodes; give one a node".formatted(weights.length, count));
    }
    double greatest = 0;
    for (int j = 0; j < count; j++) {
      if (!Double.isFinite(weights[j]) || weights[j] == 0) {
        throw new IllegalArgumentException(
            "weights[%d] = %s; a weight must be finite and not zero, or the interpolant misses the value of its node"
                .formatted(j, weights[j]));
      }
      greatest = Math.max(greatest, Math.abs(weights[j]));
    }
    int exponent = Math.getExponent(greatest);
    double[] scaled = new double[count];
    for (int j = 0; j < count; j++) {
      scaled[j] = Math.scalb(weights[j], -exponent);
    }
    return scaled;
  }
}
