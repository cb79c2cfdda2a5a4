package io.github.approxifer.coding.attack;

import io.github.approxifer.coding.answers.Answers;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/**
 * Every liar exchanges the scores of the two greatest classes of its honest answer: the least
 * change that names another class.
 */
public record ExchangeAttack() implements Attack {

  @Override
  public String name() {
    return "exchanged classes";
  }

  @Override
  public void corrupt(FMatrixRMaj answers, int[] liars, FMatrixRMaj[] others, Random random) {
    for (int liar : liars) {
      int first = Answers.largest(answers, liar);
      int second = -1;
      for (int c = 0; c < answers.numCols; c++) {
        if (c != first && (second < 0 || answers.get(liar, c) > answers.get(liar, second))) {
          second = c;
        }
      }
      if (second >= 0) {
        float winner = answers.get(liar, first);
        answers.set(liar, first, answers.get(liar, second));
        answers.set(liar, second, winner);
      }
    }
  }
}
