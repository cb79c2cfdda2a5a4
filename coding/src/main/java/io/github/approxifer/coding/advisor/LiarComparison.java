package io.github.approxifer.coding.advisor;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.attack.Attack;
import io.github.approxifer.coding.order.GroupOrdering;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fits candidates to one half of the samples and lets E workers lie in groups of the other. */
final class LiarComparison {
  private final BatchModel model;
  private final List<Samples> toFit;
  private final List<Samples> toJudge;
  private final Map<Answered, HonestGroups> fitted = new HashMap<>();
  private final Map<Answered, HonestGroups> judged = new HashMap<>();

  /** What the answers of honest workers depend on; codes are told apart by identity. */
  private record Answered(Code code, GroupOrdering ordering) {}

  LiarComparison(BatchModel model, Samples samples, int fittingGroups) {
    this.model = model;
    this.toFit = samples.toFit().windows(fittingGroups);
    this.toJudge = samples.toJudge().groups();
  }

  LiarAdvice run(List<LiarCandidate> candidates, List<Attack> attacks, int draws, long seed) {
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
    for (LiarCandidate candidate : candidates) {
      Answered key = new Answered(candidate.code(), candidate.ordering());
      HonestGroups sample = fitted.computeIfAbsent(key, k -> honest(k, toFit));
      HonestGroups groups = judged.computeIfAbsent(key, k -> honest(k, toJudge));
      LiarCandidate.GroupDecoder decoder = candidate.fitting().fit(sample);
      reports.add(new LiarTrial(candidate, decoder, groups, draws, seed).report(attacks));
    }
    reports.sort(
        Comparator.comparingDouble((LiarReport r) -> r.worst().agreement())
            .thenComparingDouble(LiarReport::meanAgreement)
            .thenComparingDouble(r -> r.nobody().agreement())
            .reversed()
            .thenComparingInt(LiarReport::workers)
            .thenComparingDouble(LiarReport::meanRequests));
    return new LiarAdvice(parameters, toJudge.size(), reports);
  }

  private HonestGroups honest(Answered by, List<Samples> groups) {
    return HonestGroups.of(by.code(), by.ordering(), model, groups);
  }

  static CodeParameters requireSameParameters(List<LiarCandidate> candidates) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("there is no candidate to measure");
    }
    LiarCandidate first = candidates.get(0);
    CodeParameters parameters = first.code().parameters();
    for (LiarCandidate other : candidates) {
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
