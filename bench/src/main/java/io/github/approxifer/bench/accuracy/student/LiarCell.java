package io.github.approxifer.bench.accuracy.student;

import io.github.approxifer.bench.accuracy.measure.Groups;
import io.github.approxifer.bench.accuracy.reproduce.Sample;
import io.github.approxifer.bench.accuracy.student.Judged.Surrogate;
import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Decoded;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.Received;
import io.github.approxifer.coding.Recheck;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.PairedCode;
import io.github.approxifer.coding.codes.ReplicationCode;
import io.github.approxifer.coding.decode.LocatingDecoder;
import io.github.approxifer.coding.decode.PairedDecoder;
import io.github.approxifer.coding.decode.RecheckingDecoder;
import io.github.approxifer.coding.locate.RationalFitLocator;
import io.github.approxifer.coding.student.Witness;
import io.github.approxifer.coding.student.WitnessDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * One cell of liars: every way to serve K queries with E liars among its workers, on the same
 * images in the same groups. Half of the images calibrate what is fitted, the other half is judged,
 * and the halves are drawn anew for each split.
 *
 * <p>Liars know everything and collude: who is asked the same query tells the same lie, in any
 * round.
 */
final class LiarCell {
  private static final double FALSE_ALARMS = 0.1;
  private static final double PAIRED_ALARMS = 0.02;
  private static final int MOST_ROUNDS = 12;

  /** Ways with mixtures, which take the model's time, serve so many of the images. */
  private static final int MIXED_IMAGES = 600;

  private final Judged judged;
  private final CodeParameters parameters;
  private final Surrogate student;
  private final int splits;
  private final long seed;

  /**
   * A way to serve.
   *
   * @param name for tables
   * @param decoder the way
   * @param rounds how many further rounds it may take
   * @param hardestFirst whether queries are ordered so
   * @param rate at which its witness suspects; 0 if it has none
   */
  private record Way(
      String name, GroupDecoder decoder, int rounds, boolean hardestFirst, double rate) {}

  /** What came of a way under one lie. */
  private static final class Tally {
    private final ImageShares loss;
    private double requests;
    private int queries;

    private Tally(int images) {
      this.loss = new ImageShares(images);
    }
  }

  /**
   * The outcome of a way under one lie.
   *
   * @param loss the base's accuracy less the way's, image by image
   * @param requests requests a query, of all rounds
   */
  record Outcome(Sample loss, double requests) {}

  LiarCell(Judged judged, Surrogate student, CodeParameters parameters, int splits, long seed) {
    this.judged = judged;
    this.student = student;
    this.parameters = parameters;
    this.splits = splits;
    this.seed = seed;
  }

  /**
   * Runs all ways under all lies.
   *
   * @return for each way for each lie its outcome; the first lie is none, named "nobody lies". A
   *     lie that makes no sense against a way is not there
   */
  Map<String, Map<String, Outcome>> run(List<Lie> lies) {
    Map<String, Map<String, Tally>> tallies = new LinkedHashMap<>();
    for (int split = 0; split < splits; split++) {
      int[] order = Groups.shuffled(judged.count(), judged.count(), seed + split);
      int[] calibrating = Arrays.copyOf(order, order.length / 2);
      int queries = parameters.queries();
      List<int[]> groups =
          Groups.asTheyCome(Arrays.copyOfRange(order, order.length / 2, order.length), queries);
      Witness witness =
          Witness.of(
              Judged.rows(student.answers(), calibrating), Judged.rows(judged.base(), calibrating));
      if (split == 0) {
        for (Way way : mixing(few(Groups.asTheyCome(calibrating, queries)))) {
          serve(way, witness, few(groups), lies, split, tallies);
        }
      }
      for (Way way : ways(witness)) {
        serve(way, witness, groups, lies, split, tallies);
      }
    }
    Map<String, Map<String, Outcome>> outcomes = new LinkedHashMap<>();
    tallies.forEach(
        (way, ofLies) -> {
          Map<String, Outcome> row = new LinkedHashMap<>();
          ofLies.forEach(
              (lie, tally) ->
                  row.put(lie, new Outcome(tally.loss.sample(), tally.requests / tally.queries)));
          outcomes.put(way, row);
        });
    return outcomes;
  }

  private List<int[]> few(List<int[]> groups) {
    return groups.subList(0, Math.min(groups.size(), MIXED_IMAGES / parameters.queries()));
  }

  private List<Way> ways(Witness witness) {
    Code uncoded = ReplicationCode.copying(parameters, 0);
    List<Way> ways = new ArrayList<>();
    ways.add(new Way("nothing", GroupDecoder.trusting(uncoded), 0, false, 0));
    ways.add(witness("witness", 0, witness, MOST_ROUNDS));
    ways.add(witness("witness, one round more", 0, witness, 1));
    ways.add(witness("mixture, 2 pairs", 2, witness, MOST_ROUNDS));
    ways.add(witness("mixture, 4 pairs", 4, witness, MOST_ROUNDS));
    return ways;
  }

  private List<Way> mixing(List<int[]> calibrating) {
    BerrutCode berrut = BerrutCode.of(parameters);
    Code paired = PairedCode.of(parameters);
    List<FMatrixRMaj> honest =
        CodedGroup.of(judged, paired, calibrating, null).stream().map(CodedGroup::answers).toList();
    List<Way> ways = new ArrayList<>();
    ways.add(
        new Way(
            "published",
            LocatingDecoder.of(berrut, RationalFitLocator.of(berrut, parameters.errors())),
            0,
            false,
            0));
    ways.add(
        new Way(
            "paired, second round",
            RecheckingDecoder.of(PairedDecoder.fitted(paired, honest, PAIRED_ALARMS)),
            1,
            false,
            0));
    return ways;
  }

