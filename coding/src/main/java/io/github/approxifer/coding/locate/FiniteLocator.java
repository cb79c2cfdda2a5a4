package io.github.approxifer.coding.locate;

import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import org.ejml.data.FMatrixRMaj;

/**
 * What all locators have in common: an answer that is not finite is a located error, and the
 * locator's own method looks at the finite ones.
 */
abstract class FiniteLocator implements ErrorLocator {
  private final int errors;

  /** A locator for at most so many errors, at least 0. */
  FiniteLocator(int errors) {
    if (errors < 0) {
      throw new IllegalArgumentException(
          "E, the number of errors to locate, must not be negative, but is " + errors);
    }
    this.errors = errors;
  }

  /** E. */
  final int errors() {
    return errors;
  }

  /** Refuses E errors among no more than E workers. */
  static int requireFewerThan(int errors, int workers) {
    if (errors >= workers) {
      throw new IllegalArgumentException(
          "cannot locate E=" + errors + " errors among N=" + workers + " workers");
    }
    return errors;
  }

  /** Refuses answers of another number of workers. */
  static void requireWorkers(int workers, WorkerSet answers) {
    if (answers.workers() != workers) {
      throw new IllegalArgumentException(
          "the code has N=" + workers + " workers, but F = " + answers);
    }
  }

  @Override
  public final WorkerSet locate(WorkerSet answers, FMatrixRMaj values) {
    Answers.requireRowForEach(answers, values);
    requireSuitable(answers);
    WorkerSet finite = Answers.finite(answers, values);
    WorkerSet wrong = answers.without(finite);
    int left = errors - wrong.size();
    if (left <= 0) {
      return wrong;
    }
    if (finite.size() <= left) {
      throw new IllegalArgumentException(
          "cannot locate E=" + errors + " errors among the answers of F = " + answers);
    }
    if (wrong.size() == 0) {
      return locate(answers, values, left);
    }
    return locate(finite, Answers.select(answers, values, finite, null), left).with(wrong);
  }

  /** Refuses sets of workers that the locator is not for. */
  abstract void requireSuitable(WorkerSet answers);

  /**
   * Names at most so many workers.
   *
   * @param answers F, more workers than may be named
   * @param values |F| x c, finite
   * @param most how many may be named, from 1 to E
   */
  abstract WorkerSet locate(WorkerSet answers, FMatrixRMaj values, int most);
}
