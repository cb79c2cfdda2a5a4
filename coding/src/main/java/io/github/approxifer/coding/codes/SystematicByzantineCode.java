package io.github.approxifer.coding.codes;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import java.util.Optional;

/**
 * Clean queries with witnesses between them: N = 2(K+E)+S workers, of which K get a query as it is
 * and each of the others a mixture of, mostly, the two queries at its sides.
 *
 * <p>The workers stand at cos(i pi / (2K)), i = 0..2K, whose odd members are the query nodes
 * alpha_j, the Chebyshev nodes of the first kind; the 2E+S-1 further witnesses share gaps between
 * query nodes with others, evenly by angle. The mixtures and the predictions are Berrut's
 * interpolant, as in {@link io.github.approxifer.coding.codes.BerrutCode}. So a query whose own
 * worker answered, and was not found to lie, is predicted exactly as without a code, and only the
 * others are interpolated. Without errors (E=0) there are K+S workers, the K clean ones and S
 * witnesses.
 *
 * <p>Immutable and thread-safe.
 */
public final class SystematicByzantineCode extends NodeCode {

  private SystematicByzantineCode(CodeParameters parameters) {
    super(
        parameters,
        parameters.queries() + witnesses(parameters) - parameters.stragglers(),
        ChebyshevNodes.firstKind(parameters.queries()),
        Angles.merge(parameters.queries(), witnesses(parameters)),
        Curve.BERRUT,
        Curve.BERRUT);
  }

  /**
   * The code with one witness for each gap, and 2E+S-1 more.
   *
   * @param parameters K, S and E
   * @return the code
   */
  public static SystematicByzantineCode of(CodeParameters parameters) {
    return new SystematicByzantineCode(parameters);
  }

  private static int witnesses(CodeParameters parameters) {
    return parameters.errors() == 0
        ? parameters.stragglers()
        : parameters.queries() + 2 * parameters.errors() + parameters.stragglers();
  }

  @Override
  public Optional<Code> shortened(int queries) {
    return Optional.of(of(parameters().withQueries(queries)));
  }

  @Override
  public String name() {
    return "Systematic Byzantine";
  }
}
