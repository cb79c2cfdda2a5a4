package io.github.approxifer.coding.answers;

/** How a prediction was obtained. */
public enum Provenance {
  /**
   * The model's own answer to the query: a worker got the clean query, and its answer (or the mean
   * of such answers) is the prediction.
   */
  EXACT,

  /** Decoded from answers to mixtures that hold the query: an approximation. */
  DECODED,

  /**
   * The answer of a student, a small model at the coordinator, in place of an answer that is lost.
   */
  STUDENT,

  /**
   * No answer that went into the prediction knows the query, as when a code without redundancy for
   * it fills the gap from its neighbours. Not to be trusted.
   */
  GUESSED
}
