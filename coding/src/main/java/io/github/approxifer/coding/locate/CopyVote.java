package io.github.approxifer.coding.locate;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;

/**
 * Majority voting over the copies of each query: the copies that most other copies agree with are
 * honest, and the rest are lies. With at most E liars among at least 2E+1 answers to each query it
 * is never wrong; it is the exact and expensive way, (2E+1) K workers.
 *
 * <p>Two answers agree if no element differs by more than the tolerance. Of copies with equally
 * many supporters the lower worker index wins. At most E workers are named: those with the fewest
 * supporters. Workers with mixtures are not named.
 *
 * <p>Immutable and thread-safe.
 */
public final class CopyVote extends FiniteLocator {
  private final int[] queryOf;
  private final Tolerance tolerance;

  private record Suspect(int worker, int supporters) {}

  private CopyVote(int[] queryOf, int errors, Tolerance tolerance) {
    super(errors);
    this.queryOf = queryOf;
    this.tolerance = tolerance;
  }

  /**
   * A vote for a code with copies, with the tolerance {@link Tolerance#ofScale()}.
   *
   * @param code the code, whose E is how many may lie
   * @return the vote
   */
  public static CopyVote of(Code code) {
    return new CopyVote(code.cleanQueries(), code.parameters().errors(), Tolerance.ofScale());
  }

  /**
   * The same vote with another tolerance.
   *
   * @param allowed how far two honest answers to one query may be apart
   * @return a new vote
   */
  public CopyVote withTolerance(Tolerance allowed) {
    return new CopyVote(queryOf, errors(), allowed);
  }

  @Override
  public Optional<ErrorLocator> shortened(Code code) {
    return Optional.of(of(code).withTolerance(tolerance));
  }

  @Override
  void requireSuitable(WorkerSet answers) {
    requireWorkers(queryOf.length, answers);
  }

  @Override
  WorkerSet locate(WorkerSet answers, FMatrixRMaj values, int most) {
    int size = answers.size();
    double allowed = tolerance.in(values);
    int[] supporters = new int[size];
    for (int a = 0; a < size; a++) {
      for (int b = a + 1; b < size; b++) {
        if (sameQuery(answers, a, b) && Answers.agree(values, a, b, allowed)) {
          supporters[a]++;
          supporters[b]++;
        }
      }
    }
    List<Suspect> suspects = new ArrayList<>();
    for (int rank = 0; rank < size; rank++) {
      int winner = winner(answers, supporters, rank);
      if (rank != winner && !Answers.agree(values, rank, winner, allowed)) {
        suspects.add(new Suspect(answers.worker(rank), supporters[rank]));
      }
    }
    suspects.sort(Comparator.comparingInt(Suspect::supporters));
    int[] liars = suspects.stream().limit(most).mapToInt(Suspect::worker).toArray();
    return WorkerSet.of(queryOf.length, liars);
  }

  private boolean sameQuery(WorkerSet answers, int a, int b) {
    int query = queryOf[answers.worker(a)];
    return query >= 0 && query == queryOf[answers.worker(b)];
  }

  /** The rank with most supporters among the copies of the query at a rank. */
  private int winner(WorkerSet answers, int[] supporters, int copy) {
    int best = copy;
    for (int rank = answers.size() - 1; rank >= 0; rank--) {
      if (sameQuery(answers, rank, copy) && supporters[rank] >= supporters[best]) {
        best = rank;
      }
    }
    return best;
  }
}
