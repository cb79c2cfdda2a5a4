package io.github.approxifer.privacy.budget;

import io.github.approxifer.privacy.PrivacyLoss;

/** A release was refused because it would cost more than what is left of the budget. */
public final class BudgetExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Epsilon and delta of the ceiling. */
  private final double[] budget;

  /** Epsilon and delta of what was spent before. */
  private final double[] spent;

  /** Epsilon and delta of what would have been spent with the release. */
  private final double[] wouldBeSpent;

  BudgetExceededException(
      String label, PrivacyLoss budget, PrivacyLoss spent, PrivacyLoss wouldBeSpent) {
    super(
        "Release \""
            + label
            + "\" refused: it would bring the spent budget from "
            + describe(spent)
            + " to "
            + describe(wouldBeSpent)
            + ", above "
            + describe(budget)
            + ". Release less, with a smaller epsilon, or for other queries.");
    this.budget = numbers(budget);
    this.spent = numbers(spent);
    this.wouldBeSpent = numbers(wouldBeSpent);
  }

  /**
   * Returns the ceiling.
   *
   * @return the whole budget
   */
  public PrivacyLoss budget() {
    return new PrivacyLoss(budget[0], budget[1]);
  }

  /**
   * Returns what was spent when the release was refused.
   *
   * @return the loss before the release
   */
  public PrivacyLoss spent() {
    return new PrivacyLoss(spent[0], spent[1]);
  }

  /**
   * Returns what would have been spent with the release.
   *
   * @return the loss that exceeds the budget
   */
  public PrivacyLoss wouldBeSpent() {
    return new PrivacyLoss(wouldBeSpent[0], wouldBeSpent[1]);
  }

  private static double[] numbers(PrivacyLoss loss) {
    return new double[] {loss.epsilon(), loss.delta()};
  }

  static String describe(PrivacyLoss loss) {
    return "(epsilon " + loss.epsilon() + ", delta " + loss.delta() + ")";
  }
}
