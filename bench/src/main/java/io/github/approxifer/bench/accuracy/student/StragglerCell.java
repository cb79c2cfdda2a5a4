package io.github.approxifer.bench.accuracy.student;

import io.github.approxifer.bench.accuracy.measure.Groups;
import io.github.approxifer.bench.accuracy.reproduce.Sample;
import io.github.approxifer.bench.accuracy.student.Judged.Surrogate;
import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Decoder;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.Provenance;
import io.github.approxifer.coding.Received;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.advisor.StragglerSets;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.Collage;
import io.github.approxifer.coding.codes.CollageCode;
import io.github.approxifer.coding.codes.NeighbourCode;
import io.github.approxifer.coding.codes.ReplicationCode;
import io.github.approxifer.coding.codes.SplineCode;
import io.github.approxifer.coding.codes.SubsetParityCode;
import io.github.approxifer.coding.order.GroupOrdering;
import io.github.approxifer.coding.order.GroupingQueue;
import io.github.approxifer.coding.order.Hardness;
import io.github.approxifer.coding.order.QueryOrder;
import io.github.approxifer.coding.student.FusedDecoder;
import io.github.approxifer.coding.student.HardestFirst;
import io.github.approxifer.coding.student.StudentDecoder;
import io.github.approxifer.models.ImageShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * One cell of stragglers: every scheme on the same images in the same groups, each group with every
 * set of S stragglers, or {@link #MOST_SETS} drawn ones if there are more.
 */
final class StragglerCell {
  private static final int MOST_SETS = 256;
  private static final int QUEUE = 256;

  /** Schemes with mixtures, which take the model's time, serve so many of the images. */
  private static final int MIXED_IMAGES = 600;

  private final Judged judged;
  private final CodeParameters parameters;
  private final List<int[]> groups;
  private final long seed;

  /**
   * What a scheme reached.
   *
   * @param scheme its name
   * @param requests first-round requests a query
   * @param accuracy the share of right predictions
   * @param loss for each image that it served by how much less often than the model it was right
   * @param verdict for fused decoding, how much of what the student does not know the code tells,
   *     on average over lost queries; else NaN
   */
  record Result(String scheme, double requests, double accuracy, Sample loss, double verdict) {}

  /**
   * A cell.
   *
   * @param judged model, students and images
   * @param parameters K and S
   * @param seed of the groups and of drawn stragglers
   */
  StragglerCell(Judged judged, CodeParameters parameters, long seed) {
    this.judged = judged;
    this.parameters = parameters;
    this.seed = seed;
    this.groups =
        Groups.asTheyCome(
            Groups.shuffled(judged.count(), judged.count(), seed), parameters.queries());
  }

  /** Fewer groups, for schemes with mixtures. */
  private List<int[]> few() {
    return groups.subList(0, Math.min(groups.size(), MIXED_IMAGES / parameters.queries()));
  }

  /** All schemes without a student. */
  List<Result> withoutStudent() {
    CodeParameters p = parameters;
    ImageShape shape = judged.dataset().inputShape();
    Collage collage = Collage.of(shape.height(), shape.width(), shape.channels());
    List<Result> all = new ArrayList<>();
    GroupOrdering pairs = GroupOrdering.subsets(2, p.stragglers());
    all.add(linear("no redundancy, lost answers guessed", NeighbourCode.of(p), null, false));
    all.add(linear("partial replication, lost answers guessed", partial(), null, false));
    all.add(linear("Berrut as published", BerrutCode.of(p), GroupOrdering.AS_GIVEN, false));
    all.add(linear("collages", CollageCode.of(p, collage), pairs, false));
    all.add(linear("spline, queue", SplineCode.of(p), GroupOrdering.PATH, true));
    for (boolean queued : new boolean[] {false, true}) {
      String suffix = queued ? ", queue" : "";
      all.add(linear("subset parity" + suffix, SubsetParityCode.of(p, 2, 1), pairs, queued));
      all.add(linear("partial replication" + suffix, partial(), GroupOrdering.PATH, queued));
    }
    return all;
  }

  private Code partial() {
    return ReplicationCode.partial(parameters);
  }

  /** All schemes with a student. */
  List<Result> with(Surrogate student) {
    CodeParameters p = parameters;
    String suffix = " [" + student.name() + "]";
    List<Result> all = new ArrayList<>();
    Code uncoded = ReplicationCode.copying(p, 0);
    all.add(filled("no redundancy, student" + suffix, uncoded, student, false));
    all.add(filled("partial replication, student" + suffix, partial(), student, false));
    Code hardest = ReplicationCode.copying(p, p.stragglers());
    all.add(filled("the hardest copied, student" + suffix, hardest, student, true));
    return all;
  }

  /** Fused decoding with parities over the hardest and over similar queries; K = 8 of all, too. */
  List<Result> fused(Surrogate student) {
    CodeParameters p = parameters;
    String suffix = " [" + student.name() + "]";
    Code pairs = SubsetParityCode.of(p, 2, 1);
    List<Result> all = new ArrayList<>();
    all.add(fused("parity over the hardest two, fused" + suffix, pairs, student, null));
    GroupOrdering similar = GroupOrdering.subsets(2, p.stragglers());
    all.add(fused("parity over similar two, fused" + suffix, pairs, student, similar));
    if (p.queries() == 8) {
      all.add(
          fused("Berrut, ordered, fused" + suffix, BerrutCode.of(p), student, GroupOrdering.PATH));
    }
    return all;
  }

  /**
   * An approximate backup model: S more workers run it on all K queries. A worker of the model that
   * straggles is replaced by a backup that does not; if all of these straggle, answers are guessed.
   */
  Result backup(Surrogate backup) {
    int workers = parameters.queries() + parameters.stragglers();
    List<WorkerSet> sets = StragglerSets.of(workers, parameters.stragglers(), MOST_SETS, seed);
    int[] labels = judged.images().labels();
    ImageShares shares = new ImageShares(judged.count());
    double guess = 1.0 / judged.base().numCols;
    for (int[] group : groups) {
      for (WorkerSet set : sets) {
        boolean backed = IntStream.range(group.length, workers).anyMatch(set::contains);
        for (int j = 0; j < group.length; j++) {
          int image = group[j];
          FMatrixRMaj answers = set.contains(j) ? judged.base() : backup.answers();
          double right = Answers.largest(answers, image) == labels[image] ? 1 : 0;
          shares.add(image, set.contains(j) || backed ? right : guess);
        }
      }
    }
    String name = "backup model on the extra workers [" + backup.name() + "]";
    return result(name, workers, shares, Double.NaN);
  }

  /** A linear code; without an ordering, lost answers are guessed blindly. */
  private Result linear(String name, Code code, @Nullable GroupOrdering ordering, boolean queued) {
    ImageShares shares = new ImageShares(judged.count());
    Decoder decoder = new Decoder(code);
    double guess = 1.0 / judged.base().numCols;
    List<WorkerSet> sets = sets(code);
    List<int[]> formed = queued ? outOfQueue(few()) : few();
    List<int[]> ordered =
        ordering == null ? formed : formed.stream().map(group -> ordered(group, ordering)).toList();
    for (CodedGroup group : CodedGroup.of(judged, code, ordered, null)) {
      for (WorkerSet set : sets) {
        List<Provenance> provenances = decoder.provenances(set);
        FMatrixRMaj predictions = decoder.decode(set, received(code, group, set), null);
        for (int j = 0; j < predictions.numRows; j++) {
          boolean guessed = ordering == null && provenances.get(j) != Provenance.EXACT;
          shares.add(group.images()[j], guessed ? guess : right(predictions, j, group));
        }
      }
    }
    return result(name, code.workers(), shares, Double.NaN);
  }

  private Result filled(String name, Code code, Surrogate student, boolean hardestFirst) {
    ImageShares shares = new ImageShares(judged.count());
    StudentDecoder decoder = StudentDecoder.of(code);
    List<WorkerSet> sets = sets(code);
    List<int[]> ordered =
        hardestFirst ? groups.stream().map(g -> hardestFirst(g, student)).toList() : groups;
    for (CodedGroup group : CodedGroup.of(judged, code, ordered, null)) {
      decode(group, decoder, student, sets, shares);
    }
    return result(name, code.workers(), shares, Double.NaN);
  }

  /** Decodes a group under every straggler set, with what the student answers to its queries. */
  private void decode(
      CodedGroup group,
      GroupDecoder decoder,
      Surrogate student,
      List<WorkerSet> sets,
      ImageShares shares) {
    FMatrixRMaj students = Judged.rows(student.answers(), group.images());
    for (WorkerSet set : sets) {
      Received received =
          Received.of(set, received(decoder.code(), group, set)).withStudent(students);
      FMatrixRMaj predictions = decoder.decode(received, null).predictions();
      for (int j = 0; j < predictions.numRows; j++) {
        shares.add(group.images()[j], right(predictions, j, group));
      }
    }
  }

  /** Every other group fits the decoder of the rest, and the other way round. */
  private Result fused(
      String name, Code code, Surrogate student, @Nullable GroupOrdering ordering) {
    ImageShares shares = new ImageShares(judged.count());
    List<WorkerSet> sets = sets(code);
    List<int[]> ordered =
        few().stream()
            .map(g -> ordering == null ? hardestFirst(g, student) : ordered(g, ordering))
            .toList();
    List<CodedGroup> coded = CodedGroup.of(judged, code, ordered, null);
    double explained = 0;
    for (int half = 0; half < 2; half++) {
      FusedDecoder decoder = FusedDecoder.fitted(code, samples(coded, half, student));
      for (int g = 1 - half; g < coded.size(); g += 2) {
        decode(coded.get(g), decoder, student, sets, shares);
      }
      explained += explained(decoder, sets) / 2;
    }
    return result(name, code.workers(), shares, explained);
  }

  /** What the code tells of a lost query, on average over all. */
  private static double explained(FusedDecoder decoder, List<WorkerSet> sets) {
    int[] held = decoder.code().cleanQueries();
    double explained = 0;
    int lost = 0;
    for (WorkerSet set : sets) {
      for (int j = 0; j < decoder.code().parameters().queries(); j++) {
        int query = j;
        if (Arrays.stream(set.toArray()).noneMatch(worker -> held[worker] == query)) {
          explained += decoder.explained(set, query);
          lost++;
        }
      }
    }
    return explained / lost;
  }

  private List<FusedDecoder.Sample> samples(List<CodedGroup> coded, int half, Surrogate student) {
    List<FusedDecoder.Sample> samples = new ArrayList<>();
    for (int g = half; g < coded.size(); g += 2) {
      CodedGroup group = coded.get(g);
      samples.add(
          new FusedDecoder.Sample(
              Judged.rows(judged.base(), group.images()),
              Judged.rows(student.answers(), group.images()),
              group.answers()));
    }
    return samples;
  }

  private List<WorkerSet> sets(Code code) {
    return StragglerSets.of(code.workers(), parameters.stragglers(), MOST_SETS, seed);
  }

  private static FMatrixRMaj received(Code code, CodedGroup group, WorkerSet set) {
    return Answers.select(WorkerSet.all(code.workers()), group.answers(), set, null);
  }

  private double right(FMatrixRMaj predictions, int row, CodedGroup group) {
    int image = group.images()[row];
    return Answers.largest(predictions, row) == judged.images().labels()[image] ? 1 : 0;
  }

  private Result result(String name, int workers, ImageShares right, double verdict) {
    int[] labels = judged.images().labels();
    Sample loss = right.less(i -> Answers.largest(judged.base(), i) == labels[i] ? 1 : 0);
    return new Result(
        name, (double) workers / parameters.queries(), right.sample().mean(), loss, verdict);
  }

  private int[] ordered(int[] group, GroupOrdering ordering) {
    return inOrder(group, ordering.order(judged.images().select(group).images()));
  }

  static int[] hardestFirst(int[] group, Surrogate student) {
    FMatrixRMaj rows = Judged.rows(student.answers(), group);
    return inOrder(group, new HardestFirst().order(rows, Hardness.of(rows)));
  }

  private static int[] inOrder(int[] group, QueryOrder order) {
    return IntStream.range(0, group.length).map(j -> group[order.source(j)]).toArray();
  }

  /** The same images, queue by queue, in the groups that the queue makes of them. */
  private List<int[]> outOfQueue(List<int[]> groups) {
    int queries = parameters.queries();
    int atOnce = QUEUE / queries;
    List<int[]> formed = new ArrayList<>();
    for (int first = 0; first < groups.size(); first += atOnce) {
      int[] waiting =
          groups.subList(first, Math.min(groups.size(), first + atOnce)).stream()
              .flatMapToInt(Arrays::stream)
              .toArray();
      GroupingQueue queue = new GroupingQueue(queries, QUEUE);
      queue.add(judged.images().select(waiting).images());
      for (int group = 0; group < waiting.length / queries; group++) {
        formed.add(Arrays.stream(queue.takeGroup()).mapToInt(t -> waiting[(int) t]).toArray());
      }
    }
    return formed;
  }
}
