package io.github.approxifer.coding.byzantine;

import io.github.approxifer.coding.WorkerSet;

/** What the codes of this package refuse to decode from. */
final class Sets {
  private Sets() {}

  static void requireAnswers(WorkerSet answers, int workers) {
    if (answers.workers() != workers) {
      throw new IllegalArgumentException(
          "this code has N=" + workers + " workers, but F = " + answers);
    }
    if (answers.size() == 0) {
      throw new IllegalArgumentException("F is empty: at least one answer is needed to decode");
    }
  }
}
