package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.advisor.BatchModel;
import io.github.approxifer.coding.advisor.Candidate;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.Collage;
import io.github.approxifer.coding.codes.CollageCode;
import io.github.approxifer.coding.codes.NeighbourCode;
import io.github.approxifer.coding.codes.ParityCode;
import io.github.approxifer.coding.codes.ReplicationCode;
import io.github.approxifer.coding.codes.SplineCode;
import io.github.approxifer.coding.codes.SubsetParityCode;
import io.github.approxifer.coding.codes.SystematicCode;
import io.github.approxifer.coding.order.GroupOrdering;
import io.github.approxifer.models.ImageShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to serve queries in spite of stragglers.
 *
 * @param candidate the code, how a group is ordered, and what the parity worker runs
 * @param queued whether groups come out of a queue of similar queries
 * @param guessing whether lost answers are guessed instead of decoded
 */
record Scheme(Candidate candidate, boolean queued, boolean guessing) {

  static final String PARTIAL_REPLICATION = "partial replication";
  static final String PUBLISHED = "Berrut as published";

  String name() {
    return candidate.label();
  }

  Code code() {
    return candidate.code();
  }

  /**
   * All schemes for K queries and S stragglers.
   *
   * @param p K and S
   * @param images the size of the queries, for collages of them
   * @param parityModel the parity model for K queries, or null if there is none
   */
  static List<Scheme> all(CodeParameters p, ImageShape images, @Nullable BatchModel parityModel) {
    Collage collage = Collage.of(images.height(), images.width(), images.channels());
    int stragglers = p.stragglers();
    List<Scheme> all = new ArrayList<>();
    all.add(
        new Scheme(
            Candidate.of("no coding, guess", NeighbourCode.of(p), GroupOrdering.AS_GIVEN),
            false,
            true));
    all.add(plain("replication", ReplicationCode.full(p), GroupOrdering.AS_GIVEN));
    all.add(plain(PUBLISHED, BerrutCode.of(p), GroupOrdering.AS_GIVEN));
    if (parityModel != null && stragglers == 1) {
      Candidate parm = new Candidate("ParM", ParityCode.of(p), GroupOrdering.AS_GIVEN, parityModel);
      all.add(new Scheme(parm, false, false));
    }
    for (boolean queued : new boolean[] {false, true}) {
      String suffix = queued ? ", queue" : "";
      all.add(path("no coding, neighbour" + suffix, NeighbourCode.of(p), queued));
      all.add(path(PARTIAL_REPLICATION + suffix, ReplicationCode.partial(p), queued));
      all.add(path("Berrut, ordered" + suffix, BerrutCode.of(p), queued));
      all.add(path("spline" + suffix, SplineCode.of(p), queued));
      all.add(path("systematic" + suffix, SystematicCode.of(p), queued));
      if (p.queries() > 1) {
        all.add(
            new Scheme(
                Candidate.of(
                    "collages" + suffix,
                    CollageCode.of(p, collage),
                    GroupOrdering.subsets(2, stragglers)),
                queued,
                false));
      }
      for (int subset = 2; subset <= Math.min(3, p.queries()); subset++) {
        for (double trust : new double[] {0.5, 1}) {
          all.add(
              new Scheme(
                  Candidate.of(
                      "subset parity m=" + subset + " theta=" + trust + suffix,
                      SubsetParityCode.of(p, subset, trust),
                      GroupOrdering.subsets(subset, stragglers)),
                  queued,
                  false));
        }
      }
    }
    return all;
  }

  private static Scheme plain(String name, Code code, GroupOrdering ordering) {
    return new Scheme(Candidate.of(name, code, ordering), false, false);
  }

  private static Scheme path(String name, Code code, boolean queued) {
    return new Scheme(Candidate.of(name, code, GroupOrdering.PATH), queued, false);
  }
}
