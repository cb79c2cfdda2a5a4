package io.github.approxifer.models.weights;

import java.util.Arrays;
import java.util.Random;

/**
 * Initial values drawn from a fixed seed: kernels from a normal distribution of mean 0 and variance
 * {@code 2 / fan-in} (He, Zhang, Ren, Sun: Delving Deep into Rectifiers, 2015, equation 10), scales
 * and running variances 1, everything else 0.
 *
 * <p>The values of a parameter depend on the seed and its name only, so they are the same in every
 * run, on every machine, in whatever order they are asked for. Thread-safe.
 */
public final class HeInitialization implements ParameterValues {

  private final long seed;

  private HeInitialization(long seed) {
    this.seed = seed;
  }

  /**
   * An initialisation from a seed.
   *
   * @param seed any number; the same seed gives the same values
   * @return the initialisation
   */
  public static HeInitialization of(long seed) {
    return new HeInitialization(seed);
  }

  @Override
  public float[] values(Parameter parameter) {
    float[] values = new float[parameter.size()];
    switch (parameter.kind()) {
      case CONVOLUTION_KERNEL, DENSE_KERNEL -> {
        // Random's generator and its Gaussian are specified exactly; the factor spreads the names.
        Random random = new Random(seed + 0x9E3779B97F4A7C15L * parameter.name().hashCode());
        double deviation = Math.sqrt(2.0 / parameter.fanIn());
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (deviation * random.nextGaussian());
        }
      }
      case SCALE, RUNNING_VARIANCE -> Arrays.fill(values, 1);
      case BIAS, SHIFT, RUNNING_MEAN -> {
        // zero already
      }
    }
    return values;
  }
}
