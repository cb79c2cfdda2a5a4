package io.github.approxifer.coding;

/**
 * What a code is asked for: K queries in a group, S stragglers and E errors to tolerate.
 *
 * @param queries K, the number of queries that are encoded together; at least 1
 * @param stragglers S, how many workers may fail to answer in time; at least 0
 * @param errors E, how many of the answers may be lies (Byzantine workers); at least 0. It is the
 *     most that may lie, not the number that does
 */
public record CodeParameters(int queries, int stragglers, int errors) {

  /**
   * Checks the three numbers.
   *
   * @param queries K
   * @param stragglers S
   * @param errors E
   * @throws IllegalArgumentException if K is below 1, or S or E is negative
   */
  public CodeParameters {
    if (queries < 1) {
      throw new IllegalArgumentException(
          "K, the number of queries in a group, must be at least 1, but is " + queries);
    }
    if (stragglers < 0) {
      throw new IllegalArgumentException(
          "S, the number of stragglers to tolerate, must not be negative, but is " + stragglers);
    }
    if (errors < 0) {
      throw new IllegalArgumentException(
          "E, the number of Byzantine workers to tolerate, must not be negative, but is " + errors);
    }
  }

  /**
   * Parameters without Byzantine workers.
   *
   * @param queries K, at least 1
   * @param stragglers S, at least 0
   * @return (K, S, 0)
   * @throws IllegalArgumentException as the constructor does
   */
  public static CodeParameters stragglersOnly(int queries, int stragglers) {
    return new CodeParameters(queries, stragglers, 0);
  }

  /**
   * The same S and E for another number of queries.
   *
   * @param count K, at least 1
   * @return (count, S, E)
   * @throws IllegalArgumentException as the constructor does
   */
  public CodeParameters withQueries(int count) {
    return new CodeParameters(count, stragglers, errors);
  }

  /** The parameters as papers write them, for instance {@code K=8, S=1, E=0}. */
  @Override
  public String toString() {
    return "K=" + queries + ", S=" + stragglers + ", E=" + errors;
  }
}
