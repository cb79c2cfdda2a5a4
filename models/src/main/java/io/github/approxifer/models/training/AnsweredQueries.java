package io.github.approxifer.models.training;

import io.github.approxifer.models.ImageShape;

/**
 * Queries from anywhere with their answers in memory.
 *
 * @param inputShape the shape of one query
 * @param classes the length of an answer
 * @param size the number of queries
 * @param queries reads one
 * @param answers size x classes values, row-major. Not copied, not to be modified.
 */
@SuppressWarnings("ArrayRecordComponent") // is never compared
record AnsweredQueries(
    ImageShape inputShape, int classes, int size, Source queries, float[] answers)
    implements Recording {

  /** Reads a query, as {@link Recording#query} does. */
  interface Source {
    void read(int index, float[] destination, int offset);
  }

  /** Returns the answers, which must be as many as the queries have; says what these are. */
  static float[] requireAnswers(float[] answers, int size, String what, int classes) {
    long needed = (long) size * classes;
    if (answers.length != needed) {
      throw new IllegalArgumentException(
          "%d %s have %d values of answers, but got %d"
              .formatted(size, what, needed, answers.length));
    }
    return answers;
  }

  @Override
  public void query(int index, float[] destination, int offset) {
    queries.read(index, destination, offset);
  }

  @Override
  public void answer(int index, float[] destination, int offset) {
    System.arraycopy(answers, index * classes, destination, offset, classes);
  }
}
