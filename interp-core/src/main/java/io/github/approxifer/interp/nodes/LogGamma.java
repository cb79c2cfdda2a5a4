package io.github.approxifer.interp.nodes;

/**
 * The logarithm of the gamma function for positive arguments, by Stirling's series after a shift
 * (Abramowitz and Stegun, 6.1.41 and 6.1.15).
 */
final class LogGamma {

  /** From here on eight terms of the series are exact to rounding. */
  private static final double LARGE = 12;

  private static final double[] STIRLING = {
    1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156
  };

  private LogGamma() {}

  static double of(double x) {
    double z = x;
    double product = 1;
    while (z < LARGE) {
      product *= z;
      z++;
    }
    double sum = 0;
    for (int k = STIRLING.length - 1; k >= 0; k--) {
      sum = sum / (z * z) + STIRLING[k];
    }
    return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + sum / z - Math.log(product);
  }
}
