package io.github.approxifer.coding.codes;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.decode.LinearDecoder;
import io.github.approxifer.coding.order.GroupOrdering;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * Clean queries to K workers and S parities, each of which is the mean of a subset of only m
 * similar queries.
 *
 * <p>The fewer queries a parity mixes, and the more alike they are, the closer the model's answer
 * to the mean is to the mean of its answers, but the fewer queries the parity protects: m = 1 is
 * partial replication, m = K mixes all. A lost query j of a subset G whose other answers came is
 * predicted by
 *
 * <pre>
 *   (1 + theta (m-1)) y_parity - theta sum over the other i in G of y_i,
 * </pre>
 *
 * with the trust theta in linearity: 1 inverts the mean, 0 takes the parity's answer as it is. If
 * another answer of the subset is missing too, the parity's answer is taken as it is; a lost query
 * that no parity covers is interpolated from its neighbours.
 *
 * <p>The subsets are m consecutive queries each, beginning with the first: {@link
 * io.github.approxifer.coding.order.SimilarSubsets} puts the most similar queries there. Workers
 * 0..K-1 get the queries, workers K..K+S-1 the parities.
 *
 * <p>Immutable and thread-safe.
 */
public final class SubsetParityCode implements Code {
  private final CodeParameters parameters;
  private final int subset;
  private final double trust;

  private SubsetParityCode(CodeParameters parameters, int subset, double trust) {
    this.parameters = parameters;
    this.subset = subset;
    this.trust = trust;
  }

  /**
   * A code with the given subsets. If S m exceeds K the subsets begin anew with the first query.
   *
   * @param parameters K, S and E; S at least 1 and E = 0
   * @param subset m, how many queries a parity mixes, 1..K
   * @param trust theta, 0..1
   * @return the code
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static SubsetParityCode of(CodeParameters parameters, int subset, double trust) {
    CodeChecks.requireNoErrors("Subset parity", parameters);
    if (parameters.stragglers() == 0) {
      throw new IllegalArgumentException(
          "a parity is for stragglers, but was asked for " + parameters + "; set S to at least 1");
    }
    if (subset < 1 || subset > parameters.queries()) {
      throw new IllegalArgumentException(
          "m, the number of queries in a parity, must be from 1 to K, but is "
              + subset
              + " for "
              + parameters);
    }
    if (!(trust >= 0 && trust <= 1)) {
      throw new IllegalArgumentException("theta must be from 0 to 1, but is " + trust);
    }
    return new SubsetParityCode(parameters, subset, trust);
  }

  /**
   * How many queries a parity mixes.
   *
   * @return m
   */
  public int subset() {
    return subset;
  }

  /**
   * Where the subset of a parity begins; there are K / m whole subsets to go round.
   *
   * @param parity 0..S-1
   * @return the first of m consecutive queries
   */
  public int begin(int parity) {
    return parity % (parameters.queries() / subset) * subset;
  }

  @Override
  public Optional<Code> shortened(int queries) {
    return Optional.of(of(parameters.withQueries(queries), Math.min(subset, queries), trust));
  }

  @Override
  public String name() {
    return "Subset parity";
  }

  @Override
  public CodeParameters parameters() {
    return parameters;
  }

  @Override
  public int workers() {
    return parameters.queries() + parameters.stragglers();
  }

  @Override
  public int quorum() {
    return parameters.queries();
  }

  /**
   * {@inheritDoc}
   *
   * <p>The most similar queries first, a subset for each parity.
   */
  @Override
  public GroupOrdering ordering() {
    return GroupOrdering.subsets(subset, parameters.stragglers());
  }

  @Override
  public GroupDecoder decoder() {
    return LinearDecoder.of(this);
  }

  @Override
  public DMatrixRMaj encodingMatrix() {
    int queries = parameters.queries();
    DMatrixRMaj matrix = new DMatrixRMaj(workers(), queries);
    for (int query = 0; query < queries; query++) {
      matrix.set(query, query, 1);
    }
    for (int parity = 0; parity < parameters.stragglers(); parity++) {
      for (int i = 0; i < subset; i++) {
        matrix.set(queries + parity, begin(parity) + i, 1.0 / subset);
      }
    }
    return matrix;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Any set of at least one worker can be decoded from.
   */
  @Override
  public DMatrixRMaj decodingMatrix(WorkerSet answers) {
    Answers.requireSome(workers(), answers);
    int queries = parameters.queries();
    int[] queryOf =
        IntStream.range(0, workers()).map(worker -> worker < queries ? worker : -1).toArray();
    CleanAnswers clean = new CleanAnswers(answers, queries, queryOf);
    for (int query = 0; query < queries; query++) {
      if (clean.has(query)) {
        clean.add(query, query, 1);
      } else {
        recover(clean, answers, query);
      }
    }
    return clean.matrix();
  }

  private void recover(CleanAnswers clean, WorkerSet answers, int query) {
    int rank = -1;
    int begin = 0;
    for (int parity = 0; parity < parameters.stragglers() && rank < 0; parity++) {
      begin = begin(parity);
      boolean covers = query >= begin && query < begin + subset;
      if (covers && answers.contains(parameters.queries() + parity)) {
        rank = answers.rank(parameters.queries() + parity);
      }
    }
    if (rank < 0) {
      guess(clean, answers, query);
      return;
    }
    boolean othersCame = true;
    for (int i = begin; i < begin + subset; i++) {
      othersCame &= i == query || clean.has(i);
    }
    double theta = othersCame ? trust : 0;
    clean.addAnswer(query, rank, 1 + theta * (subset - 1));
    for (int i = begin; i < begin + subset; i++) {
      if (i != query && theta != 0) {
        clean.add(query, i, -theta);
      }
    }
  }

  private void guess(CleanAnswers clean, WorkerSet answers, int query) {
    boolean onlyParities = answers.worker(0) >= parameters.queries();
    if (onlyParities) {
      clean.addAnswer(query, 0, 1);
    } else {
      clean.guess(query);
    }
  }

  /** The name with all choices. */
  @Override
  public String toString() {
    return name()
        + " ("
        + parameters
        + ", N="
        + workers()
        + ", m="
        + subset
        + ", theta="
        + trust
        + ")";
  }
}
