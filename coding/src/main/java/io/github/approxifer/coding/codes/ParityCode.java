package io.github.approxifer.coding.codes;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.decode.LinearDecoder;
import io.github.approxifer.coding.order.GroupOrdering;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * ParM (Kosaian, Rashmi, Venkataraman, SOSP 2019): K workers get the K queries as they are, and one
 * more worker, {@link #parityWorker()}, gets their sum and runs a <em>parity model</em> that was
 * trained so that its answer to the sum is about the sum of the model's answers. A lost answer is
 * the parity model's answer less the K-1 others.
 *
 * <p>The parity model is any model that the caller gives to the last worker; without one that is
 * trained for this K the code decodes rubbish. One straggler (S = 1), no Byzantine workers. If more
 * than one answer is lost, those queries are interpolated from their neighbours.
 *
 * <p>Immutable and thread-safe.
 */
public final class ParityCode implements Code {
  private final CodeParameters parameters;

  private ParityCode(CodeParameters parameters) {
    this.parameters = parameters;
  }

  /**
   * The code of a group of K queries.
   *
   * @param parameters K, S and E
   * @return the code
   * @throws IllegalArgumentException if S is not 1 or E is not 0
   */
  public static ParityCode of(CodeParameters parameters) {
    CodeChecks.requireNoErrors("Parity", parameters);
    if (parameters.stragglers() != 1) {
      throw new IllegalArgumentException(
          "one parity makes up for S=1 straggler, but was asked for " + parameters);
    }
    return new ParityCode(parameters);
  }

  /**
   * The worker that must run the parity model; all others run the model itself.
   *
   * @return K
   */
  public int parityWorker() {
    return parameters.queries();
  }

  @Override
  public String name() {
    return "Parity";
  }

  @Override
  public CodeParameters parameters() {
    return parameters;
  }

  @Override
  public int workers() {
    return parameters.queries() + 1;
  }

  @Override
  public int quorum() {
    return parameters.queries();
  }

  /**
   * {@inheritDoc}
   *
   * <p>None for the parity worker, also with K = 1, where it gets the query but does not answer as
   * the model does.
   */
  @Override
  public int[] cleanQueries() {
    return IntStream.rangeClosed(0, parameters.queries())
        .map(worker -> worker < parameters.queries() ? worker : -1)
        .toArray();
  }

  /**
   * {@inheritDoc}
   *
   * <p>The parity worker keeps its place.
   */
  @Override
  public boolean runsOwnModel(int worker) {
    return worker == parityWorker();
  }

  /**
   * {@inheritDoc}
   *
   * <p>The order does not matter to a sum.
   */
  @Override
  public GroupOrdering ordering() {
    return GroupOrdering.AS_GIVEN;
  }

  @Override
  public GroupDecoder decoder() {
    return LinearDecoder.of(this);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The last row is a sum: its weights are 1 and add up to K, as in ParM.
   */
  @Override
  public DMatrixRMaj encodingMatrix() {
    int queries = parameters.queries();
    DMatrixRMaj matrix = new DMatrixRMaj(queries + 1, queries);
    for (int query = 0; query < queries; query++) {
      matrix.set(query, query, 1);
      matrix.set(queries, query, 1);
    }
    return matrix;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if F holds no worker but the parity worker and K is above 1
   */
  @Override
  public DMatrixRMaj decodingMatrix(WorkerSet answers) {
    Answers.requireSome(workers(), answers);
    int queries = parameters.queries();
    CleanAnswers clean = new CleanAnswers(answers, queries, cleanQueries());
    boolean parity = answers.contains(parityWorker());
    boolean oneLost = answers.size() - (parity ? 1 : 0) == queries - 1;
    for (int query = 0; query < queries; query++) {
      if (clean.has(query)) {
        clean.add(query, query, 1);
      } else if (parity && oneLost) {
        clean.addAnswer(query, answers.rank(parityWorker()), 1);
        for (int other = 0; other < queries; other++) {
          if (other != query) {
            clean.add(query, other, -1);
          }
        }
      } else {
        clean.guess(query);
      }
    }
    return clean.matrix();
  }

  /** The name with the parameters. */
  @Override
  public String toString() {
    return name() + " (" + parameters + ", N=" + workers() + ")";
  }
}
