package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.measure.Groups;
import io.github.approxifer.bench.accuracy.measure.ImageSamples;
import io.github.approxifer.bench.accuracy.measure.LabelledImages;
import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Decoded;
import io.github.approxifer.coding.Provenance;
import io.github.approxifer.coding.advisor.HonestGroups;
import io.github.approxifer.coding.advisor.StragglerTrial;
import io.github.approxifer.coding.confidence.Confidence.Observation;
import io.github.approxifer.coding.confidence.Margin;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One cell of stragglers: every entry on the same images, each group with every set of S
 * stragglers, or {@link #MOST_SETS} drawn ones if there are more.
 */
final class StragglerCell {
  static final int MOST_SETS = 256;

  /**
   * What an entry reached.
   *
   * @param entry the line of the tables
   * @param right for each block of K images, or of several groups, the share of right predictions
   * @param degraded the same over the predictions that had to be decoded or guessed; NaN if there
   *     are none
   * @param calibration the expected calibration error of the confidence, a guess left out as it has
   *     none; NaN if there are too few predictions to calibrate with
   */
  record Result(Entry entry, Sample right, double degraded, double calibration) {}

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
  StragglerCell(TestBed bed, CodeParameters parameters, int queries, long seed) {
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
  static StragglerCell inSequence(
      TestBed bed, CodeParameters parameters, int[] order, int groupsABlock, long seed) {
    return new StragglerCell(bed, parameters, order, groupsABlock, seed);
  }

  /** How many images are served: whole groups. */
  int queries() {
    return order.length / parameters.queries() * parameters.queries();
  }

  /** The model's own accuracy on the same images. */
  Sample base() {
    LabelledImages images = bed.test();
    int[] labels = images.labels();
    return shares(
        IntStream.range(0, queries())
            .mapToDouble(i -> Answers.largest(bed.base(), order[i]) == labels[order[i]] ? 1 : 0)
            .toArray());
  }

  /** Runs one entry. */
  Result run(Entry entry) {
    List<int[]> members =
        entry.queued()
            ? Groups.outOfQueue(bed.test(), order, parameters.queries())
            : Groups.asTheyCome(order, parameters.queries());
    HonestGroups groups =
        HonestGroups.of(
            entry.candidate(), bed::predict, ImageSamples.of(bed.test(), bed.base(), members));
    StragglerTrial trial = new StragglerTrial(entry.candidate(), groups, MOST_SETS, seed);
    Tally tally = new Tally(entry.guessing(), members, trial.sets());
    trial.run(tally);
    double[] inOrder =
        IntStream.range(0, queries()).mapToDouble(i -> tally.shares[order[i]]).toArray();
    return new Result(
        entry,
        shares(inOrder),
        tally.degradedCount == 0 ? Double.NaN : tally.degraded / tally.degradedCount,
        tally.calibration.error());
  }

  /** Counts what is right. */
  private final class Tally implements StragglerTrial.Visitor {
    private final boolean guessing;
    private final List<int[]> members;
    private final int sets;
    private final double guess = 1.0 / bed.base().numCols;
    private final int[] labels = bed.test().labels();
    private final double[] shares = new double[bed.test().images().numRows];
    private final Calibration calibration = new Calibration();
    private double degraded;
    private long degradedCount;

    Tally(boolean guessing, List<int[]> members, int sets) {
      this.guessing = guessing;
      this.members = members;
      this.sets = sets;
    }

    @Override
    public void visit(int set, int group, Decoded decoded) {
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
        shares[image] += right / sets;
        degraded += exact ? 0 : right;
        degradedCount += exact ? 0 : 1;
      }
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
