package io.github.approxifer.coding.codes;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.interp.barycentric.EvaluationMatrix;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.weights.FloaterHormannWeights;
import java.util.Optional;

/**
 * Encoder and decoder are the rational interpolants of Floater and Hormann (Numerische Mathematik
 * 107, 2007): they blend the polynomials of degree d through d+1 consecutive nodes, have no real
 * poles for any d and any nodes, and reproduce polynomials of degree d. With d = 0 the code is
 * Berrut's. Coded computing with these interpolants on both ends is the BRI code (arXiv
 * 2509.09435).
 *
 * <p>Encoder and decoder have an order each. Order 1 in the decoder pays when there are many more
 * answers than queries; higher orders amplify the roughness of a network as long as |F| is below
 * about 3K. If fewer than d+1 answers came, the decoder's order is |F|-1.
 *
 * <p>Immutable and thread-safe.
 */
public final class FloaterHormannCode extends NodeCode {
  private final int encoderOrder;
  private final int decoderOrder;
  private final WorkerNodes workerNodes;

  private FloaterHormannCode(
      CodeParameters parameters, int encoderOrder, int decoderOrder, WorkerNodes workerNodes) {
    super(
        parameters,
        WorkerCount.PAPER.quorum(parameters),
        ChebyshevNodes.firstKind(parameters.queries()),
        workerNodes.nodes(WorkerCount.PAPER.workers(parameters)),
        curve(encoderOrder),
        curve(decoderOrder));
    this.encoderOrder = encoderOrder;
    this.decoderOrder = decoderOrder;
    this.workerNodes = workerNodes;
  }

  /** Of the order, or of the greatest that so few nodes allow. */
  private static Curve curve(int order) {
    return (nodes, points) -> {
      int possible = Math.min(order, nodes.length - 1);
      return EvaluationMatrix.of(nodes, FloaterHormannWeights.of(nodes, possible), points, null);
    };
  }

  /**
   * A code with as many workers as the Berrut code of the same parameters, which stand at the
   * Chebyshev nodes of the first kind.
   *
   * @param parameters K, S and E
   * @param encoderOrder the order d of the encoder, 0..K-1
   * @param decoderOrder the order d of the decoder, 0..quorum-1
   * @return the code
   * @throws IllegalArgumentException if an order is out of range
   */
  public static FloaterHormannCode of(
      CodeParameters parameters, int encoderOrder, int decoderOrder) {
    requireOrder("encoder", encoderOrder, parameters.queries());
    requireOrder("decoder", decoderOrder, WorkerCount.PAPER.quorum(parameters));
    return new FloaterHormannCode(parameters, encoderOrder, decoderOrder, WorkerNodes.FIRST_KIND);
  }

  /**
   * The same code with the workers at other nodes.
   *
   * @param nodes the family
   * @return a new code
   */
  public FloaterHormannCode withNodes(WorkerNodes nodes) {
    return new FloaterHormannCode(parameters(), encoderOrder, decoderOrder, nodes);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Of the same orders, or of the greatest that so few nodes allow.
   */
  @Override
  public Optional<Code> shortened(int queries) {
    CodeParameters fewer = parameters().withQueries(queries);
    return Optional.of(
        new FloaterHormannCode(
            fewer,
            Math.min(encoderOrder, queries - 1),
            Math.min(decoderOrder, WorkerCount.PAPER.quorum(fewer) - 1),
            workerNodes));
  }

  private static void requireOrder(String end, int order, int nodes) {
    if (order < 0 || order >= nodes) {
      throw new IllegalArgumentException(
          "the order of the "
              + end
              + " is "
              + order
              + ", but with "
              + nodes
              + " nodes it must be from 0 to "
              + (nodes - 1));
    }
  }

  @Override
  public String name() {
    return "Floater-Hormann";
  }

  @Override
  protected String choices() {
    return "orders " + encoderOrder + " and " + decoderOrder;
  }
}
