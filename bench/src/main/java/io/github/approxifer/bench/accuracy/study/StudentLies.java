package io.github.approxifer.bench.accuracy.study;

import io.github.approxifer.bench.accuracy.measure.StudentLookup;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.attack.Attack;
import io.github.approxifer.coding.student.AnswerFit;
import io.github.approxifer.coding.student.Witness;
import java.util.Arrays;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/** Lies of those who know the student and what its witness is fitted to. */
final class StudentLies {
  private StudentLies() {}

  /**
   * The student's answer with noise as residuals have it, so that it is not too near to be true.
   * Liars who hold the same query tell the same lie.
   *
   * @param students what the student answers
   * @param fit how honest answers vary around the student's
   */
  record WithNoise(StudentLookup students, AnswerFit fit) implements Attack {
    @Override
    public String name() {
      return "the student's answer with noise";
    }

    @Override
    public void corrupt(FMatrixRMaj answers, int[] liars, FMatrixRMaj[] others, Random random) {
      CholeskyDecomposition_F64<DMatrixRMaj> cholesky =
          DecompositionFactory_DDRM.chol(answers.numCols, true);
      cholesky.decompose(fit.covariance());
      DMatrixRMaj factor = cholesky.getT(null);
      for (int liar : liars) {
        FMatrixRMaj honest = Answers.rows(answers, liar, 1);
        FMatrixRMaj lie = fit.expected(students.of(answers, liar), null);
        Random shared = new Random(Arrays.hashCode(honest.data));
        double[] noise = shared.doubles(lie.numCols).map(u -> shared.nextGaussian()).toArray();
        for (int i = 0; i < lie.numCols; i++) {
          for (int j = 0; j <= i; j++) {
            lie.add(0, i, (float) (factor.get(i, j) * noise[j]));
          }
        }
        Answers.copyRow(lie, 0, answers, liar);
      }
    }
  }

  /**
   * The least lie that changes the class and that the witness finds plausible; where there is none,
   * the truth.
   *
   * @param students what the student answers
   * @param witness what judges
   * @param rate at which it suspects
   */
  record KnowsTheWitness(StudentLookup students, Witness witness, double rate) implements Attack {
    private static final int STEPS = 12;

    @Override
    public String name() {
      return "whoever knows student and witness";
    }

    @Override
    public void corrupt(FMatrixRMaj answers, int[] liars, FMatrixRMaj[] others, Random random) {
      for (int liar : liars) {
        FMatrixRMaj honest = Answers.rows(answers, liar, 1);
        Answers.copyRow(lie(honest, students.of(answers, liar)), 0, answers, liar);
      }
    }

    private FMatrixRMaj lie(FMatrixRMaj honest, FMatrixRMaj student) {
      int winner = Answers.largest(honest, 0);
      FMatrixRMaj best = honest;
      double mostPlausible = rate;
      for (int other = 0; other < honest.numCols; other++) {
        double lead = honest.get(0, winner) - (double) honest.get(0, other);
        double middle = honest.get(0, winner) - lead / 2;
        for (int step = 1; step <= STEPS && other != winner; step++) {
          FMatrixRMaj lie = honest.copy();
          lie.set(0, other, (float) (middle + lead / 2 * step / STEPS));
          lie.set(0, winner, (float) (middle - lead / 2 * step / STEPS));
          double plausible = witness.plausibility(student, 0, lie, 0);
          if (Answers.largest(lie, 0) == other && plausible > mostPlausible) {
            mostPlausible = plausible;
            best = lie;
          }
        }
      }
      return best;
    }
  }
}
