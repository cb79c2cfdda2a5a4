package io.github.approxifer.serving.metrics;

/** A part of the way of a query, whose time is measured. */
public enum Stage {
  /** From the call to the start of its group; one value a query. */
  QUEUE,
  /** To order, encode and send a group; one value a group. */
  ENCODE,
  /** From sending a group to the answer that completes its quorum; one value a group. */
  WORKER,
  /** From sending a second round to its end; one value a group that had one. */
  SECOND_ROUND,
  /** To locate liars and decode; one value a group. */
  DECODE,
  /** From the call to the answer; one value a query. */
  TOTAL
}
