package io.github.approxifer.coding;

import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.Collage;
import io.github.approxifer.coding.codes.CollageCode;
import io.github.approxifer.coding.codes.FloaterHormannCode;
import io.github.approxifer.coding.codes.LagrangeCode;
import io.github.approxifer.coding.codes.MaskedCode;
import io.github.approxifer.coding.codes.NeighbourCode;
import io.github.approxifer.coding.codes.PairedCode;
import io.github.approxifer.coding.codes.ParityCode;
import io.github.approxifer.coding.codes.ParityPlacement;
import io.github.approxifer.coding.codes.ReplicationCode;
import io.github.approxifer.coding.codes.SplineCode;
import io.github.approxifer.coding.codes.SubsetParityCode;
import io.github.approxifer.coding.codes.SystematicByzantineCode;
import io.github.approxifer.coding.codes.SystematicCode;
import io.github.approxifer.coding.codes.WorkerCount;
import io.github.approxifer.coding.codes.WorkerNodes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Every code of this module by name, as a function of K, S and E. */
final class CodeFamilies {
  static final Map<String, Function<CodeParameters, Code>> ALL = new LinkedHashMap<>();

  static {
    for (WorkerNodes nodes : WorkerNodes.values()) {
      ALL.put("Berrut " + nodes, p -> BerrutCode.of(p).withNodes(nodes));
    }
    ALL.put("Berrut authors", p -> BerrutCode.of(p).withCount(WorkerCount.AUTHORS_PROGRAM));
    for (ParityPlacement placement : ParityPlacement.values()) {
      ALL.put("Systematic " + placement, p -> SystematicCode.of(p, placement));
    }
    ALL.put("Spline", SplineCode::of);
    ALL.put("Spline smooth", p -> SplineCode.of(p).withSmoothing(1e-9, 1e-7));
    ALL.put("Spline wide", p -> SplineCode.of(p).withWorkers(3 * p.queries() + p.stragglers()));
    ALL.put("Floater-Hormann 1, 1", p -> FloaterHormannCode.of(p, 1, 1));
    ALL.put(
        "Floater-Hormann 0, 1 second",
        p -> FloaterHormannCode.of(p, 0, 1).withNodes(WorkerNodes.SECOND_KIND));
    ALL.put("Paired", PairedCode::of);
    ALL.put("Systematic Byzantine", SystematicByzantineCode::of);
    ALL.put("Masked", p -> MaskedCode.of(p, 2, 1));
    ALL.put("Lagrange 1", p -> LagrangeCode.of(p, 1));
    ALL.put("Lagrange 2", p -> LagrangeCode.of(p, 2));
    ALL.put("Replication", ReplicationCode::full);
    ALL.put("Partial replication", ReplicationCode::partial);
    ALL.put("Copies", p -> ReplicationCode.copying(p, 1));
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
      case "Copies" -> p.stragglers() + p.errors() <= p.queries();
      case "Neighbour" -> noErrors && p.stragglers() < p.queries();
      case "Parity" -> noErrors && p.stragglers() == 1;
      case "Subset parity 2", "Subset parity 4", "Collage" -> noErrors && p.stragglers() >= 1;
      default -> true;
    };
  }

  /** Whether a family has a code for short groups. */
  static boolean shortens(String family, CodeParameters p) {
    return switch (family) {
      case "Masked", "Parity" -> false;
      case "Copies" -> p.errors() == 0;
      default -> true;
    };
  }

  /** For how many queries its code for a short group is. */
  static int shortest(String family, CodeParameters p, int queries) {
    return family.equals("Paired") ? Math.max(queries, Math.max(2, p.errors() + 1)) : queries;
  }
}
