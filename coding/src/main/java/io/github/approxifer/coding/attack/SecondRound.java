package io.github.approxifer.coding.attack;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.WorkerSet;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one group, asked once more: whoever lied in the first round lies again. Counts
 * what it is asked; not thread-safe.
 */
public final class SecondRound {
  private final FMatrixRMaj honest;
  private final @Nullable Attack attack;
  private final int[] liars;
  private final FMatrixRMaj[] others;
  private final Random random;
  private int requests;

  private SecondRound(
      FMatrixRMaj honest,
      @Nullable Attack attack,
      int[] liars,
      FMatrixRMaj[] others,
      Random random) {
    this.honest = honest;
    this.attack = attack;
    this.liars = liars.clone();
    this.others = others.clone();
    this.random = random;
  }

  /**
   * The second round of a group.
   *
   * @param honest N x c, what honest workers answer to their coded queries; not modified
   * @param attack what liars answer; null if nobody lies
   * @param liars who lies
   * @param others honest answers to other groups, as in {@link Attack#corrupt}
   * @param seed draws whom to ask, and the lies
   * @return the workers
   */
  public static SecondRound of(
      FMatrixRMaj honest, @Nullable Attack attack, int[] liars, FMatrixRMaj[] others, long seed) {
    return new SecondRound(honest, attack, liars, others, new Random(seed));
  }

  /**
   * What workers answer to a coded query.
   *
   * @param codedQuery the coded query of which worker, 0..N-1
   * @param workers whom to ask
   * @return a row for each of them
   */
  public FMatrixRMaj ask(int codedQuery, WorkerSet workers) {
    requests += workers.size();
    FMatrixRMaj answers = new FMatrixRMaj(honest.numRows, honest.numCols);
    for (int worker = 0; worker < answers.numRows; worker++) {
      Answers.copyRow(honest, codedQuery, answers, worker);
    }
    if (attack != null) {
      attack.corrupt(answers, liars, others, random);
    }
    return Answers.select(WorkerSet.all(answers.numRows), answers, workers, null);
  }

  /**
   * Draws whom to ask.
   *
   * @return the generator that also draws the lies
   */
  public Random random() {
    return random;
  }

  /**
   * How many coded queries were sent again.
   *
   * @return the sum over all {@link #ask}s
   */
  public int requests() {
    return requests;
  }
}
