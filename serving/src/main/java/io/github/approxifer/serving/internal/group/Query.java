package io.github.approxifer.serving.internal.group;

/** A query that was accepted, as its group sees it. Implementations are thread-safe. */
public interface Query {

  /**
   * The values.
   *
   * @return d values, not to be modified
   */
  float[] values();

  /**
   * When it was accepted.
   *
   * @return nanoseconds of the predictor's clock
   */
  long arrived();

  /**
   * Whether nobody waits for it any more.
   *
   * @return true once its caller has cancelled it
   */
  boolean givenUp();
}
