package io.github.approxifer.coding.decode;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.Decoded;
import io.github.approxifer.coding.Decoder;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.Received;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.kernel.Finite;
import java.util.List;
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
  private static final double RIDGE = 1e-9;

  private final Code code;
  private final int[] cleanQueries;
  private final DMatrixRMaj covariance;
  private final GroupDecoder linear;

  private FittedDecoder(Code code, DMatrixRMaj covariance) {
    this.code = code;
    this.cleanQueries = code.cleanQueries();
    this.covariance = covariance;
    this.linear = GroupDecoder.trusting(new Decoder(code, this::weights));
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
    int workers = code.workers();
    int size = workers + code.parameters().queries();
    if (answers.size() != clean.size()) {
      throw new IllegalArgumentException(
          "there are coded answers of %d groups, but clean answers of %d"
              .formatted(answers.size(), clean.size()));
    }
    int classes = answers.isEmpty() ? 0 : answers.get(0).numCols;
    if (answers.size() * (long) classes < 4L * size) {
      throw new IllegalArgumentException(
          "%d groups of %d classes are too few to fit N=%d workers and K=%d queries"
              .formatted(answers.size(), classes, workers, size - workers));
    }
    double[] mean = new double[classes];
    double[][] groups = new double[answers.size()][];
    for (int g = 0; g < groups.length; g++) {
      Answers.requireRowForEach(WorkerSet.all(workers), answers.get(g));
      Answers.requireRowForEach(WorkerSet.all(size - workers), clean.get(g));
      Finite.require(answers.get(g), "sample answer of rank");
      Finite.require(clean.get(g), "sample answer to query");
      if (answers.get(g).numCols != classes || clean.get(g).numCols != classes) {
        throw new IllegalArgumentException(
            "group " + g + " has another number of classes than the first, " + classes);
      }
      groups[g] = new double[size * classes];
      for (int i = 0; i < groups[g].length; i++) {
        int row = i / classes;
        groups[g][i] =
            row < workers ? answers.get(g).data[i] : clean.get(g).data[i - workers * classes];
        mean[i % classes] += groups[g][i] / ((double) size * groups.length);
      }
    }
    return new FittedDecoder(code, covariance(groups, mean, size));
  }

  private static DMatrixRMaj covariance(double[][] groups, double[] mean, int size) {
    int classes = mean.length;
    DMatrixRMaj covariance = new DMatrixRMaj(size, size);
    DMatrixRMaj centred = new DMatrixRMaj(size, classes);
    for (double[] group : groups) {
      for (int i = 0; i < group.length; i++) {
        centred.data[i] = group[i] - mean[i % classes];
      }
      CommonOps_DDRM.multAddTransB(centred, centred, covariance);
    }
    CommonOps_DDRM.divide(covariance, (double) groups.length * classes);
    double level = CommonOps_DDRM.trace(covariance) / size;
    for (int i = 0; i < size; i++) {
      // A tiny level of its own, so that a model with one answer to everything is no exception.
      covariance.add(i, i, RIDGE * level + Double.MIN_NORMAL / RIDGE);
    }
    return covariance;
  }

  @Override
  public Code code() {
    return code;
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
    Answers.requireSome(code, answers);
    int count = answers.size();
    int queries = code.parameters().queries();
    // The columns of the right-hand side: c_j for each query, and ones.
    DMatrixRMaj right = new DMatrixRMaj(count, queries + 1);
    DMatrixRMaj between = new DMatrixRMaj(count, count);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        between.set(i, j, covariance.get(answers.worker(i), answers.worker(j)));
      }
      for (int j = 0; j < queries; j++) {
        right.set(i, j, covariance.get(answers.worker(i), code.workers() + j));
      }
      right.set(i, queries, 1);
    }
    DMatrixRMaj solved = new DMatrixRMaj(count, queries + 1);
    if (!CommonOps_DDRM.invertSPD(between, between)) {
      throw new ArithmeticException(
          "the sample's covariance of F = " + answers + " is not positive definite");
    }
    CommonOps_DDRM.mult(between, right, solved);
    DMatrixRMaj matrix = new DMatrixRMaj(queries, count);
    for (int j = 0; j < queries; j++) {
      if (!clean(answers, j, matrix)) {
        krige(solved, j, matrix);
      }
    }
    return matrix;
  }

  private static void krige(DMatrixRMaj solved, int query, DMatrixRMaj matrix) {
    int count = solved.numRows;
    int ones = solved.numCols - 1;
    double sum = 0;
    double sumOfOnes = 0;
    for (int i = 0; i < count; i++) {
      sum += solved.get(i, query);
      sumOfOnes += solved.get(i, ones);
    }
    double mu = (1 - sum) / sumOfOnes;
    for (int i = 0; i < count; i++) {
      matrix.set(query, i, solved.get(i, query) + mu * solved.get(i, ones));
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
