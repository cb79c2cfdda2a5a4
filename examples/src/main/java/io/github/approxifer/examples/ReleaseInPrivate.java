package io.github.approxifer.examples;

import io.github.approxifer.privacy.Neighbours;
import io.github.approxifer.privacy.PrivacyLoss;
import io.github.approxifer.privacy.budget.BudgetAccountant;
import io.github.approxifer.privacy.budget.BudgetExceededException;
import io.github.approxifer.privacy.mechanism.LaplaceMechanism;
import io.github.approxifer.privacy.sensitivity.Clipping;
import java.io.PrintStream;
import java.util.Arrays;

/** Releases answers with Laplace noise until the budget is spent. */
final class ReleaseInPrivate {
  private ReleaseInPrivate() {}

  static void run(PrintStream out) {
    float[] probabilities = {0.7f, 0.2f, 0.1f};
    Clipping clipping = Clipping.toL1Norm(1, probabilities.length);
    LaplaceMechanism mechanism = LaplaceMechanism.of(clipping.l1Sensitivity(), 5); // epsilon 5
    BudgetAccountant account = BudgetAccountant.basic(PrivacyLoss.pure(12), Neighbours.WHOLE_QUERY);

    out.printf("noise of scale %.2f%n", mechanism.scale());
    for (int release = 1; ; release++) {
      try {
        account.charge("answer", mechanism.privacyLoss(), mechanism.neighbours(), 1);
      } catch (BudgetExceededException e) {
        out.println("release " + release + " is refused: " + e.getMessage());
        return;
      }
      float[] answer = clipping.clip(probabilities, new float[probabilities.length]);
      mechanism.addNoise(answer, answer);
      out.println("release " + release + ": " + Arrays.toString(answer));
    }
  }
}
