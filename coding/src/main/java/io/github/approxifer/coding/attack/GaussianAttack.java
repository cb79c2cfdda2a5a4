package io.github.approxifer.coding.attack;

import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/**
 * Every liar adds independent normal noise to the score of every class, as in the published
 * experiments.
 *
 * @param sigma the standard deviation, in the unit of the scores, greater than 0
 */
public record GaussianAttack(double sigma) implements Attack {

  @Override
  public String name() {
    return "Gaussian sigma=" + (sigma == Math.rint(sigma) ? "" + (long) sigma : "" + sigma);
  }

  @Override
  public void corrupt(FMatrixRMaj answers, int[] liars, FMatrixRMaj[] others, Random random) {
    for (int liar : liars) {
      for (int c = 0; c < answers.numCols; c++) {
        answers.set(liar, c, answers.get(liar, c) + (float) (sigma * random.nextGaussian()));
      }
    }
  }
}
