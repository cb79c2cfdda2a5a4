package io.github.approxifer.coding.attack;

import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/**
 * Every liar answers the mean of the group's honest answers, as a lazy worker could: a lie towards
 * the centre, which looks like an answer to a mixture and is never far out.
 */
public record MeanAttack() implements Attack {

  @Override
  public String name() {
    return "mean";
  }

  @Override
  public void corrupt(FMatrixRMaj answers, int[] liars, FMatrixRMaj[] others, Random random) {
    double[] mean = of(answers);
    for (int liar : liars) {
      tell(mean, answers, liar);
    }
  }

  /** The mean of all rows. */
  static double[] of(FMatrixRMaj answers) {
    double[] mean = new double[answers.numCols];
    for (int i = 0; i < answers.numRows; i++) {
      for (int c = 0; c < mean.length; c++) {
        mean[c] += answers.get(i, c) / answers.numRows;
      }
    }
    return mean;
  }

  /** Makes a lie the answer of a liar. */
  static void tell(double[] lie, FMatrixRMaj answers, int liar) {
    for (int c = 0; c < lie.length; c++) {
      answers.set(liar, c, (float) lie[c]);
    }
  }
}
