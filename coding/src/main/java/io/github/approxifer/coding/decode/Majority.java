package io.github.approxifer.coding.decode;

import io.github.approxifer.coding.answers.Answers;
import org.ejml.data.FMatrixRMaj;

/** The answer that most others agree with. */
final class Majority {
  private Majority() {}

  /**
   * The row that agrees with most rows; of several the first.
   *
   * @param votes at least one row; not modified
   * @param tolerance as in {@link Answers#agree}
   */
  static int winner(FMatrixRMaj votes, double tolerance) {
    int best = 0;
    int most = -1;
    for (int a = 0; a < votes.numRows; a++) {
      int supporters = Answers.supporters(votes, a, tolerance);
      if (supporters > most) {
        most = supporters;
        best = a;
      }
    }
    return best;
  }
}
