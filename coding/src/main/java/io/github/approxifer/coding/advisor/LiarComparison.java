package io.github.approxifer.coding.advisor;

import io.github.approxifer.coding.BatchModel;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.attack.Attack;
import io.github.approxifer.coding.order.GroupOrdering;
import io.github.approxifer.coding.student.Student;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A comparison that fits candidates to one half of the samples and lets E workers lie in groups of
 * the other.
 */
final class LiarComparison {
  private final BatchModel model;
  private final List<SampleGroup> toFit;
  private final List<SampleGroup> toJudge;
  private final Map<Answered, HonestGroups> fitted = new HashMap<>();
  private final Map<Answered, HonestGroups> judged = new HashMap<>();

  /** What the answers of honest workers depend on; all are told apart by identity. */
  private record Answered(Code code, GroupOrdering ordering, @Nullable Student student) {}

  LiarComparison(BatchModel model, Samples samples, int fittingGroups) {
    this.model = model;
    this.toFit = samples.toFit().windows(fittingGroups);
    this.toJudge = samples.toJudge().groups();
  }

  LiarAdvice run(
      List<Candidate> candidates, List<Attack> attacks, int draws, long seed, Ranking ranking) {
    CodeParameters parameters = requireSameParameters(candidates);
    if (toJudge.size() <= parameters.errors()) {
      throw new IllegalArgumentException(
          "E="
              + parameters.errors()
              + " liars answer as to other groups, so more than E groups must be judged, but the"
              + " second half of the samples holds "
              + toJudge.size()
              + " of K="
              + parameters.queries());
    }
    List<LiarReport> reports = new ArrayList<>();
    for (Candidate candidate : candidates) {
      candidate.requireModels();
      Answered key =
          new Answered(candidate.code(), candidate.scheme().ordering(), candidate.student());
      HonestGroups groups =
          judged.computeIfAbsent(key, k -> HonestGroups.of(candidate, model, toJudge));
      Candidate ready = candidate;
      if (candidate.needsFitting()) {
        ready =
            candidate.fit(
                fitted.computeIfAbsent(key, k -> HonestGroups.of(candidate, model, toFit)));
      }
      reports.add(LiarTrial.of(ready, groups, draws, seed).report(attacks));
    }
    reports.sort(
        Comparator.comparingDouble((LiarReport r) -> ranking.loss(r.worst(ranking)))
            .thenComparingDouble(r -> ranking.loss(r.mean(ranking)))
            .thenComparingDouble(r -> ranking.loss(r.nobody()))
            .thenComparingInt(LiarReport::workers)
            .thenComparingDouble(LiarReport::meanRequests));
    return new LiarAdvice(ranking, parameters, toJudge.size(), reports);
  }

  static CodeParameters requireSameParameters(List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("there is no candidate to measure");
    }
    Candidate first = candidates.get(0);
    CodeParameters parameters = first.code().parameters();
    for (Candidate other : candidates) {
      if (!other.code().parameters().equals(parameters)) {
        throw new IllegalArgumentException(
            "candidates must have the same K, S and E, but %s has %s and %s has %s"
                .formatted(first.label(), parameters, other.label(), other.code().parameters()));
      }
    }
    if (parameters.errors() == 0) {
      throw new IllegalArgumentException(
          "E is 0 in " + parameters + ": nobody lies; compare codes for stragglers instead");
    }
    return parameters;
  }
}
