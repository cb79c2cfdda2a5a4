package io.github.approxifer.coding.attack;

import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/** Every liar answers the negative of its honest answer. */
public record SignFlip() implements Attack {

  @Override
  public String name() {
    return "sign flip";
  }

  @Override
  public void corrupt(FMatrixRMaj answers, int[] liars, FMatrixRMaj[] others, Random random) {
    for (int liar : liars) {
      for (int c = 0; c < answers.numCols; c++) {
        answers.set(liar, c, -answers.get(liar, c));
      }
    }
  }
}
