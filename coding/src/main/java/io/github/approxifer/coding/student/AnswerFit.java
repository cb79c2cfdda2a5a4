package io.github.approxifer.coding.student;

import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.kernel.Finite;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * How the served model's honest answers y vary given the student's answers p: y = A p + b + r, with
 * A and b by least squares and the covariance of the residuals r.
 *
 * <p>The covariance is shrunk towards a multiple of the identity as far as the sample calls for
 * (Ledoit, Wolf: A well-conditioned estimator for large-dimensional covariance matrices, 2004), so
 * that it can be inverted for any number of classes. Immutable and thread-safe.
 */
public final class AnswerFit {
  /** Relative to the mean variance; far below what float32 answers resolve. */
  private static final double RIDGE = 1e-9;

  private final int length;
  private final int sample;
  private final DMatrixRMaj map;
  private final double[] offset;
  private final DMatrixRMaj covariance;
  private final DMatrixRMaj precision;

  private AnswerFit(
      int sample, DMatrixRMaj map, double[] offset, DMatrixRMaj covariance, DMatrixRMaj precision) {
    this.length = offset.length;
    this.sample = sample;
    this.map = map;
    this.offset = offset;
    this.covariance = covariance;
    this.precision = precision;
  }

  /**
   * Fits to honest traffic.
   *
   * @param students n x c, what the student answers to n queries, which it has not learned from;
   *     not modified
   * @param answers n x c, what the served model answers to the same; not modified
   * @return the fit
   * @throws IllegalArgumentException if the shapes differ, there are fewer than 2 (c+1) queries, or
   *     an answer is not finite
   */
  public static AnswerFit of(FMatrixRMaj students, FMatrixRMaj answers) {
    requireSameShape(students, answers);
    int count = answers.numRows;
    int length = answers.numCols;
    if (count < 2 * (length + 1)) {
      throw new IllegalArgumentException(
          "answers of length %d take at least %d queries to fit, but there are %d"
              .formatted(length, 2 * (length + 1), count));
    }
    DMatrixRMaj p = new DMatrixRMaj(count, length);
    DMatrixRMaj y = new DMatrixRMaj(count, length);
    double[] meanP = centre(students, p);
    double[] meanY = centre(answers, y);
    DMatrixRMaj within = new DMatrixRMaj(length, length);
    DMatrixRMaj between = new DMatrixRMaj(length, length);
    CommonOps_DDRM.multTransA(p, p, within);
    CommonOps_DDRM.multTransA(p, y, between);
    invert(within, within);
    // Row-vector form: the residuals are y - p M, so M is the transpose of A.
    DMatrixRMaj map = new DMatrixRMaj(length, length);
    CommonOps_DDRM.mult(within, between, map);
    CommonOps_DDRM.multAdd(-1, p, map, y);
    double[] offset = meanY;
    for (int j = 0; j < length; j++) {
      for (int i = 0; i < length; i++) {
        offset[j] -= meanP[i] * map.get(i, j);
      }
    }
    DMatrixRMaj covariance = shrunkCovariance(y);
    DMatrixRMaj precision = new DMatrixRMaj(length, length);
    invert(covariance, precision);
    return new AnswerFit(count, map, offset, covariance, precision);
  }

  private static double[] centre(FMatrixRMaj values, DMatrixRMaj centred) {
    double[] mean = new double[values.numCols];
    for (int i = 0; i < values.getNumElements(); i++) {
      mean[i % mean.length] += values.data[i] / (double) values.numRows;
    }
    for (int i = 0; i < values.getNumElements(); i++) {
      centred.data[i] = values.data[i] - mean[i % mean.length];
    }
    return mean;
  }

  /** Inverts a positive semidefinite matrix after a tiny ridge, which is added to it. */
  private static void invert(DMatrixRMaj matrix, DMatrixRMaj inverse) {
    double level = CommonOps_DDRM.trace(matrix) / matrix.numRows;
    for (int i = 0; i < matrix.numRows; i++) {
      // A tiny level of its own, so that a model with one answer to everything is no exception.
      matrix.add(i, i, RIDGE * level + Double.MIN_NORMAL / RIDGE);
    }
    if (!CommonOps_DDRM.invertSPD(matrix, inverse)) {
      throw new ArithmeticException("the sample's covariance is not positive definite");
    }
  }

  private static DMatrixRMaj shrunkCovariance(DMatrixRMaj residuals) {
    int count = residuals.numRows;
    int length = residuals.numCols;
    DMatrixRMaj covariance = new DMatrixRMaj(length, length);
    CommonOps_DDRM.multTransA(residuals, residuals, covariance);
    CommonOps_DDRM.divide(covariance, count);
    double level = CommonOps_DDRM.trace(covariance) / length;
    double squares = squares(covariance, 0);
    double fourths = 0;
    for (int i = 0; i < count; i++) {
      double norm = 0;
      for (int j = 0; j < length; j++) {
        norm += residuals.get(i, j) * residuals.get(i, j);
      }
      fourths += norm * norm / count;
    }
    // How uncertain the sample covariance is, against how far it is from the identity's multiple.
    double uncertain = (fourths - squares) / count;
    double distant = squares(covariance, level);
    double shrinkage = distant > 0 ? Math.min(1, Math.max(0, uncertain / distant)) : 1;
    CommonOps_DDRM.scale(1 - shrinkage, covariance);
    for (int j = 0; j < length; j++) {
      covariance.add(j, j, shrinkage * level);
    }
    return covariance;
  }

