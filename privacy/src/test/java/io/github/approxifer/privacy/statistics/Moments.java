package io.github.approxifer.privacy.statistics;

/** Compares mean and variance of independent draws with the values they should have. */
public final class Moments {
  /** A normal variable exceeds this many deviations in magnitude with probability 1e-5. */
  public static final double LIMIT = 4.41717;

  private Moments() {}

  /**
   * Returns by how many standard errors the sample mean is off: {@code sqrt(variance / n)} each.
   */
  public static double meanError(double[] draws, double mean, double variance) {
    double sum = 0;
    for (double draw : draws) {
      sum += draw - mean;
    }
    return Math.abs(sum / draws.length) / Math.sqrt(variance / draws.length);
  }

  /**
   * Returns by how many standard errors the sample variance around the known mean is off: {@code
   * variance sqrt((kurtosis - 1) / n)} each, with kurtosis 6 for Laplace and 3 for Gaussian noise.
   */
  public static double varianceError(
      double[] draws, double mean, double variance, double kurtosis) {
    double sum = 0;
    for (double draw : draws) {
      sum += (draw - mean) * (draw - mean);
    }
    double standardError = variance * Math.sqrt((kurtosis - 1) / draws.length);
    return Math.abs(sum / draws.length - variance) / standardError;
  }
}
