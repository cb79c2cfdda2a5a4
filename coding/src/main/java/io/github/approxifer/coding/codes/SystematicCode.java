package io.github.approxifer.coding.codes;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import java.util.Optional;

/**
 * The Berrut code with the queries on K of the workers' own nodes: K workers get clean queries, the
 * others the value of the encoder at their nodes. All stand at the N Chebyshev nodes of the first
 * kind. Answers of clean queries are used as they are; a lost one is interpolated from all other
 * answers with signs by rank.
 *
 * <p>It needs as many workers as the Berrut code. For S = 1 it beats that code and partial
 * replication, most of all with similar queries ordered along a path; see the module's
 * documentation for figures.
 *
 * <p>Immutable and thread-safe.
 */
public final class SystematicCode extends NodeCode {
  private final ParityPlacement placement;

  private SystematicCode(
      CodeParameters parameters, ParityPlacement placement, double[] alpha, double[] beta) {
    super(
        parameters, WorkerCount.PAPER.quorum(parameters), alpha, beta, Curve.BERRUT, Curve.BERRUT);
    this.placement = placement;
  }

  /**
   * A code with the parities evenly among the queries.
   *
   * @param parameters K, S and E
   * @return the code
   */
  public static SystematicCode of(CodeParameters parameters) {
    return of(parameters, ParityPlacement.SPREAD);
  }

  /**
   * A code with a choice of where the parities stand.
   *
   * @param parameters K, S and E
   * @param placement the nodes of the parities
   * @return the code
   */
  public static SystematicCode of(CodeParameters parameters, ParityPlacement placement) {
    double[] beta = ChebyshevNodes.firstKind(WorkerCount.PAPER.workers(parameters));
    boolean[] parity = placement.isParity(beta.length, parameters.queries());
    double[] alpha = new double[parameters.queries()];
    int query = 0;
    for (int worker = 0; worker < beta.length; worker++) {
      if (!parity[worker]) {
        alpha[query++] = beta[worker];
      }
    }
    return new SystematicCode(parameters, placement, alpha, beta);
  }

  @Override
  public Optional<Code> shortened(int queries) {
    return Optional.of(of(parameters().withQueries(queries), placement));
  }

  @Override
  public String name() {
    return "Systematic";
  }

  @Override
  protected String choices() {
    return placement.toString();
  }
}
