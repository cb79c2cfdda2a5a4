package io.github.approxifer.coding.student;

import java.util.Objects;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A small surrogate model that answers queries at the coordinator as the served model would, for a
 * small part of its cost: distilled from the served model's own answers (Hinton, Vinyals, Dean:
 * Distilling the knowledge in a neural network, 2015). Its answers are of the same kind, so logits
 * if the served model answers logits.
 *
 * <p>An implementation must be usable by many threads at once unless its user is told otherwise,
 * and must answer each query on its own, whatever else is in the batch.
 */
public interface Student {

  /**
   * The length of a query.
   *
   * @return d, at least 1, never changing
   */
  int inputLength();

  /**
   * The length of an answer.
   *
   * @return c, at least 1, never changing
   */
  int outputLength();

  /**
   * Answers queries.
   *
   * @param queries at least {@code rows x d} values, row-major, one query a row; not modified, not
   *     retained
   * @param rows how many queries there are, at least 1
   * @param answers receives {@code rows x c} values, row-major, at the front; not retained
   */
  void answer(float[] queries, int rows, float[] answers);

  /**
   * Answers the queries of a matrix.
   *
   * @param queries n x d, one query a row, n at least 1; not modified
   * @param answers where to write, reshaped to n x c if it has another shape; null for a new matrix
   * @return n x c, row i is the answer to query i; the destination if one was given
   * @throws IllegalArgumentException if the queries are not n x d with n at least 1
   */
  default FMatrixRMaj answer(FMatrixRMaj queries, @Nullable FMatrixRMaj answers) {
    if (queries.numRows < 1 || queries.numCols != inputLength()) {
      throw new IllegalArgumentException(
          "the student takes queries of length %d, at least one, but got %d of length %d"
              .formatted(inputLength(), queries.numRows, queries.numCols));
    }
    FMatrixRMaj result =
        answers == null ? new FMatrixRMaj(queries.numRows, outputLength()) : answers;
    result.reshape(queries.numRows, outputLength());
    answer(queries.data, queries.numRows, result.data);
    return result;
  }

  /**
   * A student out of anything that answers batches, for instance {@code Student.of(784, 10,
   * model::predict)} for a model of module models.
   *
   * @param inputLength d, at least 1
   * @param outputLength c, at least 1
   * @param batches answers as {@link #answer(float[], int, float[])} does
   * @return the student
   * @throws IllegalArgumentException if a length is below 1
   */
  static Student of(int inputLength, int outputLength, Batches batches) {
    if (inputLength < 1 || outputLength < 1) {
      throw new IllegalArgumentException(
          "the lengths of a query and an answer must be at least 1, but are %d and %d"
              .formatted(inputLength, outputLength));
    }
    Objects.requireNonNull(batches, "batches");
    return new Student() {
      @Override
      public int inputLength() {
        return inputLength;
      }

      @Override
      public int outputLength() {
        return outputLength;
      }

      @Override
      public void answer(float[] queries, int rows, float[] answers) {
        batches.answer(queries, rows, answers);
      }
    };
  }

  /** What answers batches of queries. */
  @FunctionalInterface
  interface Batches {

    /**
     * Answers queries.
     *
     * @param queries at least {@code rows x d} values, row-major; not modified, not retained
     * @param rows how many queries there are, at least 1
     * @param answers receives {@code rows x c} values, row-major, at the front; not retained
     */
    void answer(float[] queries, int rows, float[] answers);
  }
}
