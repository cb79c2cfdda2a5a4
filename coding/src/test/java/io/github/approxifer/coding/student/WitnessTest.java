package io.github.approxifer.coding.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.answers.Answers;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class WitnessTest {
  private final Traffic traffic = Traffic.of(4000, 1);
  private final Witness witness = Witness.of(traffic.students(), traffic.answers());
  private final Traffic fresh = Traffic.of(4000, 2);

  private int suspected(FMatrixRMaj answers, double rate) {
    int suspected = 0;
    for (int i = 0; i < answers.numRows; i++) {
      suspected += witness.plausibility(fresh.students(), i, answers, i) <= rate ? 1 : 0;
    }
    return suspected;
  }

  @Test
  void suspectsHonestAnswersAtTheRateAskedFor() {
    for (double rate : new double[] {0.01, 0.05, 0.2}) {
      // 4000 answers against a threshold out of 2000: variances r (1-r) / n of both add up.
      double error = Math.sqrt(rate * (1 - rate) * (1 / 4000.0 + 1 / 2000.0));
      assertThat(suspected(fresh.answers(), rate) / 4000.0)
          .isBetween(rate - 4.5 * error, rate + 4.5 * error);
    }
  }

  @Test
  void suspectsLies() {
    FMatrixRMaj others = new FMatrixRMaj(4000, 3);
    FMatrixRMaj flipped = new FMatrixRMaj(4000, 3);
    for (int i = 0; i < 4000; i++) {
      Answers.copyRow(fresh.answers(), (i + 1) % 4000, others, i);
      for (int c = 0; c < 3; c++) {
        flipped.set(i, c, -fresh.answers().get(i, c));
      }
    }
    // Residuals are a tenth of the answers' spread, so nearly every lie is far away.
    assertThat(suspected(others, 0.02)).isGreaterThan(3900);
    assertThat(suspected(flipped, 0.02)).isGreaterThan(3900);
  }

  @Test
  void suspectsAnExchangedWinnerWhereItIsClear() {
    FMatrixRMaj exchanged = fresh.answers().copy();
    int clear = 0;
    int found = 0;
    for (int i = 0; i < 4000; i++) {
      int winner = Answers.largest(exchanged, i);
      int second = (winner + 1) % 3;
      int third = (winner + 2) % 3;
      if (exchanged.get(i, third) > exchanged.get(i, second)) {
        second = third;
      }
      float high = exchanged.get(i, winner);
      float low = exchanged.get(i, second);
      exchanged.set(i, winner, low);
      exchanged.set(i, second, high);
      if (high - low > 4) {
        clear++;
        found += witness.plausibility(fresh.students(), i, exchanged, i) <= 0.02 ? 1 : 0;
      }
    }
    assertThat(clear).isGreaterThan(1000);
    assertThat(found).isEqualTo(clear);
  }

  @Test
  void suspectsWhoRunsTheStudent() {
    FMatrixRMaj students = witness.fit().expected(fresh.students(), null);
    assertThat(suspected(students, 0.001)).isEqualTo(4000);
  }

  @Test
  void suspectsAnswersThatAreNoNumbers() {
    FMatrixRMaj answer = Answers.rows(fresh.answers(), 0, 1);
    answer.set(0, 1, Float.NaN);
    assertThat(witness.plausibility(fresh.students(), 0, answer, 0)).isEqualTo(1 / 2001.0);
    answer.set(0, 1, Float.POSITIVE_INFINITY);
    assertThat(witness.plausibility(fresh.students(), 0, answer, 0)).isEqualTo(1 / 2001.0);
  }

  @Test
  void refusesTooFewAnswers() {
    Traffic few = Traffic.of(14, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Witness.of(few.students(), few.answers()))
        .withMessageContaining("at least 8 queries");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Witness.calibrated(witness.fit(), new FMatrixRMaj(0, 3), new FMatrixRMaj(0, 3)))
        .withMessageContaining("honest answers, but got none");
  }
}
