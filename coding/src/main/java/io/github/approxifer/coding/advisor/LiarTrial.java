package io.github.approxifer.coding.advisor;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.attack.Attack;
import io.github.approxifer.coding.attack.SecondRound;
import io.github.approxifer.coding.decode.RobustDecoder.Decoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Lets E workers lie in groups of sample queries, whose decoder was fitted to others, while S
 * straggle, and counts what comes of it. Liars and stragglers are drawn anew for every group.
 */
final class LiarTrial {
  private final LiarCandidate candidate;
  private final LiarCandidate.GroupDecoder decoder;
  private final HonestGroups groups;
  private final int draws;
  private final long seed;

  /** A trial in which each group is decoded so many times, with other liars each time. */
  LiarTrial(
      LiarCandidate candidate,
      LiarCandidate.GroupDecoder decoder,
      HonestGroups groups,
      int draws,
      long seed) {
    this.candidate = candidate;
    this.decoder = decoder;
    this.groups = groups;
    this.draws = draws;
    this.seed = seed;
  }

  LiarReport report(List<Attack> attacks) {
    List<LiarScore> scores = new ArrayList<>();
    for (Attack attack : attacks) {
      scores.add(score(attack));
    }
    return new LiarReport(candidate.label(), candidate.code().workers(), score(null), scores);
  }

  /** Under an attack, or when nobody lies. */
  private LiarScore score(@Nullable Attack attack) {
    Random random = new Random(seed);
    Tally tally = new Tally();
    for (int draw = 0; draw < draws; draw++) {
      for (int g = 0; g < groups.count(); g++) {
        decode(attack, g, random, tally);
      }
    }
    return tally.score(attack);
  }

  private void decode(@Nullable Attack attack, int group, Random random, Tally tally) {
    Code code = candidate.code();
    int workers = code.workers();
    WorkerSet answered =
        WorkerSet.of(workers, random.ints(0, workers).distinct().limit(code.quorum()).toArray());
    FMatrixRMaj honest = groups.answers().get(group);
    FMatrixRMaj values = honest.copy();
    int[] liars = {};
    FMatrixRMaj[] others = {};
    if (attack != null) {
      int errors = code.parameters().errors();
      liars = attack.choose(answered.size(), errors, random);
      others = new FMatrixRMaj[errors];
      for (int i = 0; i < errors; i++) {
        liars[i] = answered.worker(liars[i]);
        others[i] = groups.answers().get((group + 1 + i) % groups.count());
      }
      attack.corrupt(values, liars, others, random);
    }
    SecondRound again = SecondRound.of(honest, attack, liars, others, random.nextLong());
    FMatrixRMaj received = Answers.select(WorkerSet.all(workers), values, answered, null);
    Decoded decoded = decoder.decode(answered, received, again);
    tally.add(decoded, WorkerSet.of(workers, liars), again.requests());
    for (int j = 0; j < decoded.predictions().numRows; j++) {
      int predicted = Answers.largest(decoded.predictions(), j);
      tally.predictions++;
      tally.agreed += predicted == Answers.largest(groups.clean().get(group), j) ? 1 : 0;
      tally.right += groups.labelled() && predicted == groups.label(group, j) ? 1 : 0;
    }
  }

  /** What was counted under one attack. */
  private final class Tally {
    private long decoded;
    private long predictions;
    private long agreed;
    private long right;
    private long liars;
    private long found;
    private long alarms;
    private long requests;

    void add(Decoded result, WorkerSet lying, int asked) {
      decoded++;
      requests += asked;
      liars += lying.size();
      boolean alarm = false;
      for (int named : result.liars().toArray()) {
        found += lying.contains(named) ? 1 : 0;
        alarm |= !lying.contains(named);
      }
      alarms += alarm ? 1 : 0;
    }

    LiarScore score(@Nullable Attack attack) {
      return new LiarScore(
          attack == null ? "nobody lies" : attack.name(),
          groups.labelled() ? (double) right / predictions : Double.NaN,
          (double) agreed / predictions,
          liars == 0 ? Double.NaN : (double) found / liars,
          (double) alarms / decoded,
          (double) requests / decoded);
    }
  }
}
