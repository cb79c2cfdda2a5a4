package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.study.LabelledImages;
import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Decoder;
import io.github.approxifer.coding.Provenance;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.advisor.BatchModel;
import io.github.approxifer.coding.advisor.StragglerSets;
import io.github.approxifer.coding.confidence.Confidence.Observation;
import io.github.approxifer.coding.confidence.Margin;
import io.github.approxifer.coding.order.QueryOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * One cell of stragglers: every scheme on the same images, each group with every set of S
 * stragglers, or {@link #MOST_SETS} drawn ones if there are more.
 */
final class StragglerCell {
  static final int MOST_SETS = 256;

  /**
   * What a scheme reached.
   *
   * @param scheme the scheme
   * @param right for each queue's worth of groups the share of right predictions
   * @param degraded the same over the predictions that had to be decoded or guessed; NaN if there
   *     are none
   * @param calibration the expected calibration error of the confidence, a guess left out as it has
   *     none; NaN if there are too few predictions to calibrate with
   */
  record Result(Scheme scheme, Sample right, double degraded, double calibration) {}

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

  /** Runs one scheme. */
  Result run(Scheme scheme, @Nullable BatchModel parityModel) {
    List<int[]> groups =
        scheme.queued()
            ? Groups.outOfQueue(bed.test(), order, parameters.queries())
            : Groups.asTheyCome(order, parameters.queries());
    List<int[]> ordered = new ArrayList<>();
    for (int[] group : groups) {
      QueryOrder path = scheme.candidate().ordering().order(bed.test().select(group).images());
      ordered.add(IntStream.range(0, group.length).map(j -> group[path.source(j)]).toArray());
    }
    List<FMatrixRMaj> answers = CodedAnswers.of(bed, scheme.code(), parityModel, ordered);
    return decode(scheme, ordered, answers);
  }

  private Result decode(Scheme scheme, List<int[]> groups, List<FMatrixRMaj> answers) {
    int workers = scheme.code().workers();
    Decoder decoder = new Decoder(scheme.code());
    List<WorkerSet> sets = StragglerSets.of(workers, parameters.stragglers(), MOST_SETS, seed);
    int[] labels = bed.test().labels();
    double guess = 1.0 / bed.base().numCols;
    double[] shares = new double[bed.test().images().numRows];
    double degraded = 0;
    long degradedCount = 0;
    Calibration calibration = new Calibration();
    for (WorkerSet set : sets) {
      List<Provenance> provenances = decoder.provenances(set);
      for (int g = 0; g < groups.size(); g++) {
        FMatrixRMaj received = Answers.select(WorkerSet.all(workers), answers.get(g), set, null);
        FMatrixRMaj predictions = decoder.decode(set, received);
        for (int j = 0; j < predictions.numRows; j++) {
          int image = groups.get(g)[j];
          boolean exact = provenances.get(j) == Provenance.EXACT;
          double right = Answers.largest(predictions, j) == labels[image] ? 1 : 0;
          if (scheme.guessing() && !exact) {
            right = guess;
          } else {
            double margin = Margin.of(predictions, j);
            calibration.add(g, new Observation(provenances.get(j), margin, right == 1));
          }
          shares[image] += right / sets.size();
          degraded += exact ? 0 : right;
          degradedCount += exact ? 0 : 1;
        }
      }
    }
    double[] inOrder = IntStream.range(0, queries()).mapToDouble(i -> shares[order[i]]).toArray();
    return new Result(
        scheme,
        shares(inOrder),
        degradedCount == 0 ? Double.NaN : degraded / degradedCount,
        calibration.error());
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
