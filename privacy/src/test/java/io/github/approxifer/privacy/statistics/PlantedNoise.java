package io.github.approxifer.privacy.statistics;

import java.util.SplittableRandom;

/** Wrong ways to draw noise, for tests that must catch them. */
public final class PlantedNoise {
  private final SplittableRandom random;

  public PlantedNoise(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Laplace noise by the inverse of its distribution function at a uniform double. */
  public double inverseCdf(double scale) {
    double u = random.nextDouble() - 0.5;
    return -scale * Math.signum(u) * Math.log(1 - 2 * Math.abs(u));
  }

  /** Laplace noise as a difference of two exponential variables. */
  public double differenceOfExponentials(double scale) {
    double first = Math.log(1 - random.nextDouble());
    return scale * (first - Math.log(1 - random.nextDouble()));
  }

  /** Gaussian noise from uniform doubles. */
  public double gaussian(double deviation) {
    return deviation * random.nextGaussian();
  }
}
