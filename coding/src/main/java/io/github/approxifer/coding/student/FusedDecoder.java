package io.github.approxifer.coding.student;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.Provenance;
import io.github.approxifer.coding.WorkerSet;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Predicts a lost answer from the student's, the parities' and the other answers: the best linear
 * unbiased prediction on sample groups.
 *
 * <p>The student's answers to the queries and to the mixtures give the expected answers e of all
 * workers and queries, by a linear map each ({@link AnswerFit}). What is left, r = y - e, has mean
 * 0; with the covariances C_FF of the residuals of the workers that answered and c_j of these with
 * query j, both pooled over the classes, the prediction is
 *
 * <pre>
 *   e_j + r_F' C_FF^-1 c_j
 * </pre>
 *
 * (simple kriging of residuals; G. Matheron, Principles of geostatistics, 1963). {@link #explained}
 * says how much of what the student does not know the code adds. A query that a worker of F got as
 * it is is predicted by that worker's answer. Immutable and thread-safe.
 */
public final class FusedDecoder {
  private static final double RIDGE = 1e-9;

  private final int workers;
  private final Holders holders;
  private final AnswerFit queryFit;
  private final AnswerFit mixtureFit;
  private final DMatrixRMaj covariance;

  private FusedDecoder(
      int workers,
      Holders holders,
      AnswerFit queryFit,
      AnswerFit mixtureFit,
      DMatrixRMaj covariance) {
    this.workers = workers;
    this.holders = holders;
    this.queryFit = queryFit;
    this.mixtureFit = mixtureFit;
    this.covariance = covariance;
  }

  /**
   * An honest group in the order in which it was encoded.
   *
   * @param clean K x c, the model's answers to the queries
   * @param students K x c, the student's answers to the queries
   * @param answers N x c, the answers of all workers
   * @param studentsOfCoded N x c, the student's answers to the coded queries
   */
  public record Sample(
      FMatrixRMaj clean, FMatrixRMaj students, FMatrixRMaj answers, FMatrixRMaj studentsOfCoded) {}

  /**
   * Fits a decoder.
   *
   * @param code the code, with at least one worker that gets a mixture
   * @param groups honest groups, not of queries that the student has learned from; not modified
   * @return the decoder
   * @throws IllegalArgumentException if no worker gets a mixture, the shapes do not agree, an
   *     answer is not finite, or there are fewer than 2 (c+1) answers to mixtures or fewer than 4
   *     (N+K) answers of one class in all
   */
  public static FusedDecoder fitted(Code code, List<Sample> groups) {
    Holders holders = Holders.of(code);
    int workers = code.workers();
    int queries = holders.queries();
    List<Integer> mixing = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      if (holders.query(worker) < 0) {
        mixing.add(worker);
      }
    }
    if (mixing.isEmpty()) {
      throw new IllegalArgumentException(
          "no worker of a %s code with %s gets a mixture, so there is nothing to fuse; take a StudentDecoder"
              .formatted(code.name(), code.parameters()));
    }
    int classes = groups.isEmpty() ? 0 : groups.get(0).clean().numCols;
    int size = workers + queries;
    if (groups.size() * (long) classes < 4L * size) {
      throw new IllegalArgumentException(
          "%d groups of %d classes are too few to fit N=%d workers and K=%d queries"
              .formatted(groups.size(), classes, workers, queries));
    }
    FMatrixRMaj clean = new FMatrixRMaj(groups.size() * queries, classes);
    FMatrixRMaj students = new FMatrixRMaj(groups.size() * queries, classes);
    FMatrixRMaj mixed = new FMatrixRMaj(groups.size() * mixing.size(), classes);
    FMatrixRMaj studentsOfMixed = new FMatrixRMaj(groups.size() * mixing.size(), classes);
    for (int g = 0; g < groups.size(); g++) {
      Sample group = groups.get(g);
      requireShapes(group, workers, queries, classes);
      for (int j = 0; j < queries; j++) {
        Answers.copyRow(group.clean(), j, clean, g * queries + j);
        Answers.copyRow(group.students(), j, students, g * queries + j);
      }
      for (int m = 0; m < mixing.size(); m++) {
        int row = g * mixing.size() + m;
        Answers.copyRow(group.answers(), mixing.get(m), mixed, row);
        Answers.copyRow(group.studentsOfCoded(), mixing.get(m), studentsOfMixed, row);
      }
    }
    AnswerFit queryFit = AnswerFit.of(students, clean);
    AnswerFit mixtureFit = AnswerFit.of(studentsOfMixed, mixed);
    FusedDecoder expecting =
        new FusedDecoder(workers, holders, queryFit, mixtureFit, new DMatrixRMaj(size, size));
    return new FusedDecoder(
        workers, holders, queryFit, mixtureFit, expecting.covariance(groups, classes));
  }

  private static void requireShapes(Sample group, int workers, int queries, int classes) {
    Answers.requireRowForEach(WorkerSet.all(workers), group.answers());
    Answers.requireRowForEach(WorkerSet.all(queries), group.clean());
    AnswerFit.requireSameShape(group.students(), group.clean());
    AnswerFit.requireSameShape(group.studentsOfCoded(), group.answers());
    if (group.clean().numCols != classes || group.answers().numCols != classes) {
      throw new IllegalArgumentException(
          "a sample group has another number of classes than the first, " + classes);
    }
  }

  private DMatrixRMaj covariance(List<Sample> groups, int classes) {
    int size = workers + holders.queries();
    DMatrixRMaj sum = new DMatrixRMaj(size, size);
    DMatrixRMaj residuals = new DMatrixRMaj(size, classes);
    for (Sample group : groups) {
      FMatrixRMaj expected = queryFit.expected(group.students(), null);
      FMatrixRMaj ofWorkers = expectedOfWorkers(expected, group.studentsOfCoded());
      for (int i = 0; i < residuals.getNumElements(); i++) {
        int split = workers * classes;
        residuals.data[i] =
            i < split
                ? (double) group.answers().data[i] - ofWorkers.data[i]
                : (double) group.clean().data[i - split] - expected.data[i - split];
      }
      CommonOps_DDRM.multAddTransB(residuals, residuals, sum);
    }
    CommonOps_DDRM.divide(sum, (double) groups.size() * classes);
    double level = CommonOps_DDRM.trace(sum) / size;
    for (int i = 0; i < size; i++) {
      sum.add(i, i, RIDGE * level + Double.MIN_NORMAL / RIDGE);
    }
    return sum;
  }

  /** What each worker is expected to answer. */
  private FMatrixRMaj expectedOfWorkers(FMatrixRMaj expected, FMatrixRMaj studentsOfCoded) {
    FMatrixRMaj ofWorkers = mixtureFit.expected(studentsOfCoded, null);
    for (int worker = 0; worker < workers; worker++) {
      if (holders.query(worker) >= 0) {
        Answers.copyRow(expected, holders.query(worker), ofWorkers, worker);
      }
    }
    return ofWorkers;
  }

  /**
   * Decodes one group.
   *
   * @param answers F, the workers that answered, possibly none
   * @param values |F| x c, row r is the answer of the worker of rank r in F; not modified
   * @param students K x c, what the student answers to the queries; not modified
   * @param studentsOfCoded N x c, what the student answers to the coded queries; rows of workers
   *     that got a query as it is are not looked at; not modified
   * @return the predictions; lost answers are {@link Provenance#STUDENT} where no mixture that
   *     holds the query answered, and {@link Provenance#DECODED} elsewhere
   * @throws IllegalArgumentException if the shapes do not agree, or a worker's answer is NaN or
   *     infinite
   */
  public FMatrixRMaj decode(
      WorkerSet answers, FMatrixRMaj values, FMatrixRMaj students, FMatrixRMaj studentsOfCoded) {
    Requirements.workers(workers, answers);
    Requirements.students(holders.queries(), students);
    Requirements.sameLength(studentsOfCoded, students);
    Requirements.answers(answers, values, students);
    FMatrixRMaj predictions = queryFit.expected(students, null);
    if (answers.size() == 0) {
      return predictions;
    }
    FMatrixRMaj ofWorkers = expectedOfWorkers(predictions, studentsOfCoded);
    DMatrixRMaj weights = weights(answers);
    int classes = students.numCols;
    for (int j = 0; j < holders.queries(); j++) {
      int own = heldBy(answers, j);
      if (own >= 0) {
        Answers.copyRow(values, own, predictions, j);
        continue;
      }
      for (int column = 0; column < classes; column++) {
        double value = predictions.get(j, column);
        for (int rank = 0; rank < answers.size(); rank++) {
          double residual =
              (double) values.get(rank, column) - ofWorkers.get(answers.worker(rank), column);
          value += weights.get(rank, j) * residual;
        }
        predictions.set(j, column, (float) value);
      }
    }
    return predictions;
  }

  /**
   * How much of what the student does not know of a query's answer the other answers tell.
   *
   * @param answers F, the workers that answered
   * @param query 0..K-1
   * @return the share of the variance of the student's residual that is explained, from 0 (the code
   *     adds nothing) to 1 (the answer is known)
   */
  public double explained(WorkerSet answers, int query) {
    Requirements.workers(workers, answers);
    double variance = covariance.get(workers + query, workers + query);
    if (answers.size() == 0 || !(variance > 0)) {
      return 0;
    }
    if (heldBy(answers, query) >= 0) {
      return 1;
    }
    DMatrixRMaj weights = weights(answers);
    double explained = 0;
    for (int rank = 0; rank < answers.size(); rank++) {
      explained += weights.get(rank, query) * covariance.get(answers.worker(rank), workers + query);
    }
    return Math.min(1, Math.max(0, explained / variance));
  }

  private int heldBy(WorkerSet answers, int query) {
    for (int worker : holders.workers(query)) {
      if (answers.contains(worker)) {
        return answers.rank(worker);
      }
    }
    return -1;
  }

  /** |F| x K: the weights of the residuals of F in the prediction of each query. */
  private DMatrixRMaj weights(WorkerSet answers) {
    int count = answers.size();
    int queries = holders.queries();
    DMatrixRMaj within = new DMatrixRMaj(count, count);
    DMatrixRMaj between = new DMatrixRMaj(count, queries);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        within.set(i, j, covariance.get(answers.worker(i), answers.worker(j)));
      }
      for (int j = 0; j < queries; j++) {
        between.set(i, j, covariance.get(answers.worker(i), workers + j));
      }
    }
    if (!CommonOps_DDRM.invertSPD(within, within)) {
      throw new ArithmeticException(
          "the sample's covariance of F = " + answers + " is not positive definite");
    }
    DMatrixRMaj weights = new DMatrixRMaj(count, queries);
    CommonOps_DDRM.mult(within, between, weights);
    return weights;
  }
}
