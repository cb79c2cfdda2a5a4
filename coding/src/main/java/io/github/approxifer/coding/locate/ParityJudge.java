package io.github.approxifer.coding.locate;

import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * A judge of how badly K answers and the answers to parities, fixed mixtures of the queries, fit
 * together: the energy of the residuals y_p - sum_j w_pj y_j.
 *
 * <p>Fitted to honest groups it knows which parities follow their mixtures well, which classes vary
 * together, and which answers no honest worker gives. Immutable and thread-safe.
 */
public final class ParityJudge {
  private static final Energy PLAIN = answers -> CommonOps_DDRM.identity(answers.size());

  /** Answers are suspect by themselves if less than one in a hundred honest ones is as far out. */
  private static final double USUAL = 0.99;

  private final DMatrixRMaj mixtures;
  private final Energy energy;
  private final List<FittedEnergy> answers;
  private final double usual;
  private final double unit;
  private final @Nullable TypicalSize typical;

  private ParityJudge(
      DMatrixRMaj mixtures,
      Energy energy,
      List<FittedEnergy> answers,
      double usual,
      double unit,
      @Nullable TypicalSize typical) {
    this.mixtures = mixtures;
    this.energy = energy;
    this.answers = answers;
    this.usual = usual;
    this.unit = unit;
    this.typical = typical;
  }

  /**
   * A judge that takes all parities and classes for equally good.
   *
   * @param mixtures P x K, not modified
   * @return the judge
   */
  public static ParityJudge plain(DMatrixRMaj mixtures) {
    return new ParityJudge(mixtures, PLAIN, List.of(), 0, 1, null);
  }

  /**
   * A judge fitted to honest groups.
   *
   * @param mixtures P x K
   * @param clean K x c for each group, the answers to the queries
   * @param parities P x c for each group
   * @return the judge
   */
  public static ParityJudge fitted(
      DMatrixRMaj mixtures, List<FMatrixRMaj> clean, List<FMatrixRMaj> parities) {
    FittedEnergy answers = FittedEnergy.of(clean);
    List<Double> sizes = new ArrayList<>();
    List<FMatrixRMaj> residuals = new ArrayList<>();
    WorkerSet all = WorkerSet.all(Math.max(1, mixtures.numRows));
    for (int g = 0; g < clean.size(); g++) {
      double[] units = answers.inUnits(clean.get(g));
      int classes = clean.get(g).numCols;
      for (int j = 0; j < clean.get(g).numRows; j++) {
        sizes.add(squares(units, j * classes, classes));
      }
      if (mixtures.numRows > 0) {
        residuals.add(residuals(mixtures, clean.get(g), all, parities.get(g)));
      }
    }
    double[] sorted = sizes.stream().mapToDouble(d -> d).sorted().toArray();
    double unit = Arrays.stream(sorted).average().orElse(1) / clean.get(0).numCols;
    Energy energy = residuals.isEmpty() ? PLAIN : FittedEnergy.of(residuals);
    double usual = sorted[(int) (USUAL * (sorted.length - 1))];
    return new ParityJudge(mixtures, energy, List.of(answers), usual, unit, TypicalSize.of(sorted));
  }

  /**
   * The energy of the residuals, where up to so many parities may lie.
   *
   * @param clean K x c
   * @param which the parities that answered, out of P; may be empty
   * @param parities |which| x c
   * @param liars how many of the parities may be left out
   * @return the least energy, at least 0
   */
  public double energy(FMatrixRMaj clean, WorkerSet which, FMatrixRMaj parities, int liars) {
    if (which.size() == 0) {
      return 0;
    }
    FMatrixRMaj residuals = residuals(mixtures, clean, which, parities);
    int count = which.size();
    int classes = clean.numCols;
    double[] z = energy.inUnits(residuals);
    DMatrixRMaj units = DMatrixRMaj.wrap(count, classes, z);
    DMatrixRMaj g = energy.matrix(which);
    DMatrixRMaj b = new DMatrixRMaj(count, classes);
    CommonOps_DDRM.mult(g, units, b);
    double total = CommonOps_DDRM.elementSum(CommonOps_DDRM.elementMult(b, units, null));
    DMatrixRMaj m = new DMatrixRMaj(count, count);
    CommonOps_DDRM.multTransB(b, b, m);
    SupportSearch search = new SupportSearch(count, g.data, m.data, Math.min(liars, count - 1), -1);
    for (int size = 0; size < Math.min(liars, count - 1); size++) {
      search.grow();
    }
    return Math.max(0, total - search.drop());
  }

  /**
   * In which unit energies are. They are squared deviations where honest groups are known; without
   * them the least energy of a group says how large its residuals are.
   *
   * @param least the least energy of the group
   * @param parities how many parities answered
   * @param classes c
   * @return the energy of one residual, above 0
   */
  public double unit(double least, int parities, int classes) {
    return answers.isEmpty()
        ? Math.max(Double.MIN_NORMAL, least / Math.max(1, parities * classes))
        : 1;
  }

  /**
   * How unlike an honest answer an answer is by itself: farther out than honest workers go, or
   * nearer to the centre, as a lie is that hedges.
   *
   * @param values n x c, not modified
   * @param row 0..n-1
   * @param agreed m x c, answers of the group that are believed, by which a judge goes that knows
   *     no honest groups; not modified
   * @return at least 0, in the unit of squared deviations; 0 if it is like one
   */
  public double oddity(FMatrixRMaj values, int row, FMatrixRMaj agreed) {
    FMatrixRMaj one = Answers.rows(values, row, 1);
    if (answers.isEmpty()) {
      return TypicalSize.below(agreed, one);
    }
    double size = squares(answers.get(0).inUnits(one), 0, values.numCols);
    double low = typical == null ? 0 : typical.below(size);
    return Math.max(0, size - usual) / unit + low;
  }

  private static double squares(double[] values, int begin, int length) {
    double sum = 0;
    for (int i = begin; i < begin + length; i++) {
      sum += values[i] * values[i];
    }
    return sum;
  }

  private static FMatrixRMaj residuals(
      DMatrixRMaj mixtures, FMatrixRMaj clean, WorkerSet which, FMatrixRMaj parities) {
    FMatrixRMaj residuals = new FMatrixRMaj(which.size(), clean.numCols);
    for (int rank = 0; rank < which.size(); rank++) {
      for (int c = 0; c < clean.numCols; c++) {
        double rest = parities.get(rank, c);
        for (int j = 0; j < clean.numRows; j++) {
          rest -= mixtures.get(which.worker(rank), j) * clean.get(j, c);
        }
        residuals.set(rank, c, (float) rest);
      }
    }
    return residuals;
  }
}
