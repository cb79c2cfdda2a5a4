package io.github.approxifer.coding.student;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.decode.GroupCovariance;
import io.github.approxifer.coding.decode.LinearDecoder;
import io.github.approxifer.coding.kernel.RowCombiner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.CommonOps_FDRM;
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
  private final Code code;
  private final Holders holders;
  private final DMatrixRMaj encoding;
  private final Expectation expectation;
  private final GroupCovariance covariance;
  private final LinearDecoder decoder;

  private FusedDecoder(Code code, Expectation expectation, GroupCovariance covariance) {
    this.code = code;
    this.holders = expectation.holders();
    this.encoding = code.encodingMatrix();
    this.expectation = expectation;
    this.covariance = covariance;
    this.decoder = LinearDecoder.of(code).withWeights(this::weights);
  }

  /**
   * What is expected given the student's answers.
   *
   * @param mixing makes of the student's answers to the queries those to the workers' mixtures
   */
  private record Expectation(
      Holders holders, RowCombiner mixing, AnswerFit queryFit, AnswerFit mixtureFit) {

    /** K x c: the answers to the queries. */
    FMatrixRMaj ofQueries(FMatrixRMaj students) {
      return queryFit.expected(students, null);
    }

    /** N x c: what each worker answers. */
    FMatrixRMaj ofWorkers(FMatrixRMaj students, FMatrixRMaj ofQueries) {
      FMatrixRMaj mixed = mixing.apply(students, null);
      FMatrixRMaj ofWorkers = mixtureFit.expected(mixed, mixed);
      for (int worker = 0; worker < ofWorkers.numRows; worker++) {
        if (holders.query(worker) >= 0) {
          Answers.copyRow(ofQueries, holders.query(worker), ofWorkers, worker);
        }
      }
      return ofWorkers;
    }
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
    int classes =
        GroupCovariance.requireGroups(
            code,
            groups.stream().map(Sample::answers).toList(),
            groups.stream().map(Sample::clean).toList());
    int count = groups.size();
    FMatrixRMaj clean = new FMatrixRMaj(count * queries, classes);
    FMatrixRMaj students = new FMatrixRMaj(count * queries, classes);
    FMatrixRMaj mixed = new FMatrixRMaj(count * mixing.size(), classes);
    FMatrixRMaj studentsMixed = new FMatrixRMaj(count * mixing.size(), classes);
    RowCombiner combiner = RowCombiner.of(code.encodingMatrix());
    for (int g = 0; g < count; g++) {
      Sample group = groups.get(g);
      AnswerFit.requireSameShape(group.students(), group.clean());
      FMatrixRMaj mixtures = combiner.apply(group.students(), null);
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
    Expectation expectation =
        new Expectation(
            holders, combiner, AnswerFit.of(students, clean), AnswerFit.of(studentsMixed, mixed));
    return new FusedDecoder(
        code, expectation, GroupCovariance.of(workers, residuals(expectation, groups)));
  }

  /** For each group (N+K) x c: what its answers differ by from the expected ones. */
  private static List<DMatrixRMaj> residuals(Expectation expectation, List<Sample> groups) {
    List<DMatrixRMaj> residuals = new ArrayList<>();
    for (Sample group : groups) {
      FMatrixRMaj ofQueries = expectation.ofQueries(group.students());
      FMatrixRMaj ofWorkers = expectation.ofWorkers(group.students(), ofQueries);
      DMatrixRMaj residual = GroupCovariance.stacked(group.answers(), group.clean());
      CommonOps_DDRM.subtractEquals(residual, GroupCovariance.stacked(ofWorkers, ofQueries));
      residuals.add(residual);
    }
    return residuals;
  }

  @Override
  public Code code() {
    return code;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Only for a lone query, of which there are no mixtures: those of fewer queries vary otherwise
   * than those that were seen.
   */
  @Override
  public Optional<GroupDecoder> shortened(Code shorter) {
    return shorter.parameters().queries() == 1
        ? Optional.of(StudentDecoder.of(shorter))
        : Optional.empty();
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
    FMatrixRMaj ofQueries = expectation.ofQueries(students);
    FMatrixRMaj result = Requirements.copy(ofQueries, predictions);
    Provenance[] provenances = new Provenance[holders.queries()];
    Arrays.fill(provenances, Provenance.STUDENT);
    if (answers.size() > 0) {
      FMatrixRMaj ofWorkers = expectation.ofWorkers(students, ofQueries);
      FMatrixRMaj residuals =
          Answers.select(WorkerSet.all(code.workers()), ofWorkers, answers, null);
      CommonOps_FDRM.subtract(kept.values(), residuals, residuals);
      CommonOps_FDRM.addEquals(result, decoder.combine(answers, residuals, null));
      for (int j = 0; j < provenances.length; j++) {
        provenances[j] = inMixture(answers, j) ? Provenance.DECODED : Provenance.STUDENT;
      }
    }
    return holders.preferOwn(received.answers(), kept, result, provenances);
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
    double variance = covariance.variance(query);
    if (answers.size() == 0 || !(variance > 0)) {
      return 0;
    }
    if (holders.rank(answers, query) >= 0) {
      return 1;
    }
    DMatrixRMaj weights = weights(answers);
    DMatrixRMaj withQueries = covariance.withQueries(answers);
    double explained = 0;
    for (int rank = 0; rank < answers.size(); rank++) {
      explained += weights.get(query, rank) * withQueries.get(rank, query);
    }
    return Math.min(1, Math.max(0, explained / variance));
  }

  /** K x |F|: the weights of the residuals of F in the prediction of each query. */
  private DMatrixRMaj weights(WorkerSet answers) {
    return CommonOps_DDRM.multTransA(
        covariance.withQueries(answers), covariance.inverse(answers), null);
  }
}
