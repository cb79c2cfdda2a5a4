package io.github.approxifer.coding.advisor;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.GroupCoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.attack.Attack;
import io.github.approxifer.coding.attack.SimulatedSecondRound;
import io.github.approxifer.coding.order.QueryOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A trial in which E Byzantine workers, the liars, lie in groups of sample queries while S
 * straggle, in one round or in two as the decoder has it. Liars and stragglers are drawn anew for
 * every group, as if the coded queries were handed out in random order.
 */
public final class LiarTrial {
  private final Candidate candidate;
  private final HonestGroups groups;
  private final int draws;
  private final long seed;
  private final boolean told;

  /** Is shown every group as it was decoded. */
  @FunctionalInterface
  public interface Visitor {

    /**
     * Looks at a decoded group.
     *
     * @param group which group
     * @param decoded predictions in the order of the caller
     * @param liars who lied
     * @param requests how many coded queries were sent in a second round
     */
    void visit(int group, Decoded decoded, WorkerSet liars, int requests);
  }

  private LiarTrial(Candidate candidate, HonestGroups groups, int draws, long seed, boolean told) {
    int errors = candidate.code().parameters().errors();
    if (groups.count() <= errors) {
      throw new IllegalArgumentException(
          "E=%d liars answer as to other groups, so more than E groups are needed, but there are %d"
              .formatted(errors, groups.count()));
    }
    this.candidate = candidate;
    this.groups = groups;
    this.draws = draws;
    this.seed = seed;
    this.told = told;
  }

  /**
   * A trial.
   *
   * @param candidate fitted, if it needs that; its E is how many lie
   * @param groups what its workers answer, more groups than E
   * @param draws how often each group is decoded, each time with other liars and stragglers
   * @param seed of the draws
   * @return the trial
   */
  public static LiarTrial of(Candidate candidate, HonestGroups groups, int draws, long seed) {
    return new LiarTrial(candidate, groups, draws, seed, false);
  }

  /**
   * The same trial with an oracle: whoever lies is left out before decoding, as no locator could do
   * better.
   *
   * @return a new trial
   */
  public LiarTrial withOracle() {
    return new LiarTrial(candidate, groups, draws, seed, true);
  }

  /**
   * Decodes every group under an attack.
   *
   * @param attack what liars do; null if nobody lies
   * @param visitor is shown each group as often as it is drawn
   */
  public void run(@Nullable Attack attack, Visitor visitor) {
    Random random = new Random(seed);
    GroupCoder coder = GroupCoder.of(candidate.scheme());
    for (int draw = 0; draw < draws; draw++) {
      for (int g = 0; g < groups.count(); g++) {
        decode(coder, attack, g, draw, random, visitor);
      }
    }
  }

  private void decode(
      GroupCoder coder,
      @Nullable Attack attack,
      int group,
      int draw,
      Random random,
      Visitor visitor) {
    Code code = candidate.code();
    int workers = code.workers();
    WorkerSet answered = WorkerSet.all(workers);
    if (code.quorum() < workers) {
      answered =
          WorkerSet.of(workers, random.ints(0, workers).distinct().limit(code.quorum()).toArray());
    }
    FMatrixRMaj values = groups.answers(group).copy();
    int[] liars = {};
    FMatrixRMaj[] others = {};
    if (attack != null) {
      int errors = code.parameters().errors();
      liars = attack.choose(answered.size(), errors, random);
      others = new FMatrixRMaj[errors];
      for (int i = 0; i < errors; i++) {
        liars[i] = answered.worker(liars[i]);
        others[i] = groups.answers((group + 1 + i) % groups.count());
      }
      attack.corrupt(values, liars, others, random);
    }
    long further = seed + (long) draw * groups.count() + group;
    SimulatedSecondRound again =
        SimulatedSecondRound.of(workers, attack, liars, others, new Random(further));
    Received received = groups.received(group, values, answered);
    QueryOrder order = groups.order(group);
    WorkerSet lying = WorkerSet.of(workers, liars);
    if (told) {
      Received rest = received.only(answered.without(lying));
      Decoded left = coder.decodeDegraded(order, rest, null);
      visitor.visit(
          group, new Decoded(left.predictions(), left.provenances(), left.used(), lying), lying, 0);
      return;
    }
    Received settled =
        coder.settled(
            order,
            received,
            answered,
            again.random(),
            recheck -> again.ask(groups.clean(group), recheck.query(), recheck.workers()));
    Decoded decoded = coder.decode(order, settled, null);
    visitor.visit(group, decoded, lying, again.requests());
  }

  /**
   * Runs the trial under each attack, and without any.
   *
   * @param attacks at least one
   * @return the figures
   */
  public LiarReport report(List<Attack> attacks) {
    List<LiarScore> scores = new ArrayList<>();
    for (Attack attack : attacks) {
      scores.add(score(attack));
    }
    return new LiarReport(candidate, score(null), scores);
  }

  /**
   * Runs the trial under one attack.
   *
   * @param attack what liars do; null if nobody lies
   * @return the figures
   */
  public LiarScore score(@Nullable Attack attack) {
    Tally tally = new Tally();
    run(attack, tally);
    return tally.score(attack);
  }

  /** What was counted under one attack. */
  private final class Tally implements Visitor {
    private long decodings;
    private long predictions;
    private long agreed;
    private long right;
    private long lying;
    private long found;
    private long alarms;
    private long requests;
    private final SquaredErrors errors = new SquaredErrors(groups);
    private boolean labelled = true;

    @Override
    public void visit(int group, Decoded decoded, WorkerSet liars, int asked) {
      decodings++;
      requests += asked;
      lying += liars.size();
      boolean alarm = false;
      for (int named : decoded.liars().toArray()) {
        found += liars.contains(named) ? 1 : 0;
        alarm |= !liars.contains(named);
      }
      alarms += alarm ? 1 : 0;
      errors.add(group, decoded.predictions(), groups.clean(group));
      int @Nullable [] labels = groups.labels(group);
      labelled &= labels != null;
      for (int j = 0; j < decoded.predictions().numRows; j++) {
        int predicted = Answers.largest(decoded.predictions(), j);
        predictions++;
        agreed += predicted == Answers.largest(groups.clean(group), j) ? 1 : 0;
        right += labels != null && predicted == labels[j] ? 1 : 0;
      }
    }

    LiarScore score(@Nullable Attack attack) {
      return new LiarScore(
          attack == null ? "nobody lies" : attack.name(),
          labelled ? (double) right / predictions : Double.NaN,
          (double) agreed / predictions,
          errors.relative(draws),
          errors.standardError(draws),
          lying == 0 ? Double.NaN : (double) found / lying,
          (double) alarms / decodings,
          (double) requests / decodings);
    }
  }
}
