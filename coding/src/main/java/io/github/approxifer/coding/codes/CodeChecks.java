package io.github.approxifer.coding.codes;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.WorkerSet;

/** Checks that codes share. */
public final class CodeChecks {
  private CodeChecks() {}

  /**
   * Checks that a set of answers is one a code can be asked to decode from: of the right number of
   * workers, and not empty.
   *
   * @param code the code
   * @param answers F
   * @throws IllegalArgumentException if it is not
   */
  public static void requireAnswers(Code code, WorkerSet answers) {
    if (answers.workers() != code.workers()) {
      throw new IllegalArgumentException(
          "this code has N=" + code.workers() + " workers, but F = " + answers);
    }
    if (answers.size() == 0) {
      throw new IllegalArgumentException("F is empty: at least one answer is needed to decode");
    }
  }

  /**
   * Refuses parameters with Byzantine workers, for a code that has no means against them.
   *
   * @param name the code's name
   * @param parameters K, S and E
   * @throws IllegalArgumentException if E is not 0
   */
  public static void requireNoErrors(String name, CodeParameters parameters) {
    if (parameters.errors() != 0) {
      throw new IllegalArgumentException(
          name
              + " has no means against Byzantine workers, but was asked for "
              + parameters
              + "; set E=0 or choose a code that tolerates errors, such as Berrut or Spline");
    }
  }

  /**
   * The nodes of some workers.
   *
   * @param workerNodes beta_0, .., beta_{N-1}
   * @param answers F
   * @return the nodes of F by rank, a new array
   */
  public static double[] nodesOf(double[] workerNodes, WorkerSet answers) {
    double[] nodes = new double[answers.size()];
    for (int rank = 0; rank < nodes.length; rank++) {
      nodes[rank] = workerNodes[answers.worker(rank)];
    }
    return nodes;
  }
}
