package io.github.approxifer.privacy.sensitivity;

import io.github.approxifer.privacy.Neighbours;

/**
 * A bound on the l1 distance, {@code sum_k |g_k(D) - g_k(D')|}, between the values released for two
 * neighbouring inputs. It is what Laplace noise is calibrated to. Immutable.
 *
 * @param bound the largest l1 distance, positive and finite
 * @param values m, the number of values in one release, at least 1; all of them may change
 * @param neighbours what differs between the two inputs
 */
public record L1Sensitivity(double bound, int values, Neighbours neighbours) {
  /**
   * Checks the ranges.
   *
   * @param bound the largest l1 distance
   * @param values m, the number of values in one release
   * @param neighbours what differs between the two inputs
   * @throws IllegalArgumentException if {@code bound} is not positive and finite or {@code values}
   *     is below 1
   */
  public L1Sensitivity {
    SensitivityChecks.requireBound("the l1 sensitivity", bound);
    SensitivityChecks.requireValues(values);
    SensitivityChecks.requireNeighbours(neighbours);
  }

  /**
   * Returns the l2 sensitivity that follows: the same bound, because {@code |v|_2 <= |v|_1}.
   *
   * @return an l2 bound for the same release and the same neighbours
   */
  public L2Sensitivity toL2() {
    return new L2Sensitivity(bound, values, neighbours);
  }

  /**
   * Returns the bound for neighbours that differ in one row. Such inputs are also neighbours in
   * which a whole query differs, so any bound carries over unchanged.
   *
   * @return the same bound for {@link Neighbours#ONE_ROW}
   */
  public L1Sensitivity forOneRow() {
    return new L1Sensitivity(bound, values, Neighbours.ONE_ROW);
  }

  /**
   * Returns the bound for a whole query, by the triangle inequality over its rows changed one after
   * the other: {@code rows} times a one-row bound. A whole-query bound is returned as it is.
   *
   * @param rows rows of a query, at least 1
   * @return a bound for {@link Neighbours#WHOLE_QUERY}, rounded up
   * @throws IllegalArgumentException if {@code rows} is below 1 or the bound overflows
   */
  public L1Sensitivity forWholeQuery(int rows) {
    SensitivityChecks.requireRows(rows);
    if (neighbours == Neighbours.WHOLE_QUERY) {
      return this;
    }
    return new L1Sensitivity(RoundedUp.product(rows, bound), values, Neighbours.WHOLE_QUERY);
  }
}
