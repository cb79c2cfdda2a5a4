package io.github.approxifer.models.training;

/**
 * The one-cycle learning rate: linear from 0 to the peak over the first part of the steps, linear
 * to 0 over the rest (Smith and Topin: Super-Convergence, 2018, with two straight lines).
 *
 * @param peak the highest rate, above 0
 * @param warmUp the part of the steps before the peak, above 0 and below 1
 */
record OneCycle(double peak, double warmUp) {

  OneCycle {
    if (!(peak > 0) || !Double.isFinite(peak)) {
      throw new IllegalArgumentException("the learning rate must be above 0, but was " + peak);
    }
    if (!(warmUp > 0 && warmUp < 1)) {
      throw new IllegalArgumentException(
          "the warm-up must be above 0 and below 1, but was " + warmUp);
    }
  }

  /**
   * Returns the rate at a place of the cycle.
   *
   * @param position from 0 for its begin to 1 for its end
   * @return the rate
   */
  float rateAt(double position) {
    double part = position < warmUp ? position / warmUp : (1 - position) / (1 - warmUp);
    return (float) (peak * Math.max(part, 0));
  }
}
