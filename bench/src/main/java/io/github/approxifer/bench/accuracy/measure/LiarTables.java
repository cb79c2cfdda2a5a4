package io.github.approxifer.bench.accuracy.measure;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.advisor.BatchModel;
import io.github.approxifer.coding.advisor.Candidate;
import io.github.approxifer.coding.advisor.HonestGroups;
import io.github.approxifer.coding.advisor.LiarTrial;
import io.github.approxifer.coding.advisor.SampleGroup;
import io.github.approxifer.coding.order.GroupOrdering;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The answers that ways to stand liars are measured on: all of them see the same groups and the
 * same draws of lies, and are fitted to the same held-out groups. Confined to one thread.
 */
public final class LiarTables {
  private final BatchModel model;
  private final GroupOrdering ordering;
  private final List<SampleGroup> sample;
  private final List<SampleGroup> test;
  private final Map<String, HonestGroups> fittedTo = new HashMap<>();
  private final Map<String, HonestGroups> judgedOn = new HashMap<>();

  /**
   * Draws the groups.
   *
   * @param model what the workers run
   * @param queries K
   * @param ordered whether the queries of a group are ordered along a path
   * @param heldOut images that ways are fitted to
   * @param heldOutGroups how many groups of them
   * @param heldOutSeed of their draw
   * @param test images that ways are judged on
   * @param groups how many groups of them, more than liars
   * @param seed of their draw
   */
  public LiarTables(
      BatchModel model,
      int queries,
      boolean ordered,
      LabelledImages heldOut,
      int heldOutGroups,
      long heldOutSeed,
      LabelledImages test,
      int groups,
      long seed) {
    this.model = model;
    this.ordering = ordered ? GroupOrdering.PATH : GroupOrdering.AS_GIVEN;
    this.sample =
        ImageSamples.answered(
            heldOut,
            model,
            ImageSamples.draw(heldOut.labels().length, queries, heldOutGroups, heldOutSeed));
    this.test =
        ImageSamples.answered(
            test, model, ImageSamples.draw(test.labels().length, queries, groups, seed));
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
   * A trial of a way.
   *
   * @param way the way
   * @param seed of the lies
   * @return the trial
   */
  public LiarTrial trial(Way way, long seed) {
    Candidate candidate = way.withOrdering(ordering).candidate();
    HonestGroups groups =
        judgedOn.computeIfAbsent(key(way.code()), name -> HonestGroups.of(candidate, model, test));
    Candidate ready = candidate;
    if (candidate.needsFitting()) {
      ready =
          candidate.fit(
              fittedTo.computeIfAbsent(
                  key(way.code()), name -> HonestGroups.of(candidate, model, sample)));
    }
    LiarTrial trial = new LiarTrial(ready, groups, 1, seed);
    return way.oracle() ? trial.withOracle() : trial;
  }

  private static String key(Code code) {
    return code.toString();
  }
}
