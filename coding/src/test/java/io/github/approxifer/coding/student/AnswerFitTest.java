package io.github.approxifer.coding.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.student.AnswerFit.Misfit;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class AnswerFitTest {
  private static final int COUNT = 4000;

  /** Six standard errors of a sum over so many queries, relative to the variance. */
  private static final double SIX_ERRORS = 6 * Math.sqrt(2.0 / COUNT);

  private final Traffic traffic = Traffic.of(COUNT, 1);
  private final AnswerFit fit = AnswerFit.of(traffic.students(), traffic.answers());

  @Test
  void expectsWhatTheLinearMapSays() {
    FMatrixRMaj student = new FMatrixRMaj(new float[][] {{1, -2, 3}});
    FMatrixRMaj expected = fit.expected(student, null);
    for (int j = 0; j < 3; j++) {
      double exact =
          Traffic.OFFSET[j] + Traffic.MAP[j][0] - 2 * Traffic.MAP[j][1] + 3 * Traffic.MAP[j][2];
      // The standard error of a prediction at p is sigma sqrt((1 + |p|^2 / 9) / n).
      double error = Math.sqrt(Traffic.covariance(j, j) * (1 + 14 / 9.0) / COUNT);
      assertThat((double) expected.get(0, j)).isCloseTo(exact, within(6 * error));
    }
    assertThat(fit.sample()).isEqualTo(COUNT);
    assertThat(fit.outputLength()).isEqualTo(3);
  }

  @Test
  void expectsInPlace() {
    FMatrixRMaj student = new FMatrixRMaj(new float[][] {{1, -2, 3}, {0, 1, 0}});
    FMatrixRMaj apart = fit.expected(student, null);
    assertThat(fit.expected(student, student)).isSameAs(student);
    assertThat(student.data).isEqualTo(apart.data);
  }

  @Test
  void knowsTheCovarianceOfTheResiduals() {
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double scale = Math.sqrt(Traffic.covariance(i, i) * Traffic.covariance(j, j));
        assertThat(fit.covariance().get(i, j))
            .isCloseTo(Traffic.covariance(i, j), within(SIX_ERRORS * scale));
      }
    }
  }

  @Test
  void givesHonestAnswersADistanceOfAboutTheirLength() {
    Traffic fresh = Traffic.of(COUNT, 2);
    double mean = 0;
    for (int i = 0; i < COUNT; i++) {
      mean += fit.misfit(fresh.students(), i, fresh.answers(), i).distance() / COUNT;
    }
    assertThat(mean).isCloseTo(3, within(2 * 3 * SIX_ERRORS));
  }

  @Test
  void saysWhatAnExchangeOfTheWinnerWouldGain() {
    for (int i = 0; i < 50; i++) {
      FMatrixRMaj answer = Answers.rows(traffic.answers(), i, 1);
      Misfit misfit = fit.misfit(traffic.students(), i, answer, 0);
      int winner = Answers.largest(answer, 0);
      double best = Double.NEGATIVE_INFINITY;
      for (int other = 0; other < 3; other++) {
        if (other != winner) {
          FMatrixRMaj exchanged = answer.copy();
          exchanged.set(0, winner, answer.get(0, other));
          exchanged.set(0, other, answer.get(0, winner));
          double distance = fit.misfit(traffic.students(), i, exchanged, 0).distance();
          best = Math.max(best, misfit.distance() - distance);
        }
      }
      assertThat(misfit.exchange()).isCloseTo(best, within(1e-3 * (1 + Math.abs(best))));
    }
  }

  @Test
  void copesWithConstantAnswersAndWithFewQueriesOfManyClasses() {
    FMatrixRMaj constant = new FMatrixRMaj(40, 3);
    constant.fill(2);
    AnswerFit ofConstant = AnswerFit.of(constant, constant);
    assertThat(ofConstant.expected(constant, null).get(0, 0)).isEqualTo(2);
    assertThat(ofConstant.misfit(constant, 0, constant, 0).distance()).isFinite();
    Traffic few = Traffic.of(8, 3);
    assertThat(
            AnswerFit.of(few.students(), few.answers())
                .misfit(few.students(), 0, few.answers(), 0)
                .distance())
        .isBetween(0.0, 8.0);
  }

  @Test
  void fitsOneValueWithoutClasses() {
    FMatrixRMaj students = new FMatrixRMaj(10, 1);
    FMatrixRMaj answers = new FMatrixRMaj(10, 1);
    for (int i = 0; i < 10; i++) {
      students.set(i, 0, i);
      answers.set(i, 0, 2 * i + (i % 2 == 0 ? 0.5f : -0.5f));
    }
    Misfit misfit = AnswerFit.of(students, answers).misfit(students, 4, answers, 4);
    assertThat(misfit.exchange()).isZero();
    assertThat(misfit.distance()).isBetween(0.5, 1.5);
  }

  @Test
  void refusesWhatItCannotFit() {
    FMatrixRMaj seven = Traffic.of(7, 1).answers();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnswerFit.of(seven, seven))
        .withMessage("answers of length 3 take at least 8 queries to fit, but there are 7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnswerFit.of(seven, new FMatrixRMaj(7, 2)))
        .withMessageContaining("7 x 3, but the model's are 7 x 2");
    FMatrixRMaj broken = traffic.answers().copy();
    broken.set(5, 1, Float.NaN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnswerFit.of(traffic.students(), broken))
        .withMessageContaining("the model's answer to query 5 has NaN at element 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fit.expected(new FMatrixRMaj(2, 4), null))
        .withMessageContaining("length 3, but got length 4");
  }
}
