package io.github.approxifer.coding.attack;

import io.github.approxifer.coding.answers.Answers;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/**
 * Every liar answers as it honestly would have answered to another group, each liar to a different
 * one: taken by itself, its answer is beyond suspicion.
 */
public record Plausible() implements Attack {

  @Override
  public String name() {
    return "plausible";
  }

  @Override
  public void corrupt(FMatrixRMaj answers, int[] liars, FMatrixRMaj[] others, Random random) {
    for (int i = 0; i < liars.length; i++) {
      Answers.copyRow(others[i], liars[i], answers, liars[i]);
    }
  }
}
