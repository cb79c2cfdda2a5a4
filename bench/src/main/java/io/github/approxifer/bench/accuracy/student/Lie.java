package io.github.approxifer.bench.accuracy.student;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.attack.Attack;
import io.github.approxifer.coding.student.AnswerFit;
import io.github.approxifer.coding.student.Witness;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/** What a liar answers to one input. */
interface Lie {

  /** A short name for tables. */
  String name();

  /** Which workers lie in a group. */
  default int[] choose(int workers, int liars, Random random) {
    return random.ints(0, workers).distinct().limit(liars).toArray();
  }

  /** Whether it is a lie only against a decoder that has a witness. */
  default boolean needsWitness() {
    return false;
  }

  /** The lie, 1 x c. */
  FMatrixRMaj tell(Situation situation, Random random);

  /**
   * What a liar knows: everything.
   *
   * @param worker the liar
   * @param honest 1 x c, the honest answer to its input
   * @param student 1 x c, the student's answer to its input
   * @param group N x c, the honest answers of all workers in the first round
   * @param others the honest answers to other groups, as many as liars
   * @param witness what judges it, with the rate at which it suspects; the fit is there in any case
   * @param rate that rate
   */
  record Situation(
      int worker,
      FMatrixRMaj honest,
      FMatrixRMaj student,
      FMatrixRMaj group,
      List<FMatrixRMaj> others,
      Witness witness,
      double rate) {}

  /** An attack that does without the student. */
  static Lie of(Attack attack) {
    return new Lie() {
      @Override
      public String name() {
        return attack.name();
      }

      @Override
      public int[] choose(int workers, int liars, Random random) {
        return attack.choose(workers, liars, random);
      }

      @Override
      public FMatrixRMaj tell(Situation situation, Random random) {
        FMatrixRMaj answers = situation.group().copy();
        int liar = situation.worker();
        Answers.copyRow(situation.honest(), 0, answers, liar);
        attack.corrupt(
            answers, new int[] {liar}, situation.others().toArray(new FMatrixRMaj[0]), random);
        return Answers.rows(answers, liar, 1);
      }
    };
  }

  /** A lazy worker that runs the student in the model's stead. */
  record StudentsOwn() implements Lie {
    @Override
    public String name() {
      return "the student's own answer";
    }

    @Override
    public FMatrixRMaj tell(Situation situation, Random random) {
      return situation.student().copy();
    }
  }

  /** The same with noise as residuals have it, so that the answer is not too near to be true. */
  record StudentWithNoise() implements Lie {
    @Override
    public String name() {
      return "the student's answer with noise";
    }

    @Override
    public FMatrixRMaj tell(Situation situation, Random random) {
      AnswerFit fit = situation.witness().fit();
      FMatrixRMaj lie = fit.expected(situation.student(), null);
      CholeskyDecomposition_F64<DMatrixRMaj> cholesky =
          DecompositionFactory_DDRM.chol(lie.numCols, true);
      cholesky.decompose(fit.covariance());
      DMatrixRMaj factor = cholesky.getT(null);
      double[] noise = random.doubles(lie.numCols).map(u -> random.nextGaussian()).toArray();
      for (int i = 0; i < lie.numCols; i++) {
        for (int j = 0; j <= i; j++) {
          lie.add(0, i, (float) (factor.get(i, j) * noise[j]));
        }
      }
      return lie;
    }
  }

  /**
   * The least lie that changes the class and that the witness finds plausible; where there is none,
   * the truth.
   */
  record KnowsTheWitness() implements Lie {
    private static final int STEPS = 12;

    @Override
    public String name() {
      return "whoever knows student and witness";
    }

    @Override
    public boolean needsWitness() {
      return true;
    }

    @Override
    public FMatrixRMaj tell(Situation situation, Random random) {
      FMatrixRMaj honest = situation.honest();
      int winner = Answers.largest(honest, 0);
      FMatrixRMaj best = honest;
      double mostPlausible = situation.rate();
      for (int other = 0; other < honest.numCols; other++) {
        double lead = honest.get(0, winner) - (double) honest.get(0, other);
        double middle = honest.get(0, winner) - lead / 2;
        for (int step = 1; step <= STEPS && other != winner; step++) {
          FMatrixRMaj lie = honest.copy();
          lie.set(0, other, (float) (middle + lead / 2 * step / STEPS));
          lie.set(0, winner, (float) (middle - lead / 2 * step / STEPS));
          double plausible = situation.witness().plausibility(situation.student(), 0, lie, 0);
          if (Answers.largest(lie, 0) == other && plausible > mostPlausible) {
            mostPlausible = plausible;
            best = lie;
          }
        }
      }
      return best.copy();
    }
  }
}
