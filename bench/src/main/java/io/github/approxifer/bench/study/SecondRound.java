package io.github.approxifer.bench.study;

import io.github.approxifer.bench.study.attack.Attack;
import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.WorkerSet;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** The workers of one group, asked once more: whoever lied in the first round lies again. */
public final class SecondRound {
  private final FMatrixRMaj honest;
  private final Lies lies;
  private final Random random;
  private int requests;

  /** Who lies, and how. */
  @FunctionalInterface
  private interface Lies {
    /** Corrupts N x c honest answers in place. */
    void corrupt(FMatrixRMaj answers, Random random);
  }

  private SecondRound(FMatrixRMaj honest, Lies lies, long seed) {
    this.honest = honest;
    this.lies = lies;
    this.random = new Random(seed);
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
    Lies lies =
        attack == null
            ? (answers, random) -> {}
            : (answers, random) -> attack.corrupt(answers, liars, others, random);
    return new SecondRound(honest, lies, seed);
  }

  /**
   * What workers answer to a coded query.
   *
   * @param codedQuery the coded query of which worker, 0..N-1
   * @param workers whom to ask
   * @return a row for each of them
   */
  FMatrixRMaj ask(int codedQuery, WorkerSet workers) {
    requests += workers.size();
    FMatrixRMaj answers = new FMatrixRMaj(honest.numRows, honest.numCols);
    for (int worker = 0; worker < answers.numRows; worker++) {
      Answers.copyRow(honest, codedQuery, answers, worker);
    }
    lies.corrupt(answers, random);
    return Answers.select(WorkerSet.all(answers.numRows), answers, workers, null);
  }

  Random random() {
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
