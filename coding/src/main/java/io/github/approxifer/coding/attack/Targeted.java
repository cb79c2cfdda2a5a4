package io.github.approxifer.coding.attack;

import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/**
 * All liars push one class: they answer the mean of the honest answers with a constant added to the
 * score of that class, which is drawn anew for each group.
 *
 * @param push what is added, in the unit of the scores
 */
public record Targeted(double push) implements Attack {

  @Override
  public String name() {
    return "targeted";
  }

  @Override
  public void corrupt(FMatrixRMaj answers, int[] liars, FMatrixRMaj[] others, Random random) {
    double[] lie = MeanAttack.of(answers);
    lie[random.nextInt(lie.length)] += push;
    for (int liar : liars) {
      MeanAttack.tell(lie, answers, liar);
    }
  }
}
