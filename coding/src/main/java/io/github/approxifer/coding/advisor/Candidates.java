package io.github.approxifer.coding.advisor;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.baseline.NeighbourCode;
import io.github.approxifer.coding.baseline.ParityCode;
import io.github.approxifer.coding.baseline.ReplicationCode;
import io.github.approxifer.coding.berrut.BerrutCode;
import io.github.approxifer.coding.berrut.WorkerNodes;
import io.github.approxifer.coding.grouping.GroupOrdering;
import io.github.approxifer.coding.rational.FloaterHormannCode;
import io.github.approxifer.coding.spline.SplineCode;
import io.github.approxifer.coding.systematic.ParityPlacement;
import io.github.approxifer.coding.systematic.SubsetParityCode;
import io.github.approxifer.coding.systematic.SystematicCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The codes and baselines that are worth a trial for given parameters. */
public final class Candidates {
  private Candidates() {}

  /**
   * All codes and baselines for stragglers, those without redundancy included.
   *
   * @param queries K
   * @param stragglers S, at least 1 and below K
   * @param workers at most so many workers; codes that need more are left out
   * @param parityModel a parity model that was trained for groups of K, or null
   * @return the candidates; at least the code without redundancy
   * @throws IllegalArgumentException if S is out of range or there are fewer than K workers
   */
  public static List<Candidate> forStragglers(
      int queries, int stragglers, int workers, @Nullable BatchModel parityModel) {
    if (stragglers < 1 || stragglers >= queries || workers < queries) {
      throw new IllegalArgumentException(
          "candidates are compared for S from 1 to K-1 and at least K workers, but K="
              + queries
              + ", S="
              + stragglers
              + " and there are "
              + workers
              + " workers");
    }
    CodeParameters p = CodeParameters.stragglersOnly(queries, stragglers);
    List<Candidate> all = new ArrayList<>();
    all.add(path("Neighbour", NeighbourCode.of(p)));
    all.add(path("Partial replication", ReplicationCode.partial(p)));
    all.add(path("Replication", ReplicationCode.full(p)));
    all.add(Candidate.of("Berrut as published", BerrutCode.of(p), GroupOrdering.AS_GIVEN));
    all.add(path("Berrut", BerrutCode.of(p)));
    all.add(path("Berrut second kind", BerrutCode.of(p).with(WorkerNodes.SECOND_KIND)));
    all.add(path("Berrut first kind", BerrutCode.of(p).with(WorkerNodes.FIRST_KIND)));
    all.add(path("Floater-Hormann 1", FloaterHormannCode.of(p, 0, 1)));
    all.add(path("Spline", SplineCode.of(p)));
    all.add(path("Systematic", SystematicCode.of(p)));
    all.add(path("Systematic ends", SystematicCode.of(p, ParityPlacement.ENDS)));
    for (int subset = 2; subset <= Math.min(4, queries); subset++) {
      for (double trust : new double[] {0, 0.5, 1}) {
        all.add(
            Candidate.of(
                "Subset parity m=" + subset + " theta=" + trust,
                SubsetParityCode.of(p, subset, trust),
                GroupOrdering.subsets(subset, stragglers)));
      }
    }
    if (workers > queries + stragglers) {
      all.add(path("Spline N=" + workers, SplineCode.of(p).withWorkers(workers)));
    }
    if (parityModel != null && stragglers == 1) {
      all.add(new Candidate("Parity model", ParityCode.of(p), GroupOrdering.AS_GIVEN, parityModel));
    }
    all.removeIf(candidate -> candidate.code().workers() > workers);
    return all;
  }

  private static Candidate path(String label, io.github.approxifer.coding.Code code) {
    return Candidate.of(label, code, GroupOrdering.PATH);
  }
}
