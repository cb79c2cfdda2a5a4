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

  /**
   * Whether it has been told how it ends: a query ends once.
   *
   * @return true once it is answered or has failed
   */
  boolean ended();
}
