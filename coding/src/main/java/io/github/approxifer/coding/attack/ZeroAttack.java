package io.github.approxifer.coding.attack;

import java.util.Arrays;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/** Every liar answers zeros, as a worker that does nothing could. */
public record ZeroAttack() implements Attack {

  @Override
  public String name() {
    return "zeros";
  }

  @Override
  public void corrupt(FMatrixRMaj answers, int[] liars, FMatrixRMaj[] others, Random random) {
    for (int liar : liars) {
      int begin = liar * answers.numCols;
      Arrays.fill(answers.data, begin, begin + answers.numCols, 0);
    }
  }
}
