package io.github.approxifer.privacy.sensitivity;

import io.github.approxifer.privacy.Neighbours;

/**
 * Clipping that scales a release down so that its l1 or l2 norm is at most R; a release known to be
 * within the bound is left as it is. See {@link Clipping#toL1Norm} and {@link Clipping#toL2Norm}.
 *
 * <p>Rounding goes one way. With the values scaled by a power of two so that the largest is in [1,
 * 2), the norm is summed with every intermediate result rounded up, giving {@code n >= |x|}. The
 * factor {@code f <= R / n} and every product {@code |x_k| f} are rounded down. So the exact norm
 * of the result is at most {@code f |x| <= R}. The price is a norm that may be short of R by a
 * relative {@code (2 m + 8) 2^-52}, and in floats by one spacing of floats in each value besides.
 */
public final class NormClipping implements Clipping {
  enum Norm {
    L1,
    L2
  }

  private static final double MIN_BOUND = 0x1p-900;

  private final Norm norm;
  private final double bound;
  private final int values;

  NormClipping(Norm norm, double bound, int values) {
    if (!(bound >= MIN_BOUND && bound < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the norm must be at least 2^-900 and finite, but is " + bound);
    }
    SensitivityChecks.requireValues(values);
    this.norm = norm;
    this.bound = bound;
    this.values = values;
  }

  @Override
  public double[] clip(double[] data, double[] destination) {
    SensitivityChecks.requireArrays(values, data.length, destination.length);
    double largest = 0;
    for (double value : data) {
      largest = Math.max(largest, Math.abs(finite(value)));
    }
    int exponent = Math.getExponent(Math.max(largest, Double.MIN_NORMAL));
    double sum = 0;
    for (double value : data) {
      sum = accumulate(sum, Math.scalb(finite(value), -exponent));
    }
    double factor = factor(sum, exponent);
    for (int i = 0; i < data.length; i++) {
      double value = finite(data[i]);
      destination[i] = factor == 0 ? value : scaled(value, exponent, factor);
    }
    return destination;
  }

  @Override
  public float[] clip(float[] data, float[] destination) {
    SensitivityChecks.requireArrays(values, data.length, destination.length);
    float largest = 0;
    for (float value : data) {
      largest = Math.max(largest, Math.abs(finite(value)));
    }
    int exponent = Math.getExponent((double) Math.max(largest, Float.MIN_VALUE));
    double sum = 0;
    for (float value : data) {
      sum = accumulate(sum, Math.scalb((double) finite(value), -exponent));
    }
    double factor = factor(sum, exponent);
    for (int i = 0; i < data.length; i++) {
      float value = finite(data[i]);
      destination[i] = factor == 0 ? value : towardsZero(scaled((double) value, exponent, factor));
    }
    return destination;
  }

  /** {@inheritDoc} It is 2 R for the l1 norm and {@code 2 R sqrt(m)} for the l2 norm. */
  @Override
  public L1Sensitivity l1Sensitivity() {
    return norm == Norm.L1
        ? new L1Sensitivity(2 * bound, values, Neighbours.WHOLE_QUERY)
        : l2Sensitivity().toL1();
  }

  /**
   * {@inheritDoc} It is 2 R for both norms: the l1 ball has the vectors {@code R e_1} and {@code -R
   * e_1}.
   */
  @Override
  public L2Sensitivity l2Sensitivity() {
    return new L2Sensitivity(2 * bound, values, Neighbours.WHOLE_QUERY);
  }

  /** Adds a value, or its square, to the sum, rounding up; scaling may have rounded the value. */
  private double accumulate(double sum, double scaled) {
    double magnitude = Math.nextUp(Math.abs(scaled));
    double term = norm == Norm.L1 ? magnitude : Math.nextUp(magnitude * magnitude);
    return Math.nextUp(sum + term);
  }

  /**
   * Returns a factor for the scaled values, or 0 if the values are known to be within the bound.
   */
  private double factor(double sum, int exponent) {
    double upper = norm == Norm.L1 ? sum : Math.nextUp(Math.sqrt(sum));
    // Below 2^-1000 the norm of at most 2^31 values is below the smallest bound. Above, scaling the
    // norm back is exact or overflows.
    if (exponent < -1000 || Math.scalb(upper, exponent) <= bound) {
      return 0;
    }
    return Math.nextDown(bound / upper);
  }

  /** Returns the value times the factor, towards zero. */
  private static double scaled(double value, int exponent, double factor) {
    double magnitude = Math.nextDown(Math.abs(Math.scalb(value, -exponent)));
    double product = magnitude <= 0 ? 0 : Math.nextDown(magnitude * factor);
    return Math.copySign(Math.max(0, product), value);
  }

  private static float towardsZero(double value) {
    float nearest = (float) value;
    boolean away = Math.abs((double) nearest) > Math.abs(value);
    return away ? Math.nextAfter(nearest, 0) : nearest;
  }

  private static double finite(double value) {
    if (Double.isNaN(value)) {
      return 0;
    }
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
  }

  private static float finite(float value) {
    if (Float.isNaN(value)) {
      return 0;
    }
    return Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
  }
}
