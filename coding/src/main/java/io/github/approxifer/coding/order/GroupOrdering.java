package io.github.approxifer.coding.order;

import org.ejml.data.FMatrixRMaj;

/**
 * A rule that orders the queries of a group before they are encoded: which query takes which place
 * of the code. It may look at how hard queries are, where that is known. Thread-safe.
 */
@FunctionalInterface
public interface GroupOrdering {
  /** Leaves the caller's order. */
  GroupOrdering AS_GIVEN = queries -> QueryOrder.identity(queries.numRows);

  /** Along a short path, see {@link QueryPath}. */
  GroupOrdering PATH = QueryPath::of;

  /**
   * Subsets of similar queries first, see {@link SimilarSubsets}.
   *
   * @param size m, how many queries a subset has
   * @param count how many subsets
   * @return the rule
   */
  static GroupOrdering subsets(int size, int count) {
    return queries -> SimilarSubsets.of(queries, size, count);
  }

  /**
   * Orders a group.
   *
   * @param queries K x d, not modified
   * @return the order
   */
  QueryOrder order(FMatrixRMaj queries);

  /**
   * Orders a group of queries of which it is known how hard they are. Without looking at that,
   * unless a rule says otherwise.
   *
   * @param queries K x d, not modified
   * @param hardness K numbers, the greater the harder; see {@link Hardness}
   * @return the order
   */
  default QueryOrder order(FMatrixRMaj queries, double[] hardness) {
    return order(queries);
  }
}
