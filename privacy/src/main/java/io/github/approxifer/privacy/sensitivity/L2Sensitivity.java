package io.github.approxifer.privacy.sensitivity;

import io.github.approxifer.privacy.Neighbours;

/**
 * A bound on the l2 (Euclidean) distance between the values released for two neighbouring inputs.
 * It is what Gaussian noise is calibrated to. Immutable.
 *
 * <p>With Laplace noise an l2 bound used as it stands guarantees only {@code sqrt(m) epsilon};
 * {@link #toL1()} has that factor.
 *
 * @param bound the largest l2 distance, positive and finite
 * @param values m, the number of values in one release, at least 1; all of them may change
 * @param neighbours what differs between the two inputs
 */
public record L2Sensitivity(double bound, int values, Neighbours neighbours) {
  /**
   * Checks the ranges.
   *
   * @param bound the largest l2 distance
   * @param values m, the number of values in one release
   * @param neighbours what differs between the two inputs
   * @throws IllegalArgumentException if {@code bound} is not positive and finite or {@code values}
   *     is below 1
   */
  public L2Sensitivity {
    SensitivityChecks.requireBound("the l2 sensitivity", bound);
    SensitivityChecks.requireValues(values);
    SensitivityChecks.requireNeighbours(neighbours);
  }

  /**
   * Returns the l1 sensitivity that follows: {@code sqrt(m)} times this bound, because {@code |v|_1
   * <= sqrt(m) |v|_2} (Cauchy-Schwarz), with equality for a vector of equal entries.
   *
   * @return an l1 bound for the same release and the same neighbours, rounded up
   * @throws IllegalArgumentException if the bound overflows
   */
  public L1Sensitivity toL1() {
    return new L1Sensitivity(
        RoundedUp.product(RoundedUp.squareRoot(values), bound), values, neighbours);
  }

  /**
   * Returns the bound for neighbours that differ in one row. Such inputs are also neighbours in
   * which a whole query differs, so any bound carries over unchanged.
   *
   * @return the same bound for {@link Neighbours#ONE_ROW}
   */
  public L2Sensitivity forOneRow() {
    return new L2Sensitivity(bound, values, Neighbours.ONE_ROW);
  }

  /**
   * Returns the bound for a whole query, by the triangle inequality over its rows changed one after
   * the other: {@code rows} times a one-row bound. A whole-query bound is returned as it is.
   *
   * @param rows rows of a query, at least 1
   * @return a bound for {@link Neighbours#WHOLE_QUERY}, rounded up
   * @throws IllegalArgumentException if {@code rows} is below 1 or the bound overflows
   */
  public L2Sensitivity forWholeQuery(int rows) {
    SensitivityChecks.requireRows(rows);
    if (neighbours == Neighbours.WHOLE_QUERY) {
      return this;
    }
    return new L2Sensitivity(RoundedUp.product(rows, bound), values, Neighbours.WHOLE_QUERY);
  }
}
