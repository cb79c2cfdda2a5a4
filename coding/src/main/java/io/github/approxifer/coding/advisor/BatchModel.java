package io.github.approxifer.coding.advisor;

import org.ejml.data.FMatrixRMaj;

/** What a worker runs: answers to a batch of queries, each on its own. */
@FunctionalInterface
public interface BatchModel {

  /**
   * Answers queries.
   *
   * @param queries n x d, not modified
   * @return n x c, row i is the answer to query i
   */
  FMatrixRMaj predict(FMatrixRMaj queries);
}
