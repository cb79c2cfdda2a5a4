package io.github.approxifer.coding.advisor;

import org.ejml.data.FMatrixRMaj;

/** What a worker runs: answers to a batch of queries, each on its own. */
@FunctionalInterface
public interface BatchModel {

  /** A model that works on plain arrays, as {@code Model::predict} of the module models does. */
  @FunctionalInterface
  interface Rows {

    /**
     * Answers queries.
     *
     * @param queries batch x d values, row-major, not modified; only the front is read
     * @param batch the number of queries, at least 1
     * @return batch x c values, row-major
     */
    float[] predict(float[] queries, int batch);
  }

  /**
   * Answers queries.
   *
   * @param queries n x d, not modified
   * @return n x c, row i is the answer to query i
   */
  FMatrixRMaj predict(FMatrixRMaj queries);

  /**
   * A model of one that works on plain arrays: {@code BatchModel.of(model.inputShape().size(),
   * model::predict)}.
   *
   * @param queryLength d; queries of another length are refused
   * @param rows answers; as thread-safe as it is
   * @return the model
   */
  static BatchModel of(int queryLength, Rows rows) {
    return queries -> {
      if (queries.numCols != queryLength) {
        throw new IllegalArgumentException(
            "the model takes queries of %d values, but they have %d"
                .formatted(queryLength, queries.numCols));
      }
      float[] answers = rows.predict(queries.data, queries.numRows);
      if (answers.length % queries.numRows != 0) {
        throw new IllegalArgumentException(
            "%d values cannot be the answers to %d queries of the same length"
                .formatted(answers.length, queries.numRows));
      }
      return FMatrixRMaj.wrap(queries.numRows, answers.length / queries.numRows, answers);
    };
  }
}
