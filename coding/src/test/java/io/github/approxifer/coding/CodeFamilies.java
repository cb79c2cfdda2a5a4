package io.github.approxifer.coding;

import io.github.approxifer.coding.baseline.NeighbourCode;
import io.github.approxifer.coding.baseline.ParityCode;
import io.github.approxifer.coding.baseline.ReplicationCode;
import io.github.approxifer.coding.berrut.BerrutCode;
import io.github.approxifer.coding.berrut.WorkerCount;
import io.github.approxifer.coding.berrut.WorkerNodes;
import io.github.approxifer.coding.byzantine.PairedCode;
import io.github.approxifer.coding.byzantine.SystematicByzantineCode;
import io.github.approxifer.coding.collage.Collage;
import io.github.approxifer.coding.collage.CollageCode;
import io.github.approxifer.coding.lagrange.LagrangeCode;
import io.github.approxifer.coding.rational.FloaterHormannCode;
import io.github.approxifer.coding.spline.SplineCode;
import io.github.approxifer.coding.systematic.ParityPlacement;
import io.github.approxifer.coding.systematic.SubsetParityCode;
import io.github.approxifer.coding.systematic.SystematicCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Every code of this module by name, as a function of K, S and E. */
final class CodeFamilies {
  static final Map<String, Function<CodeParameters, Code>> ALL = new LinkedHashMap<>();

  static {
    for (WorkerNodes nodes : WorkerNodes.values()) {
      ALL.put("Berrut " + nodes, p -> BerrutCode.of(p).with(nodes));
    }
    ALL.put("Berrut authors", p -> BerrutCode.of(p).with(WorkerCount.AUTHORS_PROGRAM));
    for (ParityPlacement placement : ParityPlacement.values()) {
      ALL.put("Systematic " + placement, p -> SystematicCode.of(p, placement));
    }
    ALL.put("Spline", SplineCode::of);
    ALL.put("Spline smooth", p -> SplineCode.of(p).withSmoothing(1e-9, 1e-7));
    ALL.put("Spline wide", p -> SplineCode.of(p).withWorkers(3 * p.queries() + p.stragglers()));
    ALL.put("Floater-Hormann 1, 1", p -> FloaterHormannCode.of(p, 1, 1));
    ALL.put(
        "Floater-Hormann 0, 1 second",
        p -> FloaterHormannCode.of(p, 0, 1).with(WorkerNodes.SECOND_KIND));
    ALL.put("Paired", PairedCode::new);
    ALL.put("Systematic Byzantine", SystematicByzantineCode::new);
    ALL.put("Lagrange 1", p -> LagrangeCode.of(p, 1));
    ALL.put("Lagrange 2", p -> LagrangeCode.of(p, 2));
    ALL.put("Replication", ReplicationCode::full);
    ALL.put("Partial replication", ReplicationCode::partial);
    ALL.put("Neighbour", NeighbourCode::of);
    ALL.put("Parity", ParityCode::of);
    ALL.put("Subset parity 2", p -> SubsetParityCode.of(p, 2, 1));
    ALL.put("Collage", p -> CollageCode.of(p, Collage.of(4, 4, 1)));
    ALL.put("Subset parity 4", p -> SubsetParityCode.of(p, Math.min(4, p.queries()), 0.5));
  }

  private CodeFamilies() {}

  /** Whether a family is meant for these parameters; if not, it must refuse them. */
  static boolean supports(String family, CodeParameters p) {
    boolean noErrors = p.errors() == 0;
    return switch (family) {
      case "Partial replication" -> noErrors && p.stragglers() <= p.queries();
      case "Neighbour" -> noErrors && p.stragglers() < p.queries();
      case "Parity" -> noErrors && p.stragglers() == 1;
      case "Subset parity 2", "Subset parity 4", "Collage" -> noErrors && p.stragglers() >= 1;
      default -> true;
    };
  }
}
