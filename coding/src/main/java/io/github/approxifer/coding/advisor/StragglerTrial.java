package io.github.approxifer.coding.advisor;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.GroupCoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.WorkerSet;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A trial that decodes groups of sample queries under every straggler set, or a sample of the sets.
 */
public final class StragglerTrial {
  private final Candidate candidate;
  private final HonestGroups groups;
  private final List<WorkerSet> sets;

  /** Is shown every group as it was decoded. */
  @FunctionalInterface
  public interface Visitor {

    /**
     * Looks at a decoded group.
     *
     * @param set which of the straggler sets
     * @param group which group
     * @param decoded predictions and provenances in the order of the caller
     */
    void visit(int set, int group, Decoded decoded);
  }

  private StragglerTrial(Candidate candidate, HonestGroups groups, int mostSets, long seed) {
    Code code = candidate.code();
    this.candidate = candidate;
    this.groups = groups;
    this.sets = StragglerSets.of(code.workers(), code.workers() - code.quorum(), mostSets, seed);
  }

  /**
   * A trial.
   *
   * @param candidate fitted, if it needs that
   * @param groups what its workers answer
   * @param mostSets how many straggler sets to try at most; all are tried if they are no more
   * @param seed of the sample of straggler sets
   * @return the trial
   */
  public static StragglerTrial of(
      Candidate candidate, HonestGroups groups, int mostSets, long seed) {
    return new StragglerTrial(candidate, groups, mostSets, seed);
  }

  /**
   * How many straggler sets are tried.
   *
   * @return their number
   */
  public int sets() {
    return sets.size();
  }

  /**
   * Decodes every group under every straggler set, set by set.
   *
   * @param visitor is shown each of them
   */
  public void run(Visitor visitor) {
    GroupCoder coder = GroupCoder.of(candidate.scheme());
    for (int s = 0; s < sets.size(); s++) {
      for (int g = 0; g < groups.count(); g++) {
        Received received = groups.received(g, groups.answers(g), sets.get(s));
        visitor.visit(s, g, coder.decode(groups.order(g), received, null));
      }
    }
  }

  /**
   * Runs the trial and counts.
   *
   * @return the figures over all groups and sets
   * @throws IllegalArgumentException if there is no group
   */
  public CodeReport report() {
    if (groups.count() == 0) {
      throw new IllegalArgumentException(
          "there is no group to measure " + candidate.label() + " on");
    }
    Tally tally = new Tally();
    run(tally);
    return tally.report();
  }

  /** What is counted. */
  private final class Tally implements Visitor {
    private final long[] agreed = new long[sets.size()];
    private long right;
    private long exact;
    private long inexactAgreed;
    private final double[] squares = new double[sets.size()];
    private final SquaredErrors errors = new SquaredErrors(groups);
    private boolean labelled = true;

    @Override
    public void visit(int set, int group, Decoded decoded) {
      FMatrixRMaj clean = groups.clean(group);
      int @Nullable [] labels = groups.labels(group);
      labelled &= labels != null;
      for (int query = 0; query < clean.numRows; query++) {
        int predicted = Answers.largest(decoded.predictions(), query);
        boolean agrees = predicted == Answers.largest(clean, query);
        boolean isExact = decoded.provenances().get(query) == Provenance.EXACT;
        agreed[set] += agrees ? 1 : 0;
        exact += isExact ? 1 : 0;
        inexactAgreed += agrees && !isExact ? 1 : 0;
        right += labels != null && predicted == labels[query] ? 1 : 0;
      }
      squares[set] += errors.add(group, decoded.predictions(), clean);
    }

    CodeReport report() {
      long aSet = (long) groups.count() * groups.clean(0).numRows;
      long trials = aSet * sets.size();
      long total = 0;
      long least = Long.MAX_VALUE;
      for (long count : agreed) {
        total += count;
        least = Math.min(least, count);
      }
      return new CodeReport(
          candidate,
          labelled ? (double) right / trials : Double.NaN,
          (double) total / trials,
          (double) least / aSet,
          errors.relative(sets.size()),
          errors.relative(Arrays.stream(squares).max().orElseThrow(), 1),
          errors.standardError(sets.size()),
          (double) exact / trials,
          exact == trials ? Double.NaN : (double) inexactAgreed / (trials - exact),
          trials);
    }
  }
}