  private Way witness(String name, int pairs, Witness witness, int rounds) {
    Code code = ReplicationCode.copying(parameters, pairs);
    GroupDecoder decoder = WitnessDecoder.of(code, witness, FALSE_ALARMS);
    return new Way(name, decoder, rounds, true, FALSE_ALARMS);
  }

  private void serve(
      Way way,
      Witness witness,
      List<int[]> groups,
      List<Lie> lies,
      int split,
      Map<String, Map<String, Tally>> tallies) {
    List<int[]> ordered =
        way.hardestFirst()
            ? groups.stream().map(g -> StragglerCell.hardestFirst(g, student)).toList()
            : groups;
    List<CodedGroup> coded = CodedGroup.of(judged, way.decoder().code(), ordered, student);
    Map<String, Tally> ofWay = tallies.computeIfAbsent(way.name(), n -> new LinkedHashMap<>());
    for (int l = -1; l < lies.size(); l++) {
      @Nullable Lie lie = l < 0 ? null : lies.get(l);
      if (lie != null && lie.needsWitness() && way.rate() == 0) {
        continue;
      }
      Tally tally =
          ofWay.computeIfAbsent(
              lie == null ? "nobody lies" : lie.name(), n -> new Tally(judged.count()));
      Random random = new Random(31 * seed + split);
      for (int g = 0; g < coded.size(); g++) {
        new Round(way, witness, coded, g, lie, random).play(tally);
      }
    }
  }

  /** One group under one lie. */
  private final class Round {
    private final Way way;
    private final Witness witness;
    private final CodedGroup group;
    private final List<FMatrixRMaj> others = new ArrayList<>();
    private final FMatrixRMaj students;
    private final @Nullable Lie lie;
    private final Random random;
    private final WorkerSet liars;
    private final Map<Integer, FMatrixRMaj> toldOfQuery = new HashMap<>();

    private Round(
        Way way,
        Witness witness,
        List<CodedGroup> groups,
        int g,
        @Nullable Lie lie,
        Random random) {
      this.way = way;
      this.witness = witness;
      this.group = groups.get(g);
      this.students = Judged.rows(student.answers(), group.images());
      this.lie = lie;
      this.random = random;
      int errors = parameters.errors();
      int workers = way.decoder().code().workers();
      for (int i = 0; i < errors; i++) {
        others.add(groups.get((g + 1 + i) % groups.size()).answers());
      }
      this.liars =
          lie == null
              ? WorkerSet.none(workers)
              : WorkerSet.of(workers, lie.choose(workers, errors, random));
    }

    private void play(Tally tally) {
      Code code = way.decoder().code();
      WorkerSet all = WorkerSet.all(code.workers());
      int[] held = code.cleanQueries();
      FMatrixRMaj values = group.answers().copy();
      for (int liar : liars.toArray()) {
        FMatrixRMaj honest = Answers.rows(group.answers(), liar, 1);
        FMatrixRMaj own = Answers.rows(group.studentsOfCoded(), liar, 1);
        Answers.copyRow(told(held[liar], liar, honest, own), 0, values, liar);
      }
      Received received = Received.of(all, values).withStudent(students);
      int requests = code.workers();
      for (int round = 0; round < way.rounds(); round++) {
        List<Recheck> next = way.decoder().rechecks(received, all, random);
        if (next.isEmpty()) {
          break;
        }
        List<FMatrixRMaj> further = next.stream().map(this::ask).toList();
        requests += next.stream().mapToInt(recheck -> recheck.workers().size()).sum();
        received = received.withRechecks(next, further);
      }
      Decoded decoded = way.decoder().decode(received, null);
      int[] labels = judged.images().labels();
      for (int j = 0; j < decoded.predictions().numRows; j++) {
        int image = group.images()[j];
        int right = Answers.largest(decoded.predictions(), j) == labels[image] ? 1 : 0;
        int base = Answers.largest(judged.base(), image) == labels[image] ? 1 : 0;
        tally.loss.add(image, base - right);
      }
      tally.requests += requests;
      tally.queries += decoded.predictions().numRows;
    }

    private FMatrixRMaj ask(Recheck recheck) {
      FMatrixRMaj honest = Judged.rows(judged.base(), group.images()[recheck.query()]);
      FMatrixRMaj own = Answers.rows(students, recheck.query(), 1);
      FMatrixRMaj answers = new FMatrixRMaj(recheck.workers().size(), honest.numCols);
      for (int rank = 0; rank < answers.numRows; rank++) {
        int worker = recheck.workers().worker(rank);
        boolean lying = liars.contains(worker);
        Answers.copyRow(
            lying ? told(recheck.query(), worker, honest, own) : honest, 0, answers, rank);
      }
      return answers;
    }

    /** The lie about a query as it is, which all liars share, or about a mixture. */
    private FMatrixRMaj told(int query, int liar, FMatrixRMaj honest, FMatrixRMaj own) {
      if (query >= 0 && toldOfQuery.containsKey(query)) {
        return toldOfQuery.get(query);
      }
      FMatrixRMaj lied =
          Objects.requireNonNull(lie, "an honest group has no liars")
              .tell(
                  new Lie.Situation(
                      liar, honest, own, group.answers(), others, witness, way.rate()),
                  random);
      if (query >= 0) {
        toldOfQuery.put(query, lied);
      }
      return lied;
    }
  }
}
