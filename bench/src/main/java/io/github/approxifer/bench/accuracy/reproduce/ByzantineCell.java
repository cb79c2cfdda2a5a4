package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.measure.LiarTables;
import io.github.approxifer.bench.accuracy.measure.Way;
import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.advisor.LiarTrial;
import io.github.approxifer.coding.advisor.SampleGroup;
import io.github.approxifer.coding.attack.Attack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** One cell of liars: every way to decode, on the same images and the same draws of lies. */
final class ByzantineCell {
  private static final int HONEST_GROUPS = 100;
  private static final double FALSE_ALARMS = 0.01;

  private final LiarTables tables;
  private final List<Way> ways;
  private final Map<String, LiarTrial> trials = new HashMap<>();

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
    this.tables =
        new LiarTables(
            bed::predict,
            parameters.queries(),
            ordered,
            bed.heldOut(),
            HONEST_GROUPS,
            seed + 1,
            bed.test(),
            groups,
            seed);
    this.ways = Way.few(parameters, FALSE_ALARMS);
    for (Way way : ways) {
      trials.put(way.name(), tables.trial(way, seed));
    }
  }

  List<Way> ways() {
    return ways;
  }

  /** The model's own accuracy, group by group. */
  Sample base() {
    return Sample.of(
        tables.test().stream().mapToDouble(group -> right(group.answers(), group)).toArray());
  }

  /**
   * How a way to decode fared.
   *
   * @param right the share of right predictions, group by group
   * @param requests how many coded queries a group took in a second round, on average
   */
  record Outcome(Sample right, double requests) {}

  /** Runs a way to decode under an attack, or without one. */
  Outcome run(Way way, @Nullable Attack attack) {
    double[] shares = new double[tables.test().size()];
    double[] requests = {0};
    Objects.requireNonNull(trials.get(way.name()))
        .run(
            attack,
            (g, decoded, liars, asked) -> {
              shares[g] = right(decoded.predictions(), tables.test().get(g));
              requests[0] += asked;
            });
    return new Outcome(Sample.of(shares), requests[0] / shares.length);
  }

  private static double right(FMatrixRMaj predictions, SampleGroup group) {
    int[] labels = Objects.requireNonNull(group.labels());
    double right = 0;
    for (int j = 0; j < labels.length; j++) {
      right += Answers.largest(predictions, j) == labels[j] ? 1.0 / labels.length : 0;
    }
    return right;
  }
}
