package io.github.approxifer.coding.locate;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.ErrorLocator;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.codes.ReplicationCode;
import io.github.approxifer.coding.kernel.Finite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * Majority voting over the copies of each query: the copies that most other copies agree with are
 * honest, and the rest are lies. With at most E liars among at least 2E+1 answers to each query it
 * is never wrong; it is the exact and expensive way, (2E+1) K workers.
 *
 * <p>Two answers agree if no element differs by more than the tolerance. Of copies with equally
 * many supporters the lower worker index wins. At most E workers are named: those with the fewest
 * supporters.
 *
 * <p>Immutable and thread-safe.
 */
public final class CopyVote implements ErrorLocator {
  private final ReplicationCode code;
  private final float tolerance;

  private record Suspect(int worker, int supporters) {}

  /**
   * A vote for a code.
   *
   * @param code the replication code
   * @param tolerance how far two honest answers to one query may be apart in any element; 0 if the
   *     workers' models are identical to the bit
   * @throws IllegalArgumentException if the tolerance is negative or NaN
   */
  public CopyVote(ReplicationCode code, float tolerance) {
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("the tolerance must not be negative, but is " + tolerance);
    }
    this.code = code;
    this.tolerance = tolerance;
  }

  @Override
  public WorkerSet locate(WorkerSet answers, FMatrixRMaj values) {
    Answers.requireRowForEach(answers, values);
    Finite.require(values, "answer of rank");
    if (answers.workers() != code.workers()) {
      throw new IllegalArgumentException(
          "the code has N=" + code.workers() + " workers, but F = " + answers);
    }
    int size = answers.size();
    int[] supporters = new int[size];
    for (int a = 0; a < size; a++) {
      for (int b = a + 1; b < size; b++) {
        if (code.queryOf(answers.worker(a)) == code.queryOf(answers.worker(b))
            && Answers.agree(values, a, b, tolerance)) {
          supporters[a]++;
          supporters[b]++;
        }
      }
    }
    List<Suspect> suspects = new ArrayList<>();
    for (int rank = 0; rank < size; rank++) {
      int winner = winner(answers, supporters, code.queryOf(answers.worker(rank)));
      if (rank != winner && !Answers.agree(values, rank, winner, tolerance)) {
        suspects.add(new Suspect(answers.worker(rank), supporters[rank]));
      }
    }
    suspects.sort(Comparator.comparingInt(Suspect::supporters));
    int[] liars =
        suspects.stream().limit(code.parameters().errors()).mapToInt(Suspect::worker).toArray();
    return WorkerSet.of(code.workers(), liars);
  }

  private int winner(WorkerSet answers, int[] supporters, int query) {
    int best = -1;
    for (int rank = 0; rank < answers.size(); rank++) {
      if (code.queryOf(answers.worker(rank)) == query
          && (best < 0 || supporters[rank] > supporters[best])) {
        best = rank;
      }
    }
    return best;
  }
}
