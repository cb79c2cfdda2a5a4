package io.github.approxifer.bench.accuracy.measure;

import io.github.approxifer.bench.report.Family;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.advisor.Candidate;
import io.github.approxifer.coding.advisor.HonestGroups;
import io.github.approxifer.coding.advisor.StragglerSets;
import io.github.approxifer.coding.advisor.StragglerTrial;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.confidence.Confidence.Observation;
import io.github.approxifer.coding.confidence.Margin;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;

/**
 * One cell of stragglers: every entry on the same images, each group with every set of S
 * stragglers, or {@link #MOST_SETS} drawn ones if there are more.
 */
public final class StragglerCell {
  /** How many straggler sets are tried at most. */
  public static final int MOST_SETS = 256;

  /**
   * What a scheme reached.
   *
   * @param name the line of the tables
   * @param workers how many workers a group takes
   * @param family its colour in charts
   * @param eligible whether an advisor may choose it
   * @param right for each block of K images, or of several groups, the share of right predictions
   * @param degraded the same over the predictions that had to be decoded or guessed; NaN if there
   *     are none
   * @param calibration the expected calibration error of the confidence, a guess left out as it has
   *     none; NaN if there are too few predictions to calibrate with
   */
  public record Result(
      String name,
      int workers,
      Family family,
      boolean eligible,
      Sample right,
      double degraded,
      double calibration) {}

  private final TestBed bed;
  private final CodeParameters parameters;
  private final int[] order;
  private final int groupsABlock;
  private final long seed;

  /**
   * A cell of images in random order.
   *
   * @param bed model and images
   * @param parameters K and S
   * @param queries about how many images, in random order
   * @param seed of the order and of drawn stragglers
   */
  public StragglerCell(TestBed bed, CodeParameters parameters, int queries, long seed) {
    this(bed, parameters, Groups.shuffled(bed.test().images().numRows, queries, seed), 1, seed);
  }

  private StragglerCell(
      TestBed bed, CodeParameters parameters, int[] order, int groupsABlock, long seed) {
    this.bed = bed;
    this.parameters = parameters;
    this.order = order;
    this.groupsABlock = groupsABlock;
    this.seed = seed;
  }

  /**
   * A cell of images in a given order.
   *
   * @param bed model and images
   * @param parameters K and S
   * @param order the images
   * @param groupsABlock how many groups that follow each other count as one for the interval, as
   *     their images hang together
   * @param seed of drawn stragglers
   */
  public static StragglerCell inSequence(
      TestBed bed, CodeParameters parameters, int[] order, int groupsABlock, long seed) {
    return new StragglerCell(bed, parameters, order, groupsABlock, seed);
  }

  /** How many images are served: whole groups. */
  public int queries() {
    return order.length / parameters.queries() * parameters.queries();
  }

  /** The model's own accuracy on the same images. */
  public Sample base() {
    LabelledImages images = bed.test();
    int[] labels = images.labels();
    return shares(
        IntStream.range(0, queries())
            .mapToDouble(i -> Answers.largest(bed.base(), order[i]) == labels[order[i]] ? 1 : 0)
            .toArray());
  }

  /**
   * Runs one entry. What it fits is fitted to every other group and judged on the rest, and the
   * other way round.
   *
   * @throws IllegalArgumentException if the groups are too few to fit it
   */
  public Result run(Entry entry) {
    Candidate candidate = entry.candidate();
    List<int[]> members =
        entry.queued()
            ? Groups.outOfQueue(bed.test(), order, parameters.queries())
            : Groups.asTheyCome(order, parameters.queries());
    Tally tally = new Tally(entry.guessing(), members);
    if (!candidate.needsFitting()) {
      tally.run(candidate, answered(candidate, members), 0, 1);
      return tally.result(entry);
    }
    List<HonestGroups> halves =
        List.of(
            answered(candidate, EveryOther.of(members, 0)),
            answered(candidate, EveryOther.of(members, 1)));
    for (int half = 0; half < 2; half++) {
      tally.run(candidate.fit(halves.get(1 - half)), halves.get(half), half, 2);
    }
    return tally.result(entry);
  }

