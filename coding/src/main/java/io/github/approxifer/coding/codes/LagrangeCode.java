package io.github.approxifer.coding.codes;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.interp.barycentric.EvaluationMatrix;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.weights.LagrangeWeights;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * Lagrange coded computing (Yu, Li, Raviv, Kalan, Soltanolkotabi, Avestimehr, AISTATS 2019) over
 * the reals: encoder and decoder are the interpolating polynomials. If the model is a polynomial of
 * degree g in its inputs, the answers are values of a polynomial of degree (K-1) g, and any (K-1) g
 * + 1 of them give the predictions exactly, up to rounding. It takes N = (K-1) g + 1 + 2E + S
 * workers.
 *
 * <p>A neural network is no polynomial: this code is here to show what the approximate ones relax.
 * Nodes are Chebyshev nodes of the first kind, which keeps the matrices usable in double precision;
 * with many of the workers missing at one place they are still ill-conditioned: weights of 1e8 make
 * roundings of float32 answers visible ({@code LinearDecoder.amplification} tells how far, and
 * {@code Decoded} warns).
 *
 * <p>Immutable and thread-safe.
 */
public final class LagrangeCode extends NodeCode {
  private static final Curve POLYNOMIAL =
      (nodes, points) -> EvaluationMatrix.of(nodes, LagrangeWeights.of(nodes), points, null);

  private final int degree;

  private LagrangeCode(CodeParameters parameters, int degree, int workers) {
    super(
        parameters,
        workers - parameters.stragglers(),
        ChebyshevNodes.firstKind(parameters.queries()),
        ChebyshevNodes.firstKind(workers),
        POLYNOMIAL,
        POLYNOMIAL);
    this.degree = degree;
  }

  /**
   * A code for polynomial models.
   *
   * @param parameters K, S and E
   * @param degree g, the degree of the model in its inputs, at least 1
   * @return the code
   * @throws IllegalArgumentException if the degree is below 1 or the number of workers exceeds the
   *     range of int
   */
  public static LagrangeCode of(CodeParameters parameters, int degree) {
    if (degree < 1) {
      throw new IllegalArgumentException(
          "the degree of the model must be at least 1, but is " + degree);
    }
    long workers =
        (parameters.queries() - 1L) * degree
            + 1
            + 2L * parameters.errors()
            + parameters.stragglers();
    return new LagrangeCode(parameters, degree, CodeChecks.requireSupported(parameters, workers));
  }

  @Override
  public Optional<Code> shortened(int queries) {
    return Optional.of(of(parameters().withQueries(queries), degree));
  }

  @Override
  public String name() {
    return "Lagrange";
  }

  /**
   * How many answers determine the polynomial.
   *
   * @return (K-1) g + 1
   */
  public int threshold() {
    return (parameters().queries() - 1) * degree + 1;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if F has fewer than {@link #threshold()} workers, which do not
   *     determine the polynomial
   */
  @Override
  public DMatrixRMaj decodingMatrix(WorkerSet answers) {
    Answers.requireSome(workers(), answers);
    if (answers.size() < threshold()) {
      throw new IllegalArgumentException(
          "a polynomial of degree "
              + (threshold() - 1)
              + " takes "
              + threshold()
              + " answers, but F = "
              + answers
              + " has "
              + answers.size());
    }
    return super.decodingMatrix(answers);
  }

  @Override
  protected String choices() {
    return "degree " + degree;
  }
}
