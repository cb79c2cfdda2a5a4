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
    double[] mean = new double[answers.numCols];
    for (int i = 0; i < answers.numRows; i++) {
      for (int c = 0; c < mean.length; c++) {
        mean[c] += answers.get(i, c) / answers.numRows;
      }
    }
    mean[random.nextInt(mean.length)] += push;
    for (int liar : liars) {
      for (int c = 0; c < mean.length; c++) {
        answers.set(liar, c, (float) mean[c]);
      }
    }
  }
}
