package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.study.CodedGroups;
import io.github.approxifer.bench.accuracy.study.Contender;
import io.github.approxifer.bench.accuracy.study.Contenders;
import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.attack.Attack;
import io.github.approxifer.coding.attack.SecondRound;
import io.github.approxifer.coding.decode.RobustDecoder.Decoded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** One cell of liars: every way to decode, on the same images and the same draws of lies. */
final class ByzantineCell {
  private static final int HONEST_GROUPS = 100;
  private static final double FALSE_ALARMS = 0.01;

  private final int errors;
  private final int groups;
  private final long seed;
  private final List<Contender> contenders;
  private final Map<String, CodedGroups> drawn = new HashMap<>();

  /**
   * Calibrates the ways to decode on held-out images.
   *
   * @param bed model and images
   * @param parameters K and E
   * @param groups how many groups of test images
   * @param ordered whether the queries of a group are ordered
   * @param seed of images and lies
   */
  ByzantineCell(TestBed bed, CodeParameters parameters, int groups, boolean ordered, long seed) {
    this.errors = parameters.errors();
    this.groups = groups;
    this.seed = seed;
    this.contenders =
        Contenders.few(
            parameters,
            code ->
                CodedGroups.draw(
                    code, bed::predict, bed.heldOut(), HONEST_GROUPS, ordered, seed + 1),
            FALSE_ALARMS);
    for (Contender contender : contenders) {
      drawn.computeIfAbsent(
          contender.code().toString(),
          name ->
              CodedGroups.draw(
                  contender.code(), bed::predict, bed.test(), this.groups, ordered, seed));
    }
  }

  List<Contender> contenders() {
    return contenders;
  }

  /** The model's own accuracy, group by group. */
  Sample base() {
    CodedGroups first = groupsOf(contenders.get(0));
    double[] shares = new double[groups];
    for (int g = 0; g < groups; g++) {
      FMatrixRMaj clean = first.clean().get(g);
      for (int j = 0; j < clean.numRows; j++) {
        shares[g] += Answers.largest(clean, j) == first.label(g, j) ? 1.0 / clean.numRows : 0;
      }
    }
    return Sample.of(shares);
  }

  /**
   * How a way to decode fared.
   *
   * @param right the share of right predictions, group by group
   * @param requests how many coded queries a group took in a second round, on average
   */
  record Outcome(Sample right, double requests) {}

  /** Runs a way to decode under an attack, or without one. */
  Outcome run(Contender contender, @Nullable Attack attack) {
    CodedGroups coded = groupsOf(contender);
    int workers = contender.code().workers();
    Random random = new Random(seed);
    double[] shares = new double[groups];
    double requests = 0;
    for (int g = 0; g < groups; g++) {
      FMatrixRMaj answers = coded.answers().get(g).copy();
      WorkerSet liars = WorkerSet.none(workers);
      int[] lying = {};
      FMatrixRMaj[] others = new FMatrixRMaj[errors];
      if (attack != null) {
        lying = attack.choose(workers, errors, random);
        for (int i = 0; i < errors; i++) {
          others[i] = coded.answers().get((g + 1 + i) % groups);
        }
        attack.corrupt(answers, lying, others, random);
        liars = WorkerSet.of(workers, lying);
      }
      SecondRound again = SecondRound.of(coded.answers().get(g), attack, lying, others, seed + g);
      Decoded decoded = contender.decoder().decode(WorkerSet.all(workers), answers, liars, again);
      requests += again.requests();
      int queries = decoded.predictions().numRows;
      for (int j = 0; j < queries; j++) {
        shares[g] +=
            Answers.largest(decoded.predictions(), j) == coded.label(g, j) ? 1.0 / queries : 0;
      }
    }
    return new Outcome(Sample.of(shares), requests / groups);
  }

  private CodedGroups groupsOf(Contender contender) {
    return Objects.requireNonNull(drawn.get(contender.code().toString()));
  }
}