  /** The sum of squares of the elements of a matrix less a multiple of the identity. */
  private static double squares(DMatrixRMaj matrix, double diagonal) {
    double sum = 0;
    for (int i = 0; i < matrix.numRows; i++) {
      for (int j = 0; j < matrix.numCols; j++) {
        double value = matrix.get(i, j) - (i == j ? diagonal : 0);
        sum += value * value;
      }
    }
    return sum;
  }

  /**
   * The length of an answer.
   *
   * @return c
   */
  public int outputLength() {
    return length;
  }

  /**
   * How many queries the fit was made of.
   *
   * @return n
   */
  public int sample() {
    return sample;
  }

  /**
   * The covariance of the residuals.
   *
   * @return c x c, a new matrix
   */
  public DMatrixRMaj covariance() {
    return covariance.copy();
  }

  /**
   * What the served model is expected to answer: the best linear prediction A p + b.
   *
   * @param students n x c, the student's answers; not modified
   * @param expected where to write, reshaped to n x c; null for a new matrix. May be {@code
   *     students}
   * @return n x c; the destination if one was given
   * @throws IllegalArgumentException if the answers are of another length
   */
  public FMatrixRMaj expected(FMatrixRMaj students, @Nullable FMatrixRMaj expected) {
    requireLength(students);
    FMatrixRMaj result = expected == null ? new FMatrixRMaj(students.numRows, length) : expected;
    result.reshape(students.numRows, length);
    double[] row = new double[length];
    for (int i = 0; i < students.numRows; i++) {
      expected(students, i, row);
      for (int j = 0; j < length; j++) {
        result.set(i, j, (float) row[j]);
      }
    }
    return result;
  }

  private void expected(FMatrixRMaj students, int row, double[] result) {
    System.arraycopy(offset, 0, result, 0, length);
    for (int i = 0; i < length; i++) {
      double value = students.get(row, i);
      for (int j = 0; j < length; j++) {
        result[j] += value * map.data[i * length + j];
      }
    }
  }

  /**
   * How far an answer is from what the student leads to expect.
   *
   * @param students the student's answers, one a row; not modified
   * @param student which row of them
   * @param answers a worker's answers, one a row; not modified
   * @param answer which row of them
   * @return the distance
   * @throws IllegalArgumentException if the answers are of another length
   */
  public Misfit misfit(FMatrixRMaj students, int student, FMatrixRMaj answers, int answer) {
    requireLength(students);
    requireLength(answers);
    double[] residual = new double[length];
    expected(students, student, residual);
    for (int j = 0; j < length; j++) {
      residual[j] = answers.get(answer, j) - residual[j];
    }
    double[] weighted = new double[length];
    double distance = 0;
    for (int j = 0; j < length; j++) {
      for (int i = 0; i < length; i++) {
        weighted[j] += precision.data[j * length + i] * residual[i];
      }
      distance += weighted[j] * residual[j];
    }
    int winner = Answers.largest(answers, answer);
    double gain = Double.NEGATIVE_INFINITY;
    double least = Double.POSITIVE_INFINITY;
    for (int other = 0; other < length; other++) {
      if (other != winner) {
        double lead = answers.get(answer, winner) - (double) answers.get(answer, other);
        least = Math.min(least, lead);
        double between =
            precision.get(winner, winner)
                + precision.get(other, other)
                - 2 * precision.get(winner, other);
        gain =
            Math.max(gain, 2 * lead * (weighted[winner] - weighted[other]) - lead * lead * between);
      }
    }
    return length > 1 ? new Misfit(distance, gain, least) : new Misfit(distance, 0, 0);
  }

  /**
   * How badly an answer fits the student's.
   *
   * @param distance the squared Mahalanobis distance r' C^-1 r of the residual, at least 0, about c
   *     for an honest answer
   * @param exchange by how much the distance would fall if the winner were exchanged with the class
   *     for which it falls most; positive if another winner is more plausible. 0 if c = 1
   * @param lead by how much the winner leads, whatever the student says, at least 0; 0 if c = 1
   */
  public record Misfit(double distance, double exchange, double lead) {}

  private void requireLength(FMatrixRMaj values) {
    if (values.numCols != length) {
      throw new IllegalArgumentException(
          "the fit is of answers of length " + length + ", but got length " + values.numCols);
    }
  }

  static void requireSameShape(FMatrixRMaj students, FMatrixRMaj answers) {
    if (students.numRows != answers.numRows || students.numCols != answers.numCols) {
      throw new IllegalArgumentException(
          "the student's answers are %d x %d, but the model's are %d x %d"
              .formatted(students.numRows, students.numCols, answers.numRows, answers.numCols));
    }
    if (answers.numCols == 0) {
      throw new IllegalArgumentException("the answers have no elements: c=0");
    }
    Finite.require(students, "the student's answer to query");
    Finite.require(answers, "the model's answer to query");
  }
}
