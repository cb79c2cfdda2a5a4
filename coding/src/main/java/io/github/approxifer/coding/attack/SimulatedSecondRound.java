package io.github.approxifer.coding.attack;

import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one group, asked once more: whoever lied in the first round lies again. Counts
 * what it is asked; not thread-safe.
 */
public final class SimulatedSecondRound {
  private final int width;
  private final @Nullable Attack attack;
  private final int[] liars;
  private final FMatrixRMaj[] others;
  private final Random random;
  private int requests;

  private SimulatedSecondRound(
      int width, @Nullable Attack attack, int[] liars, FMatrixRMaj[] others, Random random) {
    this.width = width;
    this.attack = attack;
    this.liars = liars.clone();
    this.others = others.clone();
    this.random = random;
  }

  /**
   * The second round of a group.
   *
   * @param workers N
   * @param attack what liars answer; null if nobody lies
   * @param liars who lies
   * @param others honest answers to other groups, as in {@link Attack#corrupt}
   * @param random draws whom to ask, and the lies
   * @return the workers
   */
  public static SimulatedSecondRound of(
      int workers, @Nullable Attack attack, int[] liars, FMatrixRMaj[] others, Random random) {
    return new SimulatedSecondRound(workers, attack, liars, others, random);
  }

  /**
   * What workers answer to a query as it is.
   *
   * @param honest n x c, honest answers to queries; not modified
   * @param query which of them is asked
   * @param workers whom to ask
   * @return a row for each of them
   */
  public FMatrixRMaj ask(FMatrixRMaj honest, int query, WorkerSet workers) {
    requests += workers.size();
    FMatrixRMaj answers = new FMatrixRMaj(width, honest.numCols);
    for (int worker = 0; worker < width; worker++) {
      Answers.copyRow(honest, query, answers, worker);
    }
    if (attack != null) {
      attack.corrupt(answers, liars, others, random);
    }
    return Answers.select(WorkerSet.all(width), answers, workers, null);
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
