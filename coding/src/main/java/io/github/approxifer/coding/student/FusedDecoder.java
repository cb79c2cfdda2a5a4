package io.github.approxifer.coding.student;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.Decoded;
import io.github.approxifer.coding.Decoder;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.Provenance;
import io.github.approxifer.coding.Received;
import io.github.approxifer.coding.WorkerSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * A decoder that predicts a lost answer from the student's, the parities' and the other answers:
 * the best linear unbiased prediction on sample groups.
 *
 * <p>The student's answers P to the queries give the expected answers e of all workers and queries,
 * by a linear map ({@link AnswerFit}): of P_j for query j and whoever got it as it is, of sum_j
 * A_ij P_j for a mixture. What is left, r = y - e, has mean 0; with the covariances C_FF of the
 * residuals of the workers that answered and c_j of these with query j, both pooled over the
 * classes, the prediction is
 *
 * <pre>
 *   e_j + r_F' C_FF^-1 c_j
 * </pre>
 *
 * (simple kriging of residuals; G. Matheron, Principles of geostatistics, 1963). {@link #explained}
 * says how much of what the student does not know the code adds. A query that a worker of F got as
 * it is is predicted by that worker's answer. Decodes from any answers, also from none.
 * Thread-safe.
 */
public final class FusedDecoder implements GroupDecoder {
  private static final double RIDGE = 1e-9;

  private final Code code;
  private final Holders holders;
  private final DMatrixRMaj encoding;
  private final AnswerFit queryFit;
  private final AnswerFit mixtureFit;
  private final DMatrixRMaj covariance;
  private final Decoder decoder;

  private FusedDecoder(
      Code code, AnswerFit queryFit, AnswerFit mixtureFit, DMatrixRMaj covariance) {
    this.code = code;
    this.holders = Holders.of(code);
    this.encoding = code.encodingMatrix();
    this.queryFit = queryFit;
    this.mixtureFit = mixtureFit;
    this.covariance = covariance;
    this.decoder = new Decoder(code, this::weights);
  }

  /**
   * An honest group in the order in which it was encoded.
   *
   * @param clean K x c, the model's answers to the queries; not modified
   * @param students K x c, the student's answers to the queries; not modified
   * @param answers N x c, the answers of all workers; not modified
   */
  public record Sample(FMatrixRMaj clean, FMatrixRMaj students, FMatrixRMaj answers) {}

  /**
   * Fits a decoder.
   *
   * @param code the code, with at least one worker that gets a mixture
   * @param groups honest groups, not of queries that the student has learned from
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
    int count = groups.size();
    FMatrixRMaj clean = new FMatrixRMaj(count * queries, classes);
    FMatrixRMaj students = new FMatrixRMaj(count * queries, classes);
    FMatrixRMaj mixed = new FMatrixRMaj(count * mixing.size(), classes);
    FMatrixRMaj studentsMixed = new FMatrixRMaj(count * mixing.size(), classes);
    DMatrixRMaj encoding = code.encodingMatrix();
    for (int g = 0; g < count; g++) {
      Sample group = groups.get(g);
      requireShapes(group, workers, queries, classes);
      FMatrixRMaj mixtures = mixtures(encoding, group.students());
      for (int j = 0; j < queries; j++) {
        Answers.copyRow(group.clean(), j, clean, g * queries + j);
        Answers.copyRow(group.students(), j, students, g * queries + j);
      }
      for (int m = 0; m < mixing.size(); m++) {
        int row = g * mixing.size() + m;
        Answers.copyRow(group.answers(), mixing.get(m), mixed, row);
        Answers.copyRow(mixtures, mixing.get(m), studentsMixed, row);
      }
    }
    AnswerFit queryFit = AnswerFit.of(students, clean);
    AnswerFit mixtureFit = AnswerFit.of(studentsMixed, mixed);
    FusedDecoder expecting =
        new FusedDecoder(code, queryFit, mixtureFit, new DMatrixRMaj(size, size));
    return new FusedDecoder(code, queryFit, mixtureFit, expecting.covariance(groups, classes));
  }

  private static void requireShapes(Sample group, int workers, int queries, int classes) {
    Answers.requireRowForEach(WorkerSet.all(workers), group.answers());
    Answers.requireRowForEach(WorkerSet.all(queries), group.clean());
    AnswerFit.requireSameShape(group.students(), group.clean());
    if (group.clean().numCols != classes || group.answers().numCols != classes) {
      throw new IllegalArgumentException(
          "a sample group has another number of classes than the first, " + classes);
    }
  }

  private DMatrixRMaj covariance(List<Sample> groups, int classes) {
    int workers = code.workers();
    int size = workers + holders.queries();
    DMatrixRMaj sum = new DMatrixRMaj(size, size);
    DMatrixRMaj residuals = new DMatrixRMaj(size, classes);
    for (Sample group : groups) {
      FMatrixRMaj expected = queryFit.expected(group.students(), null);
      FMatrixRMaj ofWorkers = expectedOfWorkers(expected, group.students());
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
      // A tiny level of its own, so that a student that is always right is no exception.
      sum.add(i, i, RIDGE * level + Double.MIN_NORMAL / RIDGE);
    }
    return sum;
  }

  /** N x c: the student's answers, mixed as the queries are. */
  private static FMatrixRMaj mixtures(DMatrixRMaj encoding, FMatrixRMaj students) {
    FMatrixRMaj mixtures = new FMatrixRMaj(encoding.numRows, students.numCols);
    for (int worker = 0; worker < encoding.numRows; worker++) {
      for (int column = 0; column < students.numCols; column++) {
        double value = 0;
        for (int j = 0; j < encoding.numCols; j++) {
          value += encoding.get(worker, j) * students.get(j, column);
        }
        mixtures.set(worker, column, (float) value);
      }
    }
    return mixtures;
  }

  /** N x c: what each worker is expected to answer. */
  private FMatrixRMaj expectedOfWorkers(FMatrixRMaj expected, FMatrixRMaj students) {
    FMatrixRMaj ofWorkers = mixtureFit.expected(mixtures(encoding, students), null);
    for (int worker = 0; worker < code.workers(); worker++) {
      if (holders.query(worker) >= 0) {
        Answers.copyRow(expected, holders.query(worker), ofWorkers, worker);
      }
    }
    return ofWorkers;
  }

  @Override
  public Code code() {
    return code;
  }

  @Override
  public int leastAnswers() {
    return 0;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Lost answers are the student's where no mixture that holds the query answered, and decoded
   * elsewhere.
   *
   * @throws IllegalArgumentException if there are no answers of a student, the shapes do not agree,
   *     or an answer is not finite and E is 0
   */
  @Override
  public Decoded decode(Received received, @Nullable FMatrixRMaj predictions) {
    FMatrixRMaj students = Requirements.students(code, received);
    Received kept = Requirements.finite(code, received);
    WorkerSet answers = kept.answers();
    FMatrixRMaj expected = queryFit.expected(students, null);
    FMatrixRMaj result = Requirements.copy(expected, predictions);
    Provenance[] provenances = new Provenance[holders.queries()];
    Arrays.fill(provenances, Provenance.STUDENT);
    if (answers.size() > 0) {
      FMatrixRMaj ofWorkers = expectedOfWorkers(expected, students);
      FMatrixRMaj residuals =
          Answers.select(WorkerSet.all(code.workers()), ofWorkers, answers, null);
      for (int i = 0; i < residuals.getNumElements(); i++) {
        residuals.data[i] = kept.values().data[i] - residuals.data[i];
      }
      FMatrixRMaj decoded = decoder.decodeDegraded(answers, residuals, null);
      for (int j = 0; j < provenances.length; j++) {
        int own = holders.rank(answers, j);
        if (own >= 0) {
          Answers.copyRow(kept.values(), own, result, j);
          provenances[j] = Provenance.EXACT;
          continue;
        }
        for (int column = 0; column < result.numCols; column++) {
          result.add(j, column, decoded.get(j, column));
        }
        if (inMixture(answers, j)) {
          provenances[j] = Provenance.DECODED;
        }
      }
    }
    return new Decoded(
        result, Arrays.asList(provenances), answers, received.answers().without(answers));
  }

  private boolean inMixture(WorkerSet answers, int query) {
    return Arrays.stream(answers.toArray()).anyMatch(worker -> encoding.get(worker, query) != 0);
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
    int workers = code.workers();
    double variance = covariance.get(workers + query, workers + query);
    if (answers.size() == 0 || !(variance > 0)) {
      return 0;
    }
    if (holders.rank(answers, query) >= 0) {
      return 1;
    }
    DMatrixRMaj weights = weights(answers);
    double explained = 0;
    for (int rank = 0; rank < answers.size(); rank++) {
      explained += weights.get(query, rank) * covariance.get(answers.worker(rank), workers + query);
    }
    return Math.min(1, Math.max(0, explained / variance));
  }

  /** K x |F|: the weights of the residuals of F in the prediction of each query. */
  private DMatrixRMaj weights(WorkerSet answers) {
    int count = answers.size();
    int queries = holders.queries();
    DMatrixRMaj within = new DMatrixRMaj(count, count);
    DMatrixRMaj between = new DMatrixRMaj(queries, count);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        within.set(i, j, covariance.get(answers.worker(i), answers.worker(j)));
      }
      for (int j = 0; j < queries; j++) {
        between.set(j, i, covariance.get(code.workers() + j, answers.worker(i)));
      }
    }
    if (!CommonOps_DDRM.invertSPD(within, within)) {
      throw new ArithmeticException(
          "the sample's covariance of F = " + answers + " is not positive definite");
    }
    DMatrixRMaj weights = new DMatrixRMaj(queries, count);
    CommonOps_DDRM.mult(between, within, weights);
    return weights;
  }
}
