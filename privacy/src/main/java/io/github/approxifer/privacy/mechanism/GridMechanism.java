package io.github.approxifer.privacy.mechanism;

import io.github.approxifer.privacy.Neighbours;
import io.github.approxifer.privacy.PrivacyLoss;
import io.github.approxifer.privacy.accuracy.ConfidenceInterval;
import io.github.approxifer.privacy.noise.Grid;
import io.github.approxifer.privacy.noise.RandomBits;

/**
 * What the mechanisms for real values have in common: each value is rounded to a power-of-two grid,
 * a random whole number of steps is added, and the exact sum is released as the nearest double or
 * float.
 *
 * <p>One <i>release</i> is the m values that the sensitivity speaks of, passed in one call; its
 * price is {@link #privacyLoss()}. Every further call is a further release and costs the price
 * again. A refused argument releases nothing, but the refusal itself can be seen: clipping first
 * makes all values finite.
 *
 * <p>Thread-safe: a call holds the lock of the random source while it draws. Creating a mechanism
 * seeds a generator, so create one for many releases.
 */
public abstract sealed class GridMechanism permits LaplaceMechanism, GaussianMechanism {
  private final int values;
  private final Neighbours neighbours;
  private final PrivacyLoss loss;
  private final Grid grid;
  private final RandomBits bits;

  GridMechanism(int values, Neighbours neighbours, PrivacyLoss loss, Grid grid, RandomBits bits) {
    this.values = values;
    this.neighbours = neighbours;
    this.loss = loss;
    this.grid = grid;
    this.bits = bits;
  }

  /** Draws the noise of one value, in steps of the grid. */
  abstract long drawSteps(RandomBits source);

  /** Returns a number of steps that the noise exceeds with at most the given probability. */
  abstract double halfWidthInSteps(double missed);

  /**
   * Returns the standard deviation of the noise on one value.
   *
   * @return the standard deviation, in units of the values
   */
  public abstract double standardDeviation();

  /**
   * Adds noise to a single value; the sensitivity must be that of one value.
   *
   * @param value finite
   * @return the released value
   * @throws IllegalArgumentException if the value is not finite or the sensitivity is that of
   *     several values
   */
  public final double addNoise(double value) {
    MechanismChecks.requireLength(values, 1);
    MechanismChecks.requireFinite(value, 0);
    synchronized (bits) {
      return noisy(value);
    }
  }

  /**
   * Adds noise to the m values of one release.
   *
   * @param data m finite values, a vector or a row-major matrix; not modified unless it is the
   *     destination
   * @param destination at least m long, may be {@code data}; its first m values are overwritten
   * @return {@code destination}
   * @throws IllegalArgumentException if {@code data} does not have exactly m values, one of them is
   *     not finite, or the destination is too short; nothing is written then
   */
  public final double[] addNoise(double[] data, double[] destination) {
    MechanismChecks.requireLength(values, data.length);
    return addAll(data, destination);
  }

  /**
   * Adds noise to the m values of one release; see {@link #addNoise(double[], double[])}. The sum
   * is rounded once more, from double to float.
   *
   * @param data m finite values, a vector or a row-major matrix; not modified unless it is the
   *     destination
   * @param destination at least m long, may be {@code data}; its first m values are overwritten
   * @return {@code destination}
   * @throws IllegalArgumentException if {@code data} does not have exactly m values, one of them is
   *     not finite, or the destination is too short; nothing is written then
   */
  public final float[] addNoise(float[] data, float[] destination) {
    MechanismChecks.requireLength(values, data.length);
    return addAll(data, destination);
  }

  /**
   * Adds noise to every row of a matrix whose rows are releases about different queries.
   * Neighbouring inputs may then differ in one row only, and the whole costs {@link #privacyLoss()}
   * once (parallel composition). If a query can change several rows, as it does in the answers to
   * coded queries of one group, every row is charged on its own.
   *
   * @param data {@code rows x m}, row-major, finite; not modified unless it is the destination
   * @param rows number of rows, at least 0
   * @param destination at least {@code rows x m} long, may be {@code data}; overwritten
   * @return {@code destination}
   * @throws IllegalArgumentException if a length does not fit or a value is not finite; nothing is
   *     written then
   */
  public final double[] addNoiseToRows(double[] data, int rows, double[] destination) {
    MechanismChecks.requireRows(rows, values, data.length);
    return addAll(data, destination);
  }

