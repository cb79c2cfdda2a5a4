package io.github.approxifer.coding.decode;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.kernel.Finite;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * How the answers of the N workers and the answers to the K queries themselves vary together in
 * honest groups: the covariance that linear predictions are made of, classes pooled. Immutable and
 * thread-safe.
 */
public final class GroupCovariance {
  private static final double RIDGE = 1e-9;

  private final int workers;
  private final DMatrixRMaj covariance;

  private GroupCovariance(int workers, DMatrixRMaj covariance) {
    this.workers = workers;
    this.covariance = covariance;
  }

  /**
   * Refuses sample groups that a covariance cannot be made of.
   *
   * @param code the code
   * @param answers for each group the answers N x c of all workers; not modified
   * @param clean for each group the model's answers K x c to its queries; not modified
   * @return c, the number of classes
   * @throws IllegalArgumentException if the two lists differ in length, the shapes do not agree, an
   *     answer is not finite, or there are fewer than 4 (N+K) answers of one class in all
   */
  public static int requireGroups(Code code, List<FMatrixRMaj> answers, List<FMatrixRMaj> clean) {
    int workers = code.workers();
    int queries = code.parameters().queries();
    if (answers.size() != clean.size()) {
      throw new IllegalArgumentException(
          "there are coded answers of %d groups, but clean answers of %d"
              .formatted(answers.size(), clean.size()));
    }
    int classes = answers.isEmpty() ? 0 : answers.get(0).numCols;
    if (answers.size() * (long) classes < 4L * (workers + queries)) {
      throw new IllegalArgumentException(
          "%d groups of %d classes are too few to fit N=%d workers and K=%d queries"
              .formatted(answers.size(), classes, workers, queries));
    }
    for (int g = 0; g < answers.size(); g++) {
      Answers.requireRowForEach(WorkerSet.all(workers), answers.get(g));
      Answers.requireRowForEach(WorkerSet.all(queries), clean.get(g));
      Finite.require(answers.get(g), "sample answer of rank");
      Finite.require(clean.get(g), "sample answer to query");
      if (answers.get(g).numCols != classes || clean.get(g).numCols != classes) {
        throw new IllegalArgumentException(
            "group " + g + " has another number of classes than the first, " + classes);
      }
    }
    return classes;
  }

  /**
   * The answers of a group in one matrix.
   *
   * @param answers N x c, not modified
   * @param clean K x c, not modified
   * @return (N+K) x c, the workers first; a new matrix
   */
  public static DMatrixRMaj stacked(FMatrixRMaj answers, FMatrixRMaj clean) {
    DMatrixRMaj both = new DMatrixRMaj(answers.numRows + clean.numRows, answers.numCols);
    int split = answers.getNumElements();
    for (int i = 0; i < both.getNumElements(); i++) {
      both.data[i] = i < split ? answers.data[i] : clean.data[i - split];
    }
    return both;
  }

  /**
   * The covariance of deviations from what was expected.
   *
   * @param workers N
   * @param deviations for each group (N+K) x c, as {@link #stacked} has it, at least one group; not
   *     modified
   * @return the covariance
   */
  public static GroupCovariance of(int workers, List<DMatrixRMaj> deviations) {
    int size = deviations.get(0).numRows;
    DMatrixRMaj sum = new DMatrixRMaj(size, size);
    for (DMatrixRMaj group : deviations) {
      CommonOps_DDRM.multAddTransB(group, group, sum);
    }
    CommonOps_DDRM.divide(sum, (double) deviations.size() * deviations.get(0).numCols);
    double level = CommonOps_DDRM.trace(sum) / size;
    for (int i = 0; i < size; i++) {
      // A tiny level of its own, so that answers that never deviate are no exception.
      sum.add(i, i, RIDGE * level + Double.MIN_NORMAL / RIDGE);
    }
    return new GroupCovariance(workers, sum);
  }

  /**
   * The variance of the answer to a query.
   *
   * @param query 0..K-1
   * @return the variance, above 0
   */
  public double variance(int query) {
    return covariance.get(workers + query, workers + query);
  }

  /**
   * The covariances of some workers with the queries.
   *
   * @param answers F
   * @return |F| x K, column j is c_j; a new matrix
   */
  public DMatrixRMaj withQueries(WorkerSet answers) {
    int queries = covariance.numCols - workers;
    DMatrixRMaj between = new DMatrixRMaj(answers.size(), queries);
    for (int i = 0; i < between.numRows; i++) {
      for (int j = 0; j < queries; j++) {
        between.set(i, j, covariance.get(answers.worker(i), workers + j));
      }
    }
    return between;
  }

  /**
   * The inverse of the covariance of some workers.
   *
   * @param answers F
   * @return C_FF^-1, |F| x |F|; a new matrix
   * @throws ArithmeticException if it has none in double precision
   */
  public DMatrixRMaj inverse(WorkerSet answers) {
    int count = answers.size();
    DMatrixRMaj within = new DMatrixRMaj(count, count);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        within.set(i, j, covariance.get(answers.worker(i), answers.worker(j)));
      }
    }
    if (!CommonOps_DDRM.invertSPD(within, within)) {
      throw new ArithmeticException(
          "the sample's covariance of F = " + answers + " is not positive definite");
    }
    return within;
  }
}
