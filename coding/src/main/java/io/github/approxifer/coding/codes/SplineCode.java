package io.github.approxifer.coding.codes;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.spline.SmoothingSpline;
import java.util.Optional;

/**
 * Nested regression coded computing (NeRCC, arXiv 2402.04377; LeTCC, arXiv 2406.00300): encoder and
 * decoder are natural cubic smoothing splines,
 *
 * <pre>
 *   encoder  min over u of (1/K)   sum_j |u(alpha_j) - X_j|^2 + lambda_enc integral |u''|^2
 *   decoder  min over g of (1/|F|) sum_i |g(beta_i)  - Y_i|^2 + lambda_dec integral |g''|^2,
 * </pre>
 *
 * worker i gets u(beta_i) and the prediction for query j is g(alpha_j). Queries stand at the
 * Chebyshev nodes of the first kind, workers at those of the second unless told otherwise. With
 * both lambdas 0, which is best for a deterministic model nearly everywhere, the splines
 * interpolate. Queries beyond the outermost answers are extrapolated by straight lines.
 *
 * <p>Splines win clearly (15 to 60 % less error) when there are at least about 2K answers and tie
 * or lose against Berrut when there are about K.
 *
 * <p>Immutable and thread-safe.
 */
public final class SplineCode extends NodeCode {
  private final double encoderLambda;
  private final double decoderLambda;
  private final WorkerNodes workerNodes;

  private SplineCode(
      CodeParameters parameters,
      double encoderLambda,
      double decoderLambda,
      WorkerNodes workerNodes,
      int quorum) {
    super(
        parameters,
        quorum,
        ChebyshevNodes.firstKind(parameters.queries()),
        workerNodes.nodes(quorum + parameters.stragglers()),
        curve(requireLambda("encoder", encoderLambda)),
        curve(requireLambda("decoder", decoderLambda)));
    this.encoderLambda = encoderLambda;
    this.decoderLambda = decoderLambda;
    this.workerNodes = workerNodes;
  }

  private static Curve curve(double lambda) {
    return (nodes, points) -> SmoothingSpline.of(nodes, lambda).evaluationMatrix(points, null);
  }

  /**
   * A code with as many workers as the Berrut code of the same parameters, and no smoothing.
   *
   * @param parameters K, S and E
   * @return the code
   */
  public static SplineCode of(CodeParameters parameters) {
    return new SplineCode(
        parameters, 0, 0, WorkerNodes.SECOND_KIND, WorkerCount.PAPER.quorum(parameters));
  }

  /**
   * The same code with smoothing.
   *
   * @param encoder lambda_enc, at least 0 and finite, for nodes on [-1, 1]
   * @param decoder lambda_dec, at least 0 and finite; useful sizes are below 1e-5
   * @return a new code
   * @throws IllegalArgumentException if a lambda is negative or not finite
   */
  public SplineCode withSmoothing(double encoder, double decoder) {
    return new SplineCode(parameters(), encoder, decoder, workerNodes, quorum());
  }

  /**
   * The same code with the workers at other nodes.
   *
   * @param nodes the family
   * @return a new code
   */
  public SplineCode withNodes(WorkerNodes nodes) {
    return new SplineCode(parameters(), encoderLambda, decoderLambda, nodes, quorum());
  }

  /**
   * The same code with another number of workers, as the papers of this family have it: any number
   * of them, of which S may straggle.
   *
   * @param workers N, at least S + E + 1
   * @return a new code that waits for N - S answers, with the workers at nodes of the same family
   * @throws IllegalArgumentException if N is too small
   */
  public SplineCode withWorkers(int workers) {
    CodeParameters parameters = parameters();
    int least = parameters.stragglers() + parameters.errors() + 1;
    if (workers < least) {
      throw new IllegalArgumentException(
          "N="
              + workers
              + " workers leave no answer for "
              + parameters
              + "; take at least "
              + least);
    }
    return new SplineCode(
        parameters, encoderLambda, decoderLambda, workerNodes, workers - parameters.stragglers());
  }

  /**
   * {@inheritDoc}
   *
   * <p>Answers in excess of {@link #of}'s stay as dense between two queries: they are in proportion
   * to the gaps between the queries, of which a lone query has none.
   */
  @Override
  public Optional<Code> shortened(int queries) {
    CodeParameters fewer = parameters().withQueries(queries);
    long excess = quorum() - (long) WorkerCount.PAPER.quorum(parameters());
    int gaps = Math.max(1, parameters().queries() - 1);
    long answers = WorkerCount.PAPER.quorum(fewer) - Math.floorDiv(-excess * (queries - 1), gaps);
    int wanted = (int) Math.min(quorum(), answers);
    return Optional.of(new SplineCode(fewer, encoderLambda, decoderLambda, workerNodes, wanted));
  }

  private static double requireLambda(String end, double lambda) {
    if (!(lambda >= 0) || Double.isInfinite(lambda)) {
      throw new IllegalArgumentException(
          "lambda of the " + end + " must be at least 0 and finite, but is " + lambda);
    }
    return lambda;
  }

  @Override
  public String name() {
    return "Spline";
  }

  @Override
  protected String choices() {
    return "lambda " + encoderLambda + " and " + decoderLambda;
  }
}