  /**
   * Adds noise to every row of a float matrix; see {@link #addNoiseToRows(double[], int,
   * double[])}.
   *
   * @param data {@code rows x m}, row-major, finite; not modified unless it is the destination
   * @param rows number of rows, at least 0
   * @param destination at least {@code rows x m} long, may be {@code data}; overwritten
   * @return {@code destination}
   * @throws IllegalArgumentException if a length does not fit or a value is not finite; nothing is
   *     written then
   */
  public final float[] addNoiseToRows(float[] data, int rows, float[] destination) {
    MechanismChecks.requireRows(rows, values, data.length);
    return addAll(data, destination);
  }

  /**
   * Returns an interval for the value before noise, as it was passed to this mechanism: what
   * clipping did earlier is not covered. The grid rounding is.
   *
   * @param released a finite value from this mechanism
   * @param level probability of containing the value, strictly between 0 and 1
   * @return the interval, centred at the released value
   * @throws IllegalArgumentException if the value is not finite or the level is out of its range
   */
  public final ConfidenceInterval confidenceInterval(double released, double level) {
    return ConfidenceInterval.around(released, halfWidth(level), level);
  }

  /**
   * Returns an interval for the value before noise of a release in floats, wider by one unit in the
   * last place of the float for its rounding.
   *
   * @param released a finite value from this mechanism
   * @param level probability of containing the value, strictly between 0 and 1
   * @return the interval, centred at the released value
   * @throws IllegalArgumentException if the value is not finite or the level is out of its range
   */
  public final ConfidenceInterval confidenceInterval(float released, double level) {
    double rounding = Float.isFinite(released) ? Math.ulp(released) : 0;
    return ConfidenceInterval.around(released, halfWidth(level) + rounding, level);
  }

  /**
   * Returns the half width of the interval for one value. For {@code n} values at once, use the
   * level {@code 1 - (1 - level) / n} (union bound).
   *
   * @param level probability of containing the value, strictly between 0 and 1
   * @return the half width, in units of the values
   * @throws IllegalArgumentException if the level is out of its range
   */
  public final double halfWidth(double level) {
    ConfidenceInterval.requireLevel(level);
    return (halfWidthInSteps(ConfidenceInterval.beyond(level)) + 0.5) * grid.step();
  }

  /**
   * Returns the price of one release.
   *
   * @return epsilon and delta as given
   */
  public final PrivacyLoss privacyLoss() {
    return loss;
  }

  /**
   * Returns the neighbours that the price refers to.
   *
   * @return the notion of the sensitivity
   */
  public final Neighbours neighbours() {
    return neighbours;
  }

  /**
   * Returns m.
   *
   * @return the number of values in one release
   */
  public final int values() {
    return values;
  }

  /**
   * Returns the distance of neighbouring grid values.
   *
   * @return a power of two, at most 2^-39 of the noise scale
   */
  public final double granularity() {
    return grid.step();
  }

  private double noisy(double value) {
    return grid.add(grid.round(value), drawSteps(bits));
  }

  private double[] addAll(double[] data, double[] destination) {
    MechanismChecks.requireDestination(data.length, destination.length);
    for (int i = 0; i < data.length; i++) {
      MechanismChecks.requireFinite(data[i], i);
    }
    synchronized (bits) {
      for (int i = 0; i < data.length; i++) {
        destination[i] = noisy(data[i]);
      }
    }
    return destination;
  }

  private float[] addAll(float[] data, float[] destination) {
    MechanismChecks.requireDestination(data.length, destination.length);
    for (int i = 0; i < data.length; i++) {
      MechanismChecks.requireFinite(data[i], i);
    }
    synchronized (bits) {
      for (int i = 0; i < data.length; i++) {
        destination[i] = (float) noisy(data[i]);
      }
    }
    return destination;
  }
}
