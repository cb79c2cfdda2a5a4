package io.github.approxifer.bench.accuracy.measure;

import io.github.approxifer.coding.BatchModel;
import io.github.approxifer.coding.advisor.Candidate;
import io.github.approxifer.coding.advisor.HonestGroups;
import io.github.approxifer.coding.advisor.LiarTrial;
import io.github.approxifer.coding.advisor.SampleGroup;
import io.github.approxifer.coding.attack.Attack;
import io.github.approxifer.coding.order.GroupOrdering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answers that ways to stand liars are measured on: all of them see the same groups and the
 * same draws of lies, and are fitted to the same held-out groups. A way with a student is fitted to
 * every other of the groups that are judged, and judged on the rest, and the other way round, as
 * the student may have learned the answers to held-out images. Confined to one thread.
 */
public final class LiarTables {
  private final BatchModel model;
  private final GroupOrdering ordering;
  private final List<SampleGroup> sample;
  private final List<SampleGroup> test;
  private final Map<String, HonestGroups> answered = new HashMap<>();

  /**
   * Tables on given groups.
   *
   * @param model what the workers run
   * @param ordered whether the queries of a group are ordered along a path
   * @param sample held-out groups that ways are fitted to
   * @param test groups that ways are judged on, more than liars, none with an image of another
   */
  public LiarTables(
      BatchModel model, boolean ordered, List<SampleGroup> sample, List<SampleGroup> test) {
    this.model = model;
    this.ordering = ordered ? GroupOrdering.PATH : GroupOrdering.AS_GIVEN;
    this.sample = sample;
    this.test = test;
  }

  /**
   * The groups that ways are judged on.
   *
   * @return all of them
   */
  public List<SampleGroup> test() {
    return test;
  }

  /**
   * Trials of a way.
   *
   * @param way the way, fitted here if it needs that
   * @param seed of the lies
   * @return trials that judge each group once
   * @throws IllegalArgumentException if the groups are too few to fit the way
   */
  public Trials trials(Way way, long seed) {
    Candidate candidate = way.candidate();
    if (candidate.student() == null) {
      Candidate inOrder = candidate.withOrdering(ordering);
      Candidate ready = inOrder;
      if (inOrder.needsFitting()) {
        ready = inOrder.fit(answered("sample", inOrder, sample));
      }
      LiarTrial trial = LiarTrial.of(ready, answered("test", inOrder, test), 1, seed);
      return new Trials(List.of(way.oracle() ? trial.withOracle() : trial));
    }
    List<LiarTrial> halves = new ArrayList<>();
    for (int half = 0; half < 2; half++) {
      Candidate ready = candidate.fit(half(candidate, 1 - half));
      halves.add(LiarTrial.of(ready, half(candidate, half), 1, seed + half));
    }
    return new Trials(halves);
  }

  private HonestGroups half(Candidate candidate, int half) {
    return answered("half " + half, candidate, EveryOther.of(test, half));
  }

  private HonestGroups answered(String which, Candidate candidate, List<SampleGroup> groups) {
    return answered.computeIfAbsent(
        which + " " + candidate.code(), key -> HonestGroups.of(candidate, model, groups));
  }

  /**
   * Trials that judge all groups, one of them or every n-th each.
   *
   * @param parts the trials in the order of their first groups
   */
  public record Trials(List<LiarTrial> parts) {
    /**
     * Decodes every group under an attack.
     *
     * @param attack what liars do; null if nobody lies
     * @param visitor is shown each group, by its number among all
     */
    public void run(@Nullable Attack attack, LiarTrial.Visitor visitor) {
      for (int part = 0; part < parts.size(); part++) {
        int first = part;
        parts
            .get(part)
            .run(
                attack,
                (group, decoded, liars, requests) ->
                    visitor.visit(first + group * parts.size(), decoded, liars, requests));
      }
    }
  }
}
