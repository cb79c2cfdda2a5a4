package io.github.approxifer.coding.advisor;

import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * K queries that are served together in a measurement, with what is known of them. Nothing is
 * copied, and nothing is to be modified.
 */
public final class SampleGroup {
  private final FMatrixRMaj queries;
  private final FMatrixRMaj answers;
  private final int @Nullable [] labels;

  private SampleGroup(FMatrixRMaj queries, FMatrixRMaj answers, int @Nullable [] labels) {
    if (answers.numRows != queries.numRows
        || (labels != null && labels.length != queries.numRows)) {
      throw new IllegalArgumentException(
          "there are %d queries, %d answers and %s labels; give as many of each"
              .formatted(queries.numRows, answers.numRows, labels == null ? "no" : labels.length));
    }
    this.queries = queries;
    this.answers = answers;
    this.labels = labels;
  }

  /**
   * A group.
   *
   * @param queries K x d
   * @param answers K x c, the model's answers to the queries themselves
   * @param labels the K true classes, or null if they are not known
   * @return the group
   * @throws IllegalArgumentException if there are not as many answers, and labels, as queries
   */
  public static SampleGroup of(FMatrixRMaj queries, FMatrixRMaj answers, int @Nullable [] labels) {
    return new SampleGroup(queries, answers, labels);
  }

  /**
   * The queries.
   *
   * @return K x d
   */
  public FMatrixRMaj queries() {
    return queries;
  }

  /**
   * The model's answers to the queries themselves.
   *
   * @return K x c
   */
  public FMatrixRMaj answers() {
    return answers;
  }

  /**
   * The true classes.
   *
   * @return K of them, or null if they are not known
   */
  public int @Nullable [] labels() {
    return labels;
  }
}
