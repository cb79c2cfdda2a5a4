package io.github.approxifer.coding.decode;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.WorkerSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * The linear decoder that is best on sample groups: of all linear unbiased predictions of the
 * answers to the queries, the one with the least mean squared error, known as best linear unbiased
 * prediction or ordinary kriging (G. Matheron, Principles of geostatistics, 1963).
 *
 * <p>An interpolant takes the model for a smooth function of the coded query, which it is not for
 * mixtures of unlike queries. How the answers of workers and the answers to the queries themselves
 * really vary together can be seen in a sample: with their covariances C_FF (workers that answered)
 * and c_j (workers with query j), the prediction is sum_i w_i Y_i with
 *
 * <pre>
 *   w = C_FF^-1 (c_j + mu 1),   mu = (1 - 1' C_FF^-1 c_j) / (1' C_FF^-1 1);
 * </pre>
 *
 * mu makes the weights sum to 1, so that constants are reproduced. The classes are pooled. A query
 * that a worker of F got as it is is predicted by that worker's answer, or by the mean of several.
 *
 * <p>Works for every code, and for any set of at least one worker. No worker, model or query is
 * treated differently. Thread-safe.
 */
public final class FittedDecoder implements GroupDecoder {
  private final Code code;
  private final int[] cleanQueries;
  private final GroupCovariance covariance;
  private final GroupDecoder linear;

  private FittedDecoder(Code code, GroupCovariance covariance) {
    this.code = code;
    this.cleanQueries = code.cleanQueries();
    this.covariance = covariance;
    this.linear = LinearDecoder.of(code).withWeights(this::weights);
  }

  /**
   * Fits the decoder of a code.
   *
   * @param code the code
   * @param answers for each sample group the answers N x c of all workers when nobody lied; not
   *     modified
   * @param clean for each sample group the model's answers K x c to its queries; not modified
   * @return the fitted decoder
   * @throws IllegalArgumentException if the two lists differ in length, the shapes do not agree, an
   *     answer is not finite, or there are fewer than 4 (N+K) answers of one class in all
   */
  public static FittedDecoder of(Code code, List<FMatrixRMaj> answers, List<FMatrixRMaj> clean) {
    double[] mean = new double[GroupCovariance.requireGroups(code, answers, clean)];
    List<DMatrixRMaj> groups = new ArrayList<>();
    for (int g = 0; g < answers.size(); g++) {
      DMatrixRMaj group = GroupCovariance.stacked(answers.get(g), clean.get(g));
      for (int i = 0; i < group.getNumElements(); i++) {
        mean[i % mean.length] += group.data[i] / ((double) group.numRows * answers.size());
      }
      groups.add(group);
    }
    for (DMatrixRMaj group : groups) {
      for (int i = 0; i < group.getNumElements(); i++) {
        group.data[i] -= mean[i % mean.length];
      }
    }
    return new FittedDecoder(code, GroupCovariance.of(code.workers(), groups));
  }

  @Override
  public Code code() {
    return code;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Only for a lone query, which workers get as it is, so that nothing is to be fitted: mixtures
   * of fewer queries vary otherwise than those that were seen.
   */
  @Override
  public Optional<GroupDecoder> shortened(Code shorter) {
    return shorter.parameters().queries() == 1 ? Optional.of(shorter.decoder()) : Optional.empty();
  }

  @Override
  public Decoded decode(Received received, @Nullable FMatrixRMaj predictions) {
    return linear.decode(received, predictions);
  }

  /**
   * The weights of some answers in the predictions.
   *
   * @param answers F, at least one worker
   * @return K x |F|, a new matrix; column r belongs to the worker of rank r in F
   * @throws IllegalArgumentException if F is empty or of another number of workers
   */
  public DMatrixRMaj weights(WorkerSet answers) {
    Answers.requireSome(code.workers(), answers);
    int queries = code.parameters().queries();
    DMatrixRMaj inverse = covariance.inverse(answers);
    DMatrixRMaj solved = CommonOps_DDRM.mult(inverse, covariance.withQueries(answers), null);
    DMatrixRMaj ofOnes = CommonOps_DDRM.sumRows(inverse, null);
    DMatrixRMaj matrix = new DMatrixRMaj(queries, answers.size());
    for (int j = 0; j < queries; j++) {
      if (!clean(answers, j, matrix)) {
        krige(solved, ofOnes, j, matrix);
      }
    }
    return matrix;
  }

  /** Writes the row of a query out of C_FF^-1 c_j and C_FF^-1 1. */
  private static void krige(DMatrixRMaj solved, DMatrixRMaj ofOnes, int query, DMatrixRMaj matrix) {
    double sum = 0;
    for (int i = 0; i < solved.numRows; i++) {
      sum += solved.get(i, query);
    }
    double mu = (1 - sum) / CommonOps_DDRM.elementSum(ofOnes);
    for (int i = 0; i < solved.numRows; i++) {
      matrix.set(query, i, solved.get(i, query) + mu * ofOnes.data[i]);
    }
  }

  /** Writes the row of a query that workers of F got as it is; false if there are none. */
  private boolean clean(WorkerSet answers, int query, DMatrixRMaj matrix) {
    boolean[] own = new boolean[answers.size()];
    int copies = 0;
    for (int rank = 0; rank < own.length; rank++) {
      own[rank] = cleanQueries[answers.worker(rank)] == query;
      copies += own[rank] ? 1 : 0;
    }
    for (int rank = 0; rank < own.length && copies > 0; rank++) {
      matrix.set(query, rank, own[rank] ? 1.0 / copies : 0);
    }
    return copies > 0;
  }
}
