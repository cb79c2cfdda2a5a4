package io.github.approxifer.models.training;

import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.datasets.Dataset;

/** Queries with a model's answers to them: what a student learns from. Thread-safe. */
public interface Recording {

  /**
   * The shape of one query.
   *
   * @return the shape; 1 x 1 x d for vectors of d values
   */
  ImageShape inputShape();

  /**
   * The length of an answer.
   *
   * @return c, at least 1
   */
  int classes();

  /**
   * The number of queries.
   *
   * @return n, at least 1
   */
  int size();

  /**
   * Reads a query.
   *
   * @param index the query, from 0 to {@code size() - 1}
   * @param destination receives {@code inputShape().size()} values
   * @param offset where in the destination to start
   */
  void query(int index, float[] destination, int offset);

  /**
   * Reads an answer.
   *
   * @param index the query, from 0 to {@code size() - 1}
   * @param destination receives {@code classes()} values
   * @param offset where in the destination to start
   */
  void answer(int index, float[] destination, int offset);

  /**
   * A recording in memory.
   *
   * @param inputShape the shape of one query; 1 x 1 x d for vectors of d values
   * @param classes the length of an answer, at least 1
   * @param queries n x {@code inputShape.size()} values, row-major, n at least 1. Not copied, not
   *     to be modified.
   * @param answers n x {@code classes} values, row-major, logits of a classifier. Not copied, not
   *     to be modified.
   * @return the recording
   * @throws IllegalArgumentException if the arrays are not of those sizes
   */
  static Recording of(ImageShape inputShape, int classes, float[] queries, float[] answers) {
    int length = inputShape.size();
    int rows = queries.length / length;
    if (classes < 1 || rows < 1 || rows * length != queries.length) {
      throw new IllegalArgumentException(
          "a recording holds whole queries of "
              + length
              + " values and answers of at least 1, but got "
              + queries.length
              + " values for answers of "
              + classes);
    }
    return new AnsweredQueries(
        inputShape,
        classes,
        rows,
        (index, destination, offset) ->
            System.arraycopy(queries, index * length, destination, offset, length),
        AnsweredQueries.requireAnswers(answers, rows, "queries", classes));
  }

  /**
   * Images of a dataset that a model has answered; their labels are not looked at.
   *
   * @param images the images, n of them
   * @param answers n x {@code images.classes()} values, row-major. Not copied, not to be modified.
   * @return the recording
   * @throws IllegalArgumentException if the answers are not of that size
   */
  static Recording of(Dataset images, float[] answers) {
    int classes = images.classes();
    return new AnsweredQueries(
        images.inputShape(),
        classes,
        images.size(),
        images::read,
        AnsweredQueries.requireAnswers(answers, images.size(), "images", classes));
  }

  /**
   * A part of this recording.
   *
   * @param begin the first query of the part
   * @param end the query after the last
   * @return the part, whose first query has the number 0
   * @throws IndexOutOfBoundsException if the part does not lie within the recording or is empty
   */
  default Recording slice(int begin, int end) {
    return new RecordingPart(this, begin, end);
  }
}
