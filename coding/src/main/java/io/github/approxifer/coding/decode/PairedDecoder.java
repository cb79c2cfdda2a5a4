package io.github.approxifer.coding.decode;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.locate.JointLocator;
import io.github.approxifer.coding.locate.ParityJudge;
import io.github.approxifer.coding.locate.Tolerance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A decoder against Byzantine workers for codes that send every query to two, such as {@code
 * PairedCode}: equal answers of a pair are believed, and where the two differ, the parities settle
 * which one is.
 *
 * <p>All mismatched pairs are settled together: of all ways to believe one copy of each, the one is
 * taken whose answers fit the parities best, where as many parities may be left out as can still
 * have lied (E less the mismatches). An answer too near to the mean of all answers is doubted too:
 * it fits parities well, as they are mixtures, and no query. Where neither copy fits clearly
 * better, a mean of both is predicted, in which the better one counts up to three times the other,
 * and neither worker is named. If nobody lied, no pair differs, and the predictions are the model's
 * own, without false alarms.
 *
 * <p>If more than E pairs differ, honest copies differ by more than the {@link Tolerance}, or more
 * workers lie than may: then nobody is blamed, the mean of both copies is predicted, and {@link
 * Decoded#warning()} says so.
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
public final class PairedDecoder implements GroupDecoder {
  /** Beyond this many mismatches, which is far above any E in use, not all ways are tried. */
  private static final int MOST_MISMATCHES = 10;

  /** How much better one copy must fit to be believed alone: odds of e^3, or twenty to one. */
  private static final double CLEAR = 6;

  /**
   * By how much the share of the better copy may be above a half while it is not clear. A whole
   * quarter keeps what is right of a mean with a lie towards the centre; more than none keeps the
   * mean of an answer and its opposite from being nothing.
   */
  private static final double LEANING = 0.25;

  private final Code code;
  private final Pairs pairs;
  private final Tolerance tolerance;
  private final LinearDecoder decoder;
  private final ParityJudge judge;
  private final @Nullable JointLocator misfits;
  private final boolean fitted;

  private PairedDecoder(
      Code code,
      Pairs pairs,
      Tolerance tolerance,
      ParityJudge judge,
      @Nullable JointLocator misfits,
      boolean fitted) {
    this.fitted = fitted;
    this.code = code;
    this.pairs = pairs;
    this.tolerance = tolerance;
    this.decoder = LinearDecoder.of(code);
    this.judge = judge;
    this.misfits = misfits;
  }

  /**
   * A decoder that knows nothing of the model, with the tolerance {@link Tolerance#ofScale()}.
   *
   * @param code a code that sends every query to two workers
   * @return the decoder
   * @throws IllegalArgumentException if the code does not
   */
  public static PairedDecoder of(Code code) {
    Pairs pairs = new Pairs(code);
    return new PairedDecoder(
        code, pairs, Tolerance.ofScale(), ParityJudge.plain(pairs.mixtures()), null, false);
  }

  /**
   * A decoder fitted to honest groups, with the tolerance {@link Tolerance#seenIn} them.
   *
   * @param code a code that sends every query to two workers
   * @param honest the answers N x c of all workers to groups in which nobody lied, at least 20, and
   *     4 (K + P) / c for P parities; not modified
   * @param falseAlarmRate the share of groups in which an agreed answer may be thrown out, or a
   *     parity named, for nothing, between 0 and 1; for instance 0.05
   * @return the decoder
   * @throws IllegalArgumentException if the code holds a query otherwise than twice, the rate is
   *     out of range, or the groups are too few or of the wrong shape
   */
  public static PairedDecoder fitted(Code code, List<FMatrixRMaj> honest, double falseAlarmRate) {
    Pairs pairs = new Pairs(code);
    int queries = pairs.queries();
    List<FMatrixRMaj> clean = new ArrayList<>();
    List<FMatrixRMaj> parity = new ArrayList<>();
    List<FMatrixRMaj> both = new ArrayList<>();
    for (FMatrixRMaj group : honest) {
      Answers.requireRowForEach(WorkerSet.all(code.workers()), group);
      FMatrixRMaj distinct = pairs.distinct(group);
      both.add(distinct);
      clean.add(Answers.rows(distinct, 0, queries));
      parity.add(Answers.rows(distinct, queries, pairs.parities()));
    }
    Tolerance tolerance = Tolerance.seenIn(code, honest);
    ParityJudge judge = ParityJudge.fitted(pairs.mixtures(), clean, parity);
    int errors = code.parameters().errors();
    if (errors == 0) {
      return new PairedDecoder(code, pairs, tolerance, judge, null, true);
    }
    // A pair that agrees on a lie takes two liars, a parity one.
    int size = queries + pairs.parities();
    JointLocator misfits =
        JointLocator.fitted(size, size, both, Math.max(1, errors / 2), falseAlarmRate);
    return new PairedDecoder(code, pairs, tolerance, judge, misfits, true);
  }

  /**
   * The same decoder with another tolerance.
   *
   * @param allowed by how much honest answers to one query may differ
   * @return a new decoder
   */
  public PairedDecoder withTolerance(Tolerance allowed) {
    return new PairedDecoder(code, pairs, allowed, judge, misfits, fitted);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Not of a {@link #fitted} decoder.
   */
  @Override
  public Optional<GroupDecoder> shortened(Code shorter) {
    return plainly(shorter).map(decoder -> decoder);
  }

  /** The same decoder of a shorter code; empty if this one is fitted. */
  Optional<PairedDecoder> plainly(Code shorter) {
    return fitted ? Optional.empty() : Optional.of(of(shorter).withTolerance(tolerance));
  }

  @Override
  public Code code() {
    return code;
  }

  @Override
  public Decoded decode(Received received, @Nullable FMatrixRMaj predictions) {
    Finding finding = find(received);
    WorkerSet used = received.answers().without(finding.liars());
    FMatrixRMaj kept = Answers.select(received.answers(), received.values(), used, null);
    for (int i = 0; i < finding.mismatched().size(); i++) {
      blend(kept, used, finding.mismatched().get(i), finding.shares().get(i));
    }
    return new Decoded(
        decoder.combine(used, kept, predictions),
        decoder.provenances(used),
        used,
        finding.liars(),
        finding.warning());
  }

  /** Gives both copies of a query, if both are believed, their weighted mean. */
  private void blend(FMatrixRMaj kept, WorkerSet used, int query, double shareOfFirst) {
    if (!pairs.both(used, query)) {
      return;
    }
    int one = used.rank(pairs.copy(query, 0));
    int other = used.rank(pairs.copy(query, 1));
    for (int c = 0; c < kept.numCols; c++) {
      double mean = shareOfFirst * kept.get(one, c) + (1 - shareOfFirst) * kept.get(other, c);
      kept.set(one, c, (float) mean);
      kept.set(other, c, (float) mean);
    }
  }

  /**
   * What the answers of the first round say.
   *
   * @param finite the answers that are finite
   * @param tolerance in the unit of these answers
   * @param mismatched the queries whose copies differ, ascending; none if they are more than may
   *     lie
   * @param shares for each mismatched query, how much its first copy counts, between 0 and 1
   * @param liars who is believed to have lied
   * @param warning that more pairs differ than may lie, or null
   */
  record Finding(
      Received finite,
      double tolerance,
      List<Integer> mismatched,
      List<Double> shares,
      WorkerSet liars,
      @Nullable String warning) {}

  /** Looks at the answers of the first round. */
  Finding find(Received received) {
    Answers.requireSome(code.workers(), received.answers());
    final Received finite = received.finite();
    WorkerSet answers = finite.answers();
    FMatrixRMaj values = finite.values();
    WorkerSet liars = received.answers().without(answers);
    final double allowed = tolerance.in(values);
    List<Integer> none = List.of();
    int errors = code.parameters().errors() - liars.size();
    if (received.answers().size() < code.quorum() || errors < 0) {
      return new Finding(finite, allowed, none, List.of(), liars, null);
    }
    int[] mismatched = pairs.mismatched(answers, values, allowed);
    if (mismatched.length > Math.min(errors, MOST_MISMATCHES)) {
      return new Finding(
          finite, allowed, none, List.of(), liars, warning(mismatched.length, allowed));
    }
    double[] leads = settle(finite, mismatched, errors - mismatched.length);
    liars = liars.with(clearLosers(mismatched, leads));
    List<Integer> found = new ArrayList<>();
    for (int suspect : misfits(finite, liars)) {
      // Among copies that were chosen by what is probable, a parity may only seem to lie.
      if (pairs.query(suspect) >= 0 || mismatched.length == 0) {
        found.add(suspect);
      }
    }
    return new Finding(
        finite,
        allowed,
        Arrays.stream(mismatched).boxed().toList(),
        Arrays.stream(leads).mapToObj(PairedDecoder::share).toList(),
        liars.with(WorkerSet.of(code.workers(), found)),
        null);
  }

  private String warning(int mismatches, double allowed) {
    return "the copies of %d queries differ by more than %.3g, but at most E=%d workers may lie, so nobody is blamed: check that all workers run the same model, or raise the tolerance"
        .formatted(mismatches, allowed, code.parameters().errors());
  }

  Pairs pairs() {
    return pairs;
  }

  LinearDecoder decoder() {
    return decoder;
  }

  /** By how much the first copy of each mismatched query fits better than the second. */
  private double[] settle(Received finite, int[] mismatched, int remaining) {
    WorkerSet answers = finite.answers();
    FMatrixRMaj values = finite.values();
    if (mismatched.length == 0) {
      return new double[0];
    }
    WorkerSet parities = pairs.answeredParities(answers);
    FMatrixRMaj parityValues = pairs.parityValues(answers, values);
    FMatrixRMaj clean = clean(answers, values, WorkerSet.none(code.workers()));
    FMatrixRMaj agreed = agreed(clean, mismatched);
    int count = mismatched.length;
    double[] energies = new double[1 << count];
    for (int choice = 0; choice < energies.length; choice++) {
      for (int i = 0; i < count; i++) {
        Answers.copyRow(values, row(answers, mismatched[i], choice >> i), clean, mismatched[i]);
      }
      energies[choice] = judge.energy(clean, parities, parityValues, remaining);
    }
    double[][] oddities = new double[count][2];
    for (int i = 0; i < count; i++) {
      for (int copy = 0; copy < 2; copy++) {
        oddities[i][copy] = judge.oddity(values, row(answers, mismatched[i], copy), agreed);
      }
    }
    double least = Arrays.stream(energies).min().orElseThrow();
    double unit = judge.unit(least, parities.size(), values.numCols);
    for (int choice = 0; choice < energies.length; choice++) {
      energies[choice] /= unit;
      for (int i = 0; i < count; i++) {
        energies[choice] += oddities[i][choice >> i & 1];
      }
    }
    return leads(count, energies);
  }

  /** The rank of one of the two copies of a query. */
  private int row(WorkerSet answers, int query, int choice) {
    return answers.rank(pairs.copy(query, choice & 1));
  }

  /** The rows of the queries whose copies agree. */
  private static FMatrixRMaj agreed(FMatrixRMaj clean, int[] mismatched) {
    FMatrixRMaj rows = new FMatrixRMaj(clean.numRows - mismatched.length, clean.numCols);
    int next = 0;
    for (int query = 0; query < clean.numRows; query++) {
      if (Arrays.binarySearch(mismatched, query) < 0) {
        Answers.copyRow(clean, query, rows, next++);
      }
    }
    return rows;
  }

  /** Of each pair by how much the best choice of the second copy is worse than of the first. */
  private static double[] leads(int mismatched, double[] energies) {
    double[] leads = new double[mismatched];
    for (int i = 0; i < mismatched; i++) {
      double[] best = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
      for (int choice = 0; choice < energies.length; choice++) {
        int copy = choice >> i & 1;
        best[copy] = Math.min(best[copy], energies[choice]);
      }
      leads[i] = best[1] - best[0];
    }
    return leads;
  }

  /** Of each pair the copy without which all fits better, if it does so clearly. */
  private WorkerSet clearLosers(int[] mismatched, double[] leads) {
    List<Integer> losers = new ArrayList<>();
    for (int i = 0; i < mismatched.length; i++) {
      if (Math.abs(leads[i]) >= CLEAR) {
        losers.add(pairs.copy(mismatched[i], leads[i] > 0 ? 1 : 0));
      }
    }
    return WorkerSet.of(code.workers(), losers);
  }

  /** How much the first copy counts in the mean of both. */
  private static double share(double lead) {
    return 0.5 + LEANING * Math.max(-1, Math.min(1, lead / CLEAR));
  }

  /**
   * The workers whose answers do not fit the rest although nobody contradicts them: both copies of
   * a query, if two more may lie, and parities, if one more may.
   *
   * @param finite the finite answers
   * @param liars who is known to lie; not named again
   */
  List<Integer> misfits(Received finite, WorkerSet liars) {
    int remaining = code.parameters().errors() - liars.size();
    List<Integer> found = new ArrayList<>();
    if (misfits == null || remaining < 1) {
      return found;
    }
    WorkerSet answers = finite.answers();
    FMatrixRMaj values = finite.values();
    FMatrixRMaj clean = clean(answers, values, liars);
    FMatrixRMaj parityValues = pairs.parityValues(answers, values);
    WorkerSet parities = pairs.answeredParities(answers);
    int queries = pairs.queries();
    int classes = values.numCols;
    int[] members = new int[queries + parities.size()];
    FMatrixRMaj all = new FMatrixRMaj(members.length, classes);
    System.arraycopy(clean.data, 0, all.data, 0, queries * classes);
    System.arraycopy(parityValues.data, 0, all.data, queries * classes, parities.size() * classes);
    for (int i = 0; i < members.length; i++) {
      members[i] = i < queries ? i : queries + parities.worker(i - queries);
    }
    WorkerSet distinct = WorkerSet.of(queries + pairs.parities(), members);
    for (int suspect : misfits.locate(distinct, all).toArray()) {
      if (suspect >= queries) {
        int parity = pairs.parity(suspect - queries);
        if (!liars.contains(parity)) {
          found.add(parity);
        }
      } else if (remaining >= 2
          && pairs.both(answers, suspect)
          && pairs.both(answers.without(liars), suspect)) {
        found.add(pairs.copy(suspect, 0));
        found.add(pairs.copy(suspect, 1));
      }
    }
    return found;
  }

  /** K x c: one believed copy of each query, or what the other queries make of it. */
  private FMatrixRMaj clean(WorkerSet answers, FMatrixRMaj values, WorkerSet liars) {
    WorkerSet copies = pairs.clean(answers.without(liars));
    FMatrixRMaj kept = Answers.select(answers, values, copies, null);
    return decoder.combine(copies, kept, null);
  }
}
