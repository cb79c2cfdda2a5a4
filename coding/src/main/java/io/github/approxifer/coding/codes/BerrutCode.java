package io.github.approxifer.coding.codes;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.decode.LinearDecoder;
import io.github.approxifer.coding.decode.LocatingDecoder;
import io.github.approxifer.coding.locate.CopyVote;
import io.github.approxifer.coding.locate.RationalFitLocator;
import io.github.approxifer.interp.barycentric.EvaluationMatrix;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * The code of ApproxIFER (Soleymani, Ali, Mahdavifar, Avestimehr, AAAI 2022): encoder and decoder
 * are Berrut's first rational interpolant.
 *
 * <p>The queries X_j stand at alpha_j = cos((2j+1) pi / (2K)); worker i gets u(beta_i), where
 *
 * <pre>
 *   u(z) = sum_j X_j (-1)^j / (z - alpha_j)  /  sum_j (-1)^j / (z - alpha_j),
 * </pre>
 *
 * and the answers Y_i of the workers in F are joined by the same kind of interpolant r through
 * (beta_i, Y_i), whose value at alpha_j is the prediction for query j.
 *
 * <p><b>Signs.</b> The decoder's signs alternate by the rank of a worker among those that answered.
 * The formula printed in the paper alternates them by the worker's index instead; that gives r a
 * pole inside [-1, 1] for every gap of an odd number of missing workers, which is (K-1)/(K+1) of
 * all single stragglers. The programs of the authors and of the reproduction use ranks, and so does
 * Berrut's theory. {@link #withIndexSignsForStudy()} has the printed form.
 *
 * <p><b>Coincidences.</b> Where a query's node is a worker's node, the worker gets the query as it
 * is, and the query's prediction is that worker's answer.
 *
 * <p>Immutable and thread-safe.
 */
public final class BerrutCode extends NodeCode {
  private final WorkerNodes workerNodes;
  private final WorkerCount workerCount;
  private final boolean indexSigns;

  private BerrutCode(
      CodeParameters parameters,
      WorkerNodes workerNodes,
      WorkerCount workerCount,
      boolean indexSigns) {
    super(
        parameters,
        workerCount.quorum(parameters),
        ChebyshevNodes.firstKind(parameters.queries()),
        workerNodes.nodes(workerCount.workers(parameters)),
        Curve.BERRUT,
        Curve.BERRUT);
    this.workerNodes = workerNodes;
    this.workerCount = workerCount;
    this.indexSigns = indexSigns;
  }

  /**
   * The code as published: workers at cos(i pi / N), as many as the paper says, signs by rank.
   *
   * @param parameters K, S and E
   * @return the code
   */
  public static BerrutCode of(CodeParameters parameters) {
    return new BerrutCode(
        parameters, WorkerNodes.SECOND_KIND_WITHOUT_END, WorkerCount.PAPER, false);
  }

  /**
   * The same code with the workers at other nodes.
   *
   * @param nodes the family
   * @return a new code
   */
  public BerrutCode withNodes(WorkerNodes nodes) {
    return new BerrutCode(parameters(), nodes, workerCount, indexSigns);
  }

  /**
   * The same code with the number of workers that another source prescribes.
   *
   * @param count the rule
   * @return a new code
   */
  public BerrutCode withCount(WorkerCount count) {
    return new BerrutCode(parameters(), workerNodes, count, indexSigns);
  }

  /**
   * The same code with the decoder's signs as printed in the paper, by worker index. For the study
   * of its poles only: its predictions can be wrong by any factor.
   *
   * @return a new code; where a pole falls exactly on a query's node, its decoding matrix is
   *     refused with an {@link ArithmeticException}
   */
  public BerrutCode withIndexSignsForStudy() {
    return new BerrutCode(parameters(), workerNodes, workerCount, true);
  }

  @Override
  public Optional<Code> shortened(int queries) {
    return Optional.of(
        new BerrutCode(parameters().withQueries(queries), workerNodes, workerCount, indexSigns));
  }

  @Override
  public String name() {
    return indexSigns ? "Berrut (index signs)" : "Berrut";
  }

  /**
   * How many errors the source of this code's worker count tells the published locator to look for.
   *
   * @return E, or more where the source's program has it so
   */
  public int errorsToLocate() {
    return workerCount.errorsToLocate(parameters());
  }

  /**
   * {@inheritDoc}
   *
   * <p>If workers may lie, the published locator names {@link #errorsToLocate()} of them; with K =
   * 1 they are outvoted.
   */
  @Override
  public GroupDecoder decoder() {
    int errors = errorsToLocate();
    if (errors == 0) {
      return LinearDecoder.of(this);
    }
    // With K = 1 all workers hold the one query, and the majority knows.
    return LocatingDecoder.of(
        this,
        parameters().queries() == 1 ? CopyVote.of(this) : RationalFitLocator.of(this, errors));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Any set of at least one worker can be decoded from; with one, every prediction is its
   * answer.
   */
  @Override
  public DMatrixRMaj decodingMatrix(WorkerSet answers) {
    return indexSigns ? decodingMatrixByIndex(answers) : super.decodingMatrix(answers);
  }

  private DMatrixRMaj decodingMatrixByIndex(WorkerSet answers) {
    Answers.requireSome(workers(), answers);
    double[] nodes = answers.select(workerNodes());
    double[] signs = new double[nodes.length];
    for (int rank = 0; rank < signs.length; rank++) {
      signs[rank] = (answers.worker(rank) & 1) == 0 ? 1 : -1;
    }
    requireNoPole(nodes, signs, queryNodes(), answers);
    return EvaluationMatrix.of(nodes, signs, queryNodes(), null);
  }

  /**
   * A pole is where the terms of the denominator cancel: all that is left is then their roundings,
   * a few units in the last place of the greatest terms.
   */
  private static void requireNoPole(
      double[] nodes, double[] signs, double[] points, WorkerSet answers) {
    for (int query = 0; query < points.length; query++) {
      double sum = 0;
      double size = 0;
      for (int i = 0; i < nodes.length; i++) {
        double distance = points[query] - nodes[i];
        if (distance == 0) {
          size = Double.NaN; // A worker has the query as it is.
        }
        sum += signs[i] / distance;
        size += Math.abs(1 / distance);
      }
      if (Math.abs(sum) <= 4 * nodes.length * Math.ulp(1.0) * size) {
        throw new ArithmeticException(
            "with index signs the interpolant of F = %s has a pole at the node of query %d"
                .formatted(answers, query));
      }
    }
  }

  @Override
  protected String choices() {
    return workerNodes.toString();
  }
}
