package io.github.approxifer.coding.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.answers.TestRows;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.BerrutCode;
import java.util.function.IntToDoubleFunction;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class RationalFitLocatorTest {
  private static final int CLASSES = 10;

  /** Answers that are rational functions of low degree, which the method fits exactly. */
  @Test
  void findsEveryLiarAmongRationalAnswers() {
    BerrutCode code = BerrutCode.of(new CodeParameters(6, 0, 1));
    RationalFitLocator locator = RationalFitLocator.of(code, 1);
    WorkerSet all = WorkerSet.all(code.workers());
    for (int liar = 0; liar < code.workers(); liar++) {
      FMatrixRMaj values = rationalAnswers(code, all);
      TestRows.corrupt(values, liar, 10);
      assertThat(locator.locate(all, values)).isEqualTo(WorkerSet.of(code.workers(), liar));
    }
  }

  @Test
  void findsEveryPairOfLiarsWithStragglersMissing() {
    BerrutCode code = BerrutCode.of(new CodeParameters(4, 2, 2));
    RationalFitLocator locator = RationalFitLocator.of(code, 2);
    WorkerSet answers = WorkerSet.all(code.workers()).without(3, 8);
    PairsOfLiars.assertFound(locator, answers, () -> rationalAnswers(code, answers));
  }

  /** The check itself: a locator that names a fixed worker does not pass it. */
  @Test
  void namesAnotherWorkerWhenAnotherLies() {
    BerrutCode code = BerrutCode.of(new CodeParameters(6, 0, 1));
    WorkerSet all = WorkerSet.all(code.workers());
    FMatrixRMaj first = rationalAnswers(code, all);
    TestRows.corrupt(first, 2, 10);
    FMatrixRMaj second = rationalAnswers(code, all);
    TestRows.corrupt(second, 5, 10);
    RationalFitLocator locator = RationalFitLocator.of(code, 1);

    assertThat(locator.locate(all, first)).isNotEqualTo(locator.locate(all, second));
  }

  @Test
  void alwaysNamesEWorkersEvenIfNobodyLied() {
    BerrutCode code = BerrutCode.of(new CodeParameters(4, 0, 2));
    WorkerSet all = WorkerSet.all(code.workers());

    assertThat(RationalFitLocator.of(code, 2).locate(all, rationalAnswers(code, all)).size())
        .isEqualTo(2);
    assertThat(RationalFitLocator.of(code, 0).locate(all, rationalAnswers(code, all)).size())
        .isZero();
  }

  /** With fewer answers than unknowns the fit has least norm, as in the published programs. */
  @Test
  void worksWithFewerAnswersThanUnknowns() {
    BerrutCode code = BerrutCode.of(new CodeParameters(6, 0, 1));
    WorkerSet answers = WorkerSet.all(code.workers()).without(0, 5, 9);

    assertThat(
            RationalFitLocator.of(code, 1).locate(answers, rationalAnswers(code, answers)).size())
        .isEqualTo(1);
  }

  @Test
  void refusesWhatItCannotUse() {
    BerrutCode code = BerrutCode.of(new CodeParameters(4, 0, 1));
    RationalFitLocator locator = RationalFitLocator.of(code, 1);
    WorkerSet all = WorkerSet.all(10);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> locator.locate(WorkerSet.all(11), new FMatrixRMaj(11, 2)))
        .withMessageContaining("N=10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> locator.locate(WorkerSet.of(10, 3), new FMatrixRMaj(1, 2)))
        .withMessageContaining("cannot locate E=1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> locator.locate(all, new FMatrixRMaj(9, 2)))
        .withMessageContaining("9 rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RationalFitLocator.of(code, -1))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RationalFitLocator.of(code, 10))
        .withMessageContaining("E=10");
  }

  /** Whoever answers NaN or infinity lies, and the others are looked at for the rest of E. */
  @Test
  void namesWhoeverAnswersNoNumber() {
    BerrutCode code = BerrutCode.of(new CodeParameters(4, 0, 2));
    WorkerSet all = WorkerSet.all(code.workers());
    FMatrixRMaj values = rationalAnswers(code, all);
    values.set(3, 1, Float.POSITIVE_INFINITY);
    TestRows.corrupt(values, 7, 10);
    RationalFitLocator locator = RationalFitLocator.of(code, 2);
    assertThat(locator.locate(all, values)).isEqualTo(WorkerSet.of(code.workers(), 3, 7));
    values.set(8, 0, Float.NaN);
    values.set(9, 0, Float.NaN);
    assertThat(locator.locate(all, values)).isEqualTo(WorkerSet.of(code.workers(), 3, 8, 9));
  }

  static FMatrixRMaj rationalAnswers(BerrutCode code, WorkerSet answers) {
    double[] nodes = code.workerNodes();
    FMatrixRMaj values = new FMatrixRMaj(answers.size(), CLASSES);
    for (int column = 0; column < CLASSES; column++) {
      double a = 1 + 0.3 * column;
      IntToDoubleFunction f =
          rank -> {
            double z = nodes[answers.worker(rank)];
            return (z * z - a * z + 1) / (z + 1.5 + a);
          };
      for (int rank = 0; rank < answers.size(); rank++) {
        values.set(rank, column, (float) f.applyAsDouble(rank));
      }
    }
    return values;
  }
}