  private HonestGroups answered(Candidate candidate, List<int[]> members) {
    return HonestGroups.of(
        candidate, bed::predict, ImageSamples.of(bed.test(), bed.base(), members));
  }

  /**
   * An approximate backup model: S more workers run it on all K queries. A worker of the model that
   * straggles is replaced by a backup that does not; if all backups straggle, answers are guessed.
   *
   * @param name the line of the tables
   * @param answers n x c, what the backup model answers to each test image; not modified
   */
  public Result backup(String name, FMatrixRMaj answers) {
    int k = parameters.queries();
    int workers = k + parameters.stragglers();
    List<int[]> members = Groups.asTheyCome(order, k);
    Tally tally = new Tally(false, members);
    List<WorkerSet> sets = StragglerSets.of(workers, parameters.stragglers(), MOST_SETS, seed);
    int[] labels = bed.test().labels();
    for (WorkerSet set : sets) {
      boolean backed = IntStream.range(k, workers).anyMatch(set::contains);
      for (int[] group : members) {
        for (int j = 0; j < k; j++) {
          boolean came = set.contains(j);
          FMatrixRMaj answer = came ? bed.base() : answers;
          double right = Answers.largest(answer, group[j]) == labels[group[j]] ? 1 : 0;
          tally.add(group[j], came, came || backed ? right : tally.guess, sets.size());
        }
      }
    }
    return tally.result(name, workers, Family.STUDENT, false);
  }

  /** Counts what is right. */
  private final class Tally {
    private final boolean guessing;
    private final List<int[]> members;
    private final double guess = 1.0 / bed.base().numCols;
    private final int[] labels = bed.test().labels();
    private final double[] shares = new double[bed.test().images().numRows];
    private final Calibration calibration = new Calibration();
    private double degraded;
    private long degradedCount;

    Tally(boolean guessing, List<int[]> members) {
      this.guessing = guessing;
      this.members = members;
    }

    /** Runs a candidate on every n-th group, from one on. */
    void run(Candidate ready, HonestGroups groups, int first, int step) {
      StragglerTrial trial = StragglerTrial.of(ready, groups, MOST_SETS, seed);
      trial.run((set, group, decoded) -> add(first + step * group, decoded, trial.sets()));
    }

    private void add(int group, Decoded decoded, int sets) {
      for (int j = 0; j < parameters.queries(); j++) {
        int image = members.get(group)[j];
        Provenance provenance = decoded.provenances().get(j);
        boolean exact = provenance == Provenance.EXACT;
        double right = Answers.largest(decoded.predictions(), j) == labels[image] ? 1 : 0;
        if (guessing && !exact) {
          right = guess;
        } else {
          double margin = Margin.of(decoded.predictions(), j);
          calibration.add(group, new Observation(provenance, margin, right == 1));
        }
        add(image, exact, right, sets);
      }
    }

    private void add(int image, boolean exact, double right, int sets) {
      shares[image] += right / sets;
      degraded += exact ? 0 : right;
      degradedCount += exact ? 0 : 1;
    }

    Result result(Entry entry) {
      return result(entry.name(), entry.code().workers(), entry.family(), entry.isEligible());
    }

    Result result(String name, int workers, Family family, boolean eligible) {
      return new Result(
          name,
          workers,
          family,
          eligible,
          shares(IntStream.range(0, queries()).mapToDouble(i -> shares[order[i]]).toArray()),
          degradedCount == 0 ? Double.NaN : degraded / degradedCount,
          calibration.error());
    }
  }

  /**
   * Sums images in the order of the draw into blocks of K, or of several groups, so that every
   * scheme's sample is of the same blocks, whichever groups it made of the images.
   */
  private Sample shares(double[] values) {
    int size = groupsABlock * parameters.queries();
    double[] blocks = new double[values.length / size];
    for (int i = 0; i < blocks.length * size; i++) {
      blocks[i / size] += values[i] / size;
    }
    return Sample.of(blocks);
  }
}
