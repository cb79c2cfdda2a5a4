package io.github.approxifer.coding.attack;

import io.github.approxifer.coding.answers.Answers;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/**
 * The liars answer as they honestly would have answered to one and the same other group, so that
 * their lies support each other.
 *
 * @param neighbours whether the liars are neighbours: the concentrated attack that is worst for
 *     smooth decoders, since between them they answer for a whole query. They can only do it if
 *     they know which coded query each of them holds, so it is prevented by handing the coded
 *     queries out in a random order
 */
public record Colluding(boolean neighbours) implements Attack {

  @Override
  public String name() {
    return neighbours ? "colluding neighbours" : "colluding";
  }

  @Override
  public int[] choose(int workers, int liars, Random random) {
    if (!neighbours) {
      return Attack.super.choose(workers, liars, random);
    }
    int first = random.nextInt(workers - liars + 1);
    int[] chosen = new int[liars];
    for (int i = 0; i < liars; i++) {
      chosen[i] = first + i;
    }
    return chosen;
  }

  @Override
  public void corrupt(FMatrixRMaj answers, int[] liars, FMatrixRMaj[] others, Random random) {
    for (int liar : liars) {
      Answers.copyRow(others[0], liar, answers, liar);
    }
  }
}
