package io.github.approxifer.privacy.sensitivity;

import io.github.approxifer.privacy.Neighbours;

/**
 * Clipping of every value of a release to a range. NaN becomes the value of the range nearest to 0.
 * See {@link Clipping#toRange}.
 */
public final class RangeClipping implements Clipping {
  private final double lower;
  private final double upper;
  private final int values;

  /** The floats of the range nearest to its ends. */
  private final float lowerFloat;

  private final float upperFloat;

  RangeClipping(double lower, double upper, int values) {
    if (!(lower < upper && lower > Double.NEGATIVE_INFINITY && upper < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the range must be finite with lower < upper, but got " + lower + ", " + upper);
    }
    SensitivityChecks.requireValues(values);
    this.lower = lower;
    this.upper = upper;
    this.values = values;
    this.lowerFloat = (float) lower < lower ? Math.nextUp((float) lower) : (float) lower;
    this.upperFloat = (float) upper > upper ? Math.nextDown((float) upper) : (float) upper;
  }

  @Override
  public double[] clip(double[] data, double[] destination) {
    SensitivityChecks.requireArrays(values, data.length, destination.length);
    for (int i = 0; i < data.length; i++) {
      double value = Double.isNaN(data[i]) ? 0 : data[i];
      destination[i] = Math.max(lower, Math.min(upper, value));
    }
    return destination;
  }

  @Override
  public float[] clip(float[] data, float[] destination) {
    SensitivityChecks.requireArrays(values, data.length, destination.length);
    if (!(lowerFloat <= upperFloat)) {
      throw new IllegalArgumentException(
          "the range must contain a float, but is %s to %s: clip doubles or widen it"
              .formatted(lower, upper));
    }
    for (int i = 0; i < data.length; i++) {
      float value = Float.isNaN(data[i]) ? 0 : data[i];
      destination[i] = Math.max(lowerFloat, Math.min(upperFloat, value));
    }
    return destination;
  }

  /** {@inheritDoc} Here it is {@code m (upper - lower)}: every value can cross the whole range. */
  @Override
  public L1Sensitivity l1Sensitivity() {
    double width = RoundedUp.difference(upper, lower);
    return new L1Sensitivity(RoundedUp.product(values, width), values, Neighbours.WHOLE_QUERY);
  }

  /** {@inheritDoc} Here it is {@code sqrt(m) (upper - lower)}. */
  @Override
  public L2Sensitivity l2Sensitivity() {
    double width = RoundedUp.difference(upper, lower);
    return new L2Sensitivity(
        RoundedUp.product(RoundedUp.squareRoot(values), width), values, Neighbours.WHOLE_QUERY);
  }
}
