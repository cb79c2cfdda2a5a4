package io.github.approxifer.coding.advisor;

import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * K queries that are served together in a measurement, with what is known of them.
 *
 * @param queries K x d; not to be modified
 * @param answers K x c, the model's answers to the queries themselves; not to be modified
 * @param labels the K true classes, or null if they are not known; not to be modified
 */
public record SampleGroup(FMatrixRMaj queries, FMatrixRMaj answers, int @Nullable [] labels) {

  /**
   * Checks the numbers.
   *
   * @param queries K x d
   * @param answers K x c
   * @param labels K true classes, or null
   * @throws IllegalArgumentException if there are not as many answers, and labels, as queries
   */
  public SampleGroup {
    if (answers.numRows != queries.numRows
        || (labels != null && labels.length != queries.numRows)) {
      throw new IllegalArgumentException(
          "there are %d queries, %d answers and %s labels; give as many of each"
              .formatted(queries.numRows, answers.numRows, labels == null ? "no" : labels.length));
    }
  }
}
