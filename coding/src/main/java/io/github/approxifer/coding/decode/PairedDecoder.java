package io.github.approxifer.coding.decode;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.Decoder;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.codes.CodeChecks;
import io.github.approxifer.coding.codes.PairedCode;
import io.github.approxifer.coding.decode.RobustDecoder.Decoded;
import io.github.approxifer.coding.kernel.Finite;
import io.github.approxifer.coding.locate.JointLocator;
import io.github.approxifer.coding.locate.ParityJudge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a {@link PairedCode}: equal answers of a pair are believed, and where the two differ, the
 * parities settle which one is.
 *
 * <p>All mismatched pairs are settled together: of all ways to believe one copy of each, the one is
 * taken whose answers fit the parities best, where as many parities may be left out as can still
 * have lied (E less the mismatches). If nobody lied, no pair differs, and the predictions are the
 * model's own, without false alarms.
 *
 * <p>{@link #fitted} knows more from honest groups: which parities to trust, and which answers no
 * honest worker gives. It also looks for pairs that agreed on a lie and for parities that lie, with
 * a {@link JointLocator} over the K answers and the parities; a query of such a pair is predicted
 * from the others. No prediction depends on a parity whose query came, so naming one is for the
 * sake of the workers' health.
 *
 * <p>Where a second round of requests can be afforded, {@link RecheckingDecoder} settles what is
 * only probable here.
 *
 * <p>A query with one copy only is believed, one with none is predicted from the others.
 * Thread-safe.
 */
public final class PairedDecoder {
  /** Beyond this many mismatches, which is far above any E in use, not all ways are tried. */
  private static final int MOST_MISMATCHES = 10;

  private final PairedCode code;
  private final double tolerance;
  private final int queries;
  private final Decoder decoder;
  private final ParityJudge judge;
  private final @Nullable JointLocator misfits;

  private PairedDecoder(
      PairedCode code, double tolerance, ParityJudge judge, @Nullable JointLocator misfits) {
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException(
          "the tolerance must be a number that is not negative, but is " + tolerance);
    }
    this.code = code;
    this.tolerance = tolerance;
    this.queries = code.parameters().queries();
    this.decoder = new Decoder(code);
    this.judge = judge;
    this.misfits = misfits;
  }

  /**
   * A decoder that knows nothing of the model.
   *
   * @param code the code
   * @param tolerance by how much honest answers to one query may differ in any element, in the unit
   *     of the answers; 0 if workers compute alike to the last bit
   * @throws IllegalArgumentException if the tolerance is negative or NaN
   */
  public PairedDecoder(PairedCode code, double tolerance) {
    this(code, tolerance, ParityJudge.plain(code.parityMatrix()), null);
  }

  /**
   * A decoder fitted to honest groups.
   *
   * @param code the code
   * @param tolerance as in {@link #PairedDecoder(PairedCode, double)}
   * @param honest the answers N x c of all workers to groups in which nobody lied, at least 20, and
   *     4 (K + 2E+S) / c; not modified
   * @param falseAlarmRate the share of groups in which an agreed answer may be thrown out, or a
   *     parity named, for nothing, between 0 and 1; for instance 0.05
   * @return the decoder
   * @throws IllegalArgumentException if the tolerance or the rate is out of range, or the groups
   *     are too few or of the wrong shape
   */
  public static PairedDecoder fitted(
      PairedCode code, double tolerance, List<FMatrixRMaj> honest, double falseAlarmRate) {
    int queries = code.parameters().queries();
    int parities = code.parities();
    List<FMatrixRMaj> clean = new ArrayList<>();
    List<FMatrixRMaj> parity = new ArrayList<>();
    List<FMatrixRMaj> both = new ArrayList<>();
    for (FMatrixRMaj group : honest) {
      Answers.requireRowForEach(WorkerSet.all(code.workers()), group);
      int classes = group.numCols;
      FMatrixRMaj distinct = new FMatrixRMaj(queries + parities, classes);
      for (int j = 0; j < queries; j++) {
        Answers.copyRow(group, 2 * j, distinct, j);
      }
      System.arraycopy(
          group.data, 2 * queries * classes, distinct.data, queries * classes, parities * classes);
      both.add(distinct);
      clean.add(Answers.rows(distinct, 0, queries));
      parity.add(Answers.rows(distinct, queries, parities));
    }
    ParityJudge judge = ParityJudge.fitted(code.parityMatrix(), clean, parity);
    int errors = code.parameters().errors();
    if (errors == 0) {
      return new PairedDecoder(code, tolerance, judge, null);
    }
    // A pair that agrees on a lie takes two liars, a parity one.
    int size = queries + parities;
    JointLocator misfits =
        JointLocator.fitted(size, size, both, Math.max(1, errors / 2), falseAlarmRate);
    return new PairedDecoder(code, tolerance, judge, misfits);
  }

  /**
   * Decodes one group.
   *
   * @param answers F, the workers that answered: at least the code's quorum
   * @param values |F| x c, row r is the answer of the worker of rank r in F; not modified
   * @return the predictions; the workers believed; and those believed to have lied
   * @throws IllegalArgumentException if there are too few answers, the shapes do not agree, an
   *     answer is NaN or infinite, or more than 10 pairs differ
   */
  public Decoded decode(WorkerSet answers, FMatrixRMaj values) {
    WorkerSet liars = liars(answers, values);
    WorkerSet used = answers.without(liars);
    FMatrixRMaj kept = Answers.select(answers, values, used, null);
    return new Decoded(decoder.decodeDegraded(used, kept, null), used, liars);
  }

  /** Those that {@link #decode} believes to have lied; it throws the same. */
  WorkerSet liars(WorkerSet answers, FMatrixRMaj values) {
    Answers.requireRowForEach(answers, values);
    Finite.require(values, "answer of rank");
    CodeChecks.requireAnswers(code, answers);
    if (answers.size() < code.quorum()) {
      throw new IllegalArgumentException(
          "%s decodes from at least %d answers, but F = %s has %d; wait for more"
              .formatted(code.name(), code.quorum(), answers, answers.size()));
    }
    int[] mismatched = mismatched(answers, values);
    if (mismatched.length > MOST_MISMATCHES) {
      throw new IllegalArgumentException(
          "%d of the pairs differ, far more than E=%d; check that the workers run the same model,"
                  .formatted(mismatched.length, code.parameters().errors())
              + " or raise the tolerance");
    }
    WorkerSet liars = WorkerSet.none(code.workers());
    if (mismatched.length > 0) {
      liars = settle(answers, values, mismatched);
    }
    List<Integer> found = new ArrayList<>();
    Arrays.stream(liars.toArray()).forEach(found::add);
    for (int suspect : misfits(answers, values, liars)) {
      // Among copies that were chosen by what is probable, a parity may only seem to lie.
      if (suspect < 2 * queries || mismatched.length == 0) {
        found.add(suspect);
      }
    }
    return WorkerSet.of(code.workers(), found.stream().mapToInt(Integer::intValue).toArray());
  }

  PairedCode code() {
    return code;
  }

  double tolerance() {
    return tolerance;
  }

  /** The queries whose two copies differ, in ascending order. */
  int[] mismatched(WorkerSet answers, FMatrixRMaj values) {
    int[] found = new int[queries];
    int count = 0;
    for (int j = 0; j < queries; j++) {
      if (answers.contains(2 * j) && answers.contains(2 * j + 1)) {
        int a = answers.rank(2 * j);
        if (!Answers.agree(values, a, a + 1, tolerance)) {
          found[count++] = j;
        }
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** The copies not to be believed, one of each mismatched pair. */
  private WorkerSet settle(WorkerSet answers, FMatrixRMaj values, int[] mismatched) {
    int remaining = Math.max(0, code.parameters().errors() - mismatched.length);
    WorkerSet parities = parities(answers);
    FMatrixRMaj parityValues = parityValues(answers, values);
    FMatrixRMaj clean = clean(answers, values, WorkerSet.none(code.workers()));
    double[][] oddities = new double[mismatched.length][2];
    for (int i = 0; i < mismatched.length; i++) {
      int first = answers.rank(2 * mismatched[i]);
      oddities[i][0] = judge.oddity(values, first);
      oddities[i][1] = judge.oddity(values, first + 1);
    }
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int choice = 0; choice < 1 << mismatched.length; choice++) {
      double energy = 0;
      for (int i = 0; i < mismatched.length; i++) {
        int copy = choice >> i & 1;
        int row = answers.rank(2 * mismatched[i]) + copy;
        Answers.copyRow(values, row, clean, mismatched[i]);
        energy += oddities[i][copy];
      }
      energy += judge.energy(clean, parities, parityValues, remaining);
      if (energy < least) {
        least = energy;
        best = choice;
      }
    }
    int[] liars = new int[mismatched.length];
    for (int i = 0; i < liars.length; i++) {
      liars[i] = 2 * mismatched[i] + 1 - (best >> i & 1);
    }
    return WorkerSet.of(code.workers(), liars);
  }

  /**
   * The workers whose answers do not fit the rest although nobody contradicts them: both copies of
   * a query, if two more may lie, and parities, if one more may.
   *
   * @param liars who is known to lie; not named again
   */
  List<Integer> misfits(WorkerSet answers, FMatrixRMaj values, WorkerSet liars) {
    int remaining = code.parameters().errors() - liars.size();
    List<Integer> found = new ArrayList<>();
    if (misfits == null || remaining < 1) {
      return found;
    }
    FMatrixRMaj clean = clean(answers, values, liars);
    FMatrixRMaj parityValues = parityValues(answers, values);
    WorkerSet parities = parities(answers);
    int classes = values.numCols;
    int[] members = new int[queries + parities.size()];
    FMatrixRMaj all = new FMatrixRMaj(members.length, classes);
    System.arraycopy(clean.data, 0, all.data, 0, queries * classes);
    System.arraycopy(parityValues.data, 0, all.data, queries * classes, parities.size() * classes);
    for (int i = 0; i < members.length; i++) {
      members[i] = i < queries ? i : queries + parities.worker(i - queries);
    }
    WorkerSet distinct = WorkerSet.of(queries + code.parities(), members);
    for (int suspect : misfits.locate(distinct, all).toArray()) {
      if (suspect >= queries) {
        int parity = 2 * queries + suspect - queries;
        if (!liars.contains(parity)) {
          found.add(parity);
        }
      } else if (remaining >= 2
          && answers.contains(2 * suspect)
          && answers.contains(2 * suspect + 1)
          && !liars.contains(2 * suspect)
          && !liars.contains(2 * suspect + 1)) {
        found.add(2 * suspect);
        found.add(2 * suspect + 1);
      }
    }
    return found;
  }

  /** K x c: one believed copy of each query, or what the other queries make of it. */
  private FMatrixRMaj clean(WorkerSet answers, FMatrixRMaj values, WorkerSet liars) {
    int[] parities = new int[code.parities()];
    Arrays.setAll(parities, p -> 2 * queries + p);
    WorkerSet copies = answers.without(liars).without(parities);
    FMatrixRMaj kept = Answers.select(answers, values, copies, null);
    return decoder.decodeDegraded(copies, kept, null);
  }

  /** The parities that answered, numbered from 0. */
  private WorkerSet parities(WorkerSet answers) {
    int[] found =
        Arrays.stream(answers.toArray())
            .filter(worker -> worker >= 2 * queries)
            .map(worker -> worker - 2 * queries)
            .toArray();
    return WorkerSet.of(Math.max(1, code.parities()), found);
  }

  private FMatrixRMaj parityValues(WorkerSet answers, FMatrixRMaj values) {
    int count = parities(answers).size();
    return Answers.rows(values, answers.size() - count, count);
  }
}
