package io.github.approxifer.coding.locate;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.kernel.Finite;
import org.ejml.data.FMatrixRMaj;

/** What all locators refuse. */
final class Requests {
  private Requests() {}

  static int requireErrors(int errors) {
    if (errors < 0) {
      throw new IllegalArgumentException(
          "E, the number of errors to locate, must not be negative, but is " + errors);
    }
    return errors;
  }

  static void requireFewerThan(int errors, int workers) {
    requireErrors(errors);
    if (errors >= workers) {
      throw new IllegalArgumentException(
          "cannot locate E=" + errors + " errors among N=" + workers + " workers");
    }
  }

  static void requireWorkers(int workers, WorkerSet answers) {
    if (answers.workers() != workers) {
      throw new IllegalArgumentException(
          "the code has N=" + workers + " workers, but F = " + answers);
    }
  }

  /** Answers of a code's workers, complete and finite, and more than E of them. */
  static void requireLocatable(int workers, int errors, WorkerSet answers, FMatrixRMaj values) {
    Answers.requireRowForEach(answers, values);
    Finite.require(values, "answer of rank");
    requireWorkers(workers, answers);
    if (errors > 0) {
      requireMoreThan(errors, answers);
    }
  }

  static void requireMoreThan(int errors, WorkerSet answers) {
    if (answers.size() <= errors) {
      throw new IllegalArgumentException(
          "cannot locate E=" + errors + " errors among the answers of F = " + answers);
    }
  }
}
