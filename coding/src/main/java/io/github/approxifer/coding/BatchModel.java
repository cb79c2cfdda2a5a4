package io.github.approxifer.coding;

import org.ejml.data.FMatrixRMaj;

/**
 * What a worker runs, as codes see it: answers to a batch of queries, each on its own. Every model
 * of the module models is one.
 */
@FunctionalInterface
public interface BatchModel {

  /**
   * Answers queries.
   *
   * @param queries n x d, one query a row; not modified
   * @return n x c, row i is the answer to query i
   */
  FMatrixRMaj predict(FMatrixRMaj queries);
}
