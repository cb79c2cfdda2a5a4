package io.github.approxifer.coding.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.answers.TestRows;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.BerrutCode;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class ChebyshevFitLocatorTest {
  /** The liar in the middle stands at the node 0, which the published fit cannot represent. */
  @Test
  void findsEveryLiarAmongRationalAnswers() {
    BerrutCode code = BerrutCode.of(new CodeParameters(6, 0, 1));
    ChebyshevFitLocator locator = ChebyshevFitLocator.of(code, 1);
    WorkerSet all = WorkerSet.all(code.workers());
    assertThat(code.workerNodes()[7]).isZero();
    for (int liar = 0; liar < code.workers(); liar++) {
      FMatrixRMaj values = RationalFitLocatorTest.rationalAnswers(code, all);
      TestRows.corrupt(values, liar, 10);
      assertThat(locator.locate(all, values)).isEqualTo(WorkerSet.of(code.workers(), liar));
    }
  }

  @Test
  void findsEveryPairOfLiarsWithStragglersMissing() {
    BerrutCode code = BerrutCode.of(new CodeParameters(4, 2, 2));
    ChebyshevFitLocator locator = ChebyshevFitLocator.of(code, 2);
    WorkerSet answers = WorkerSet.all(code.workers()).without(3, 8);
    PairsOfLiars.assertFound(
        locator, answers, () -> RationalFitLocatorTest.rationalAnswers(code, answers));
  }

  @Test
  void alwaysNamesEWorkersEvenWithFewAnswersOrNothingToSee() {
    BerrutCode code = BerrutCode.of(new CodeParameters(6, 0, 1));
    ChebyshevFitLocator locator = ChebyshevFitLocator.of(code, 1);
    WorkerSet few = WorkerSet.all(code.workers()).without(0, 5, 9);

    FMatrixRMaj honest = RationalFitLocatorTest.rationalAnswers(code, few);
    assertThat(locator.locate(few, honest).size()).isEqualTo(1);
    assertThat(locator.locate(few, new FMatrixRMaj(few.size(), 2)).size()).isEqualTo(1);
    assertThat(ChebyshevFitLocator.of(code, 0).locate(few, honest).size()).isZero();
  }

  @Test
  void refusesWhatItCannotUse() {
    BerrutCode code = BerrutCode.of(new CodeParameters(4, 0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChebyshevFitLocator.of(code, -1))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChebyshevFitLocator.of(code, 10))
        .withMessageContaining("E=10");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ChebyshevFitLocator.of(code, 1).locate(WorkerSet.all(11), new FMatrixRMaj(11, 2)))
        .withMessageContaining("N=10");
  }
}
