package io.github.approxifer.coding.locate;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.answers.WorkerSetCache;
import io.github.approxifer.coding.kernel.Finite;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A locator of the Byzantine workers whose answers together do not fit the others, over all classes
 * at once.
 *
 * <p>Every answer is predicted from all other answers. What is left is the residual energy trace(Y'
 * G Y) of a group; the locator looks for the few workers whose answers together explain most of it,
 * so that liars do not mask each other: among all sets of up to E workers as long as there are no
 * more than 20,000 of a size (E=3 up to 50 answers), and beyond by orthogonal matching pursuit with
 * replacement sweeps. There are two kinds of energy:
 *
 * <ul>
 *   <li>{@link #withResiduals}: G = L'L for the leave-one-out residuals of an interpolant. Needs
 *       nothing but the code.
 *   <li>{@link #fitted}: G is the inverse covariance of the workers' answers, and the classes are
 *       made uncorrelated, both fitted to groups in which nobody lied. Finds more, and works for
 *       every code.
 * </ul>
 *
 * <p>Without a gate exactly E workers are named, also when nobody lied. With a gate, which {@code
 * fitted} always has and {@link #gated} adds, from none to E, and nobody whose place another could
 * take as well: where lies hardly show, as those towards the centre do, leaving the wrong worker
 * out costs more than the lie.
 *
 * <p>G depends on the set of workers that answered and is kept for {@value #CACHE_SIZE} sets.
 * Locating takes O(n^2 c + n^3) operations for E up to 3. Thread-safe.
 */
public final class JointLocator extends FiniteLocator {
  /** How many answer sets are remembered; a matrix of 30 answers takes 7 kB. */
  public static final int CACHE_SIZE = 1024;

  private final int workers;
  private final int quorum;
  private final Energy energy;
  private final WorkerSetCache<DMatrixRMaj> matrices;
  private final @Nullable Gate gate;

  private JointLocator(int workers, int quorum, int errors, Energy energy, @Nullable Gate gate) {
    super(errors);
    this.workers = workers;
    this.quorum = quorum;
    this.energy = energy;
    this.matrices = WorkerSetCache.of(CACHE_SIZE, energy::matrix);
    this.gate = gate;
  }

  /**
   * A locator by leave-one-out residuals that always names E workers.
   *
   * @param code the code, whose worker nodes are used
   * @param operator how an answer is predicted from the others
   * @param errors E, how many workers to name; with 0 nobody is ever named
   * @return the locator
   * @throws IllegalArgumentException if E is negative or not below the number of workers
   */
  public static JointLocator withResiduals(
      InterpolatingCode code, ResidualOperator operator, int errors) {
    requireFewerThan(errors, code.workers());
    Energy energy = new ResidualEnergy(code.workerNodes(), operator);
    return new JointLocator(code.workers(), code.quorum(), errors, energy, null);
  }

  /**
   * A locator fitted to honest groups, with a gate.
   *
   * <p>The thresholds of the gate are found on one half of the groups with the covariances of the
   * other half, and the other way round, so that they hold for groups that were not fitted.
   *
   * @param code the code
   * @param honest the answers N x c of all workers to groups in which nobody lied, for instance the
   *     answers of one trusted copy of the model to coded samples; at least 20 groups, and 4 N / c;
   *     not modified. If some hold lies, fewer liars will be found, but there will not be more
   *     false alarms
   * @param errors E, the most that may lie
   * @param falseAlarmRate the share of groups in which anybody may be named when nobody lied,
   *     between 0 and 1; for instance 0.05
   * @return the locator
   * @throws IllegalArgumentException if E or the rate is out of range, or the groups are too few or
   *     of the wrong shape
   */
  public static JointLocator fitted(
      Code code, List<FMatrixRMaj> honest, int errors, double falseAlarmRate) {
    return fitted(code.workers(), code.quorum(), honest, errors, falseAlarmRate);
  }

  /**
   * A locator fitted to honest groups of any rows that vary together, as {@link #fitted(Code, List,
   * int, double)} is to those of a code.
   *
   * @param workers how many rows a group has
   * @param quorum how many of them are there at least when errors are to be located
   * @param honest the rows, n x c, of each group; not modified
   * @param errors E, the most that may lie
   * @param falseAlarmRate the share of honest groups in which anybody may be named
   * @return the locator
   * @throws IllegalArgumentException as {@link #fitted(Code, List, int, double)} does
   */
  public static JointLocator fitted(
      int workers, int quorum, List<FMatrixRMaj> honest, int errors, double falseAlarmRate) {
    requireFewerThan(errors, workers);
    requireHonest(workers, honest, falseAlarmRate);
    if (honest.size() * (long) honest.get(0).numCols < 4L * workers) {
      throw new IllegalArgumentException(
          "%d groups of %d classes are too few to fit N=%d workers; give at least %d"
              .formatted(
                  honest.size(),
                  honest.get(0).numCols,
                  workers,
                  (4 * workers - 1) / honest.get(0).numCols + 1));
    }
    List<Evidence> evidence = new ArrayList<>();
    for (int half = 0; half < 2; half++) {
      List<FMatrixRMaj> fit = new ArrayList<>();
      List<FMatrixRMaj> judge = new ArrayList<>();
      for (int g = 0; g < honest.size(); g++) {
        (g % 2 == half ? fit : judge).add(honest.get(g));
      }
      JointLocator locator = new JointLocator(workers, quorum, errors, FittedEnergy.of(fit), null);
      evidence.addAll(locator.evidence(judge));
    }
    Gate gate = errors == 0 ? null : Gate.calibrated(evidence, falseAlarmRate);
    return new JointLocator(workers, quorum, errors, FittedEnergy.of(honest), gate);
  }

  /**
   * The same locator with a gate, so that it names from none to E workers.
   *
   * @param honest the answers N x c of all workers to groups in which nobody lied, at least 20; not
   *     modified. If some hold lies, fewer liars will be found, but there will not be more false
   *     alarms
   * @param falseAlarmRate as in {@link #fitted}
   * @return a new locator
   * @throws IllegalArgumentException if the rate is out of range, or the groups are too few or of
   *     the wrong shape
   */
  public JointLocator gated(List<FMatrixRMaj> honest, double falseAlarmRate) {
    requireHonest(workers, honest, falseAlarmRate);
    Gate calibrated = errors() == 0 ? null : Gate.calibrated(evidence(honest), falseAlarmRate);
    return new JointLocator(workers, quorum, errors(), energy, calibrated);
  }

  private static void requireHonest(int workers, List<FMatrixRMaj> honest, double rate) {
    if (!(rate > 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "the false-alarm rate must be between 0 and 1, but is " + rate);
    }
    int least = Math.max(20, (int) Math.ceil(1 / rate) - 1);
    if (honest.size() < least) {
      throw new IllegalArgumentException(
          "a false-alarm rate of "
              + rate
              + " needs at least "
              + least
              + " honest groups, but there are "
              + honest.size());
    }
    for (FMatrixRMaj group : honest) {
      Answers.requireRowForEach(WorkerSet.all(workers), group);
      Finite.require(group, "honest answer of rank");
      if (group.numCols != honest.get(0).numCols) {
        throw new IllegalArgumentException(
            "the honest groups have "
                + honest.get(0).numCols
                + " and "
                + group.numCols
                + " classes");
      }
    }
  }

  /** The evidence of honest groups, of which as many random answers are seen as are waited for. */
  private List<Evidence> evidence(List<FMatrixRMaj> honest) {
    Random random = new Random(workers);
    List<Evidence> evidence = new ArrayList<>();
    for (FMatrixRMaj group : honest) {
      WorkerSet answers =
          WorkerSet.of(workers, random.ints(0, workers).distinct().limit(quorum).toArray());
      FMatrixRMaj values = Answers.select(WorkerSet.all(workers), group, answers, null);
      evidence.add(search(answers, values).run(errors(), JointSearch.NOBODY));
    }
    return evidence;
  }

  @Override
  void requireSuitable(WorkerSet answers) {
    requireWorkers(workers, answers);
  }

  @Override
  WorkerSet locate(WorkerSet answers, FMatrixRMaj values, int most) {
    JointSearch search = search(answers, values);
    Evidence evidence = search.run(most, JointSearch.NOBODY);
    Gate decides = gate;
    if (decides == null) {
      return named(answers, Arrays.stream(evidence.ranks(most)));
    }
    int size = decides.count(evidence);
    return named(
        answers,
        Arrays.stream(evidence.ranks(size))
            .filter(rank -> decides.clear(evidence, search.run(size, rank), size, values.numCols)));
  }

  private WorkerSet named(WorkerSet answers, IntStream ranks) {
    return WorkerSet.of(workers, ranks.map(answers::worker).toArray());
  }

  private JointSearch search(WorkerSet answers, FMatrixRMaj values) {
    return JointSearch.of(matrices.get(answers).data, energy.inUnits(values), values.numCols);
  }
}
