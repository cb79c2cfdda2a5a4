package io.github.approxifer.privacy.docs;

import io.github.approxifer.privacy.Neighbours;
import io.github.approxifer.privacy.PrivacyLoss;
import io.github.approxifer.privacy.budget.BudgetAccountant;
import io.github.approxifer.privacy.budget.NoisePlacement;
import io.github.approxifer.privacy.mechanism.LaplaceMechanism;
import io.github.approxifer.privacy.sensitivity.Clipping;

/** The example of the page, between the two marks, so that it compiles and runs. */
final class DocumentationExample {
  private DocumentationExample() {}

  // begin
  static PrivacyLoss release(float[][] answers, int queries, int workers) { // of 10 classes
    Clipping clipping = Clipping.toL1Norm(1, 10);
    LaplaceMechanism mechanism = LaplaceMechanism.of(clipping.l1Sensitivity(), 2.0); // epsilon 2
    BudgetAccountant account = BudgetAccountant.basic(PrivacyLoss.pure(20), Neighbours.WHOLE_QUERY);

    int releases = NoisePlacement.WORKER.releases(queries, workers);
    account.charge("answers", mechanism.privacyLoss(), mechanism.neighbours(), releases);
    for (float[] answer : answers) {
      mechanism.addNoise(clipping.clip(answer, answer), answer);
    }
    return account.spent();
  }
  // end
}
