package io.github.approxifer.privacy.budget;

import io.github.approxifer.privacy.PrivacyLoss;

/** A release was refused because it would cost more than what is left of the budget. */
public final class BudgetExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient PrivacyLoss budget;
  private final transient PrivacyLoss spent;
  private final transient PrivacyLoss wouldBeSpent;

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
    this.budget = budget;
    this.spent = spent;
    this.wouldBeSpent = wouldBeSpent;
  }

  /**
   * Returns the ceiling.
   *
   * @return the whole budget
   */
  public PrivacyLoss budget() {
    return budget;
  }

  /**
   * Returns what was spent when the release was refused.
   *
   * @return the loss before the release
   */
  public PrivacyLoss spent() {
    return spent;
  }

  /**
   * Returns what would have been spent with the release.
   *
   * @return the loss that exceeds the budget
   */
  public PrivacyLoss wouldBeSpent() {
    return wouldBeSpent;
  }

  static String describe(PrivacyLoss loss) {
    return "(epsilon " + loss.epsilon() + ", delta " + loss.delta() + ")";
  }
}
