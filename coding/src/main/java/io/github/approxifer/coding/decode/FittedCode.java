package io.github.approxifer.coding.decode;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.ElementwiseCode;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.codes.CodeChecks;
import io.github.approxifer.coding.kernel.Finite;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Another code with a better decoder: of all linear unbiased predictions of the answers to the
 * queries, the one with the least mean squared error on sample groups.
 *
 * <p>An interpolant takes the model for a smooth function of the coded query, which it is not for
 * mixtures of unlike queries. How the answers of workers and the answers to the queries themselves
 * really vary together can be seen in a sample: with their covariances C_FF (workers that answered)
 * and c_j (workers with query j), the prediction is sum_i w_i Y_i with
 *
 * <pre>
 *   w = C_FF^-1 (c_j + mu 1),   mu = (1 - 1' C_FF^-1 c_j) / (1' C_FF^-1 1),
 * </pre>
 *
 * known as ordinary kriging (G. Matheron, Principles of geostatistics, 1963); mu makes the weights
 * sum to 1, so that constants are reproduced. The classes are pooled. A query that a worker of F
 * got as it is is predicted by that worker's answer, or by the mean of several.
 *
 * <p>Encoding is that of the other code: no worker, model or query is treated differently.
 * Immutable and thread-safe.
 */
public final class FittedCode implements Code {
  private static final double RIDGE = 1e-9;

  private final Code base;
  private final DMatrixRMaj encoding;
  private final DMatrixRMaj covariance;

  private FittedCode(Code base, DMatrixRMaj covariance) {
    this.base = base;
    this.encoding = base.encodingMatrix();
    this.covariance = covariance;
  }

  /**
   * Fits the decoder of a code.
   *
   * @param base the code
   * @param answers for each sample group the answers N x c of all workers when nobody lied; not
   *     modified
   * @param clean for each sample group the model's answers K x c to its queries; not modified
   * @return the code with the fitted decoder
   * @throws IllegalArgumentException if the code is an {@link ElementwiseCode}, the two lists
   *     differ in length, the shapes do not agree, an answer is not finite, or there are fewer than
   *     4 (N+K) answers of one class in all
   */
  public static FittedCode of(Code base, List<FMatrixRMaj> answers, List<FMatrixRMaj> clean) {
    int workers = base.workers();
    int size = workers + base.parameters().queries();
    if (base instanceof ElementwiseCode) {
      // Its encoder would be lost; and what its parities hold is no blend that kriging knows of.
      throw new IllegalArgumentException("the decoder of " + base + " cannot be fitted");
    }
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
    return new FittedCode(base, covariance(groups, mean, size));
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
  public String name() {
    return base.name() + " (fitted)";
  }

  @Override
  public CodeParameters parameters() {
    return base.parameters();
  }

  @Override
  public int workers() {
    return base.workers();
  }

  @Override
  public int quorum() {
    return base.quorum();
  }

  @Override
  public DMatrixRMaj encodingMatrix() {
    return encoding.copy();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Any set of at least one worker can be decoded from.
   */
  @Override
  public DMatrixRMaj decodingMatrix(WorkerSet answers) {
    CodeChecks.requireAnswers(this, answers);
    int count = answers.size();
    int queries = encoding.numCols;
    // The columns of the right-hand side: c_j for each query, and ones.
    DMatrixRMaj right = new DMatrixRMaj(count, queries + 1);
    DMatrixRMaj between = new DMatrixRMaj(count, count);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        between.set(i, j, covariance.get(answers.worker(i), answers.worker(j)));
      }
      for (int j = 0; j < queries; j++) {
        right.set(i, j, covariance.get(answers.worker(i), base.workers() + j));
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
      own[rank] = isUnitRow(answers.worker(rank), query);
      copies += own[rank] ? 1 : 0;
    }
    for (int rank = 0; rank < own.length && copies > 0; rank++) {
      matrix.set(query, rank, own[rank] ? 1.0 / copies : 0);
    }
    return copies > 0;
  }

  private boolean isUnitRow(int worker, int query) {
    double[] row =
        Arrays.copyOfRange(
            encoding.data, worker * encoding.numCols, (worker + 1) * encoding.numCols);
    for (int j = 0; j < row.length; j++) {
      if (row[j] != (j == query ? 1 : 0)) {
        return false;
      }
    }
    return true;
  }
}
