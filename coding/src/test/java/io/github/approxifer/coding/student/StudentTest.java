package io.github.approxifer.coding.student;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class StudentTest {
  /** Answers the sum and the difference of two values. */
  private final Student student =
      Student.of(
          2,
          2,
          (queries, rows, answers) -> {
            for (int i = 0; i < rows; i++) {
              answers[2 * i] = queries[2 * i] + queries[2 * i + 1];
              answers[2 * i + 1] = queries[2 * i] - queries[2 * i + 1];
            }
          });

  @Test
  void answersMatricesIntoTheDestination() {
    FMatrixRMaj queries = new FMatrixRMaj(new float[][] {{3, 1}, {5, 2}, {0, 4}});
    FMatrixRMaj destination = new FMatrixRMaj(1, 1);
    FMatrixRMaj answers = student.answer(queries, destination);
    assertSame(destination, answers);
    assertArrayEquals(new float[] {4, 2, 7, 3, 4, -4}, answers.data);
    assertArrayEquals(answers.data, student.answer(queries, null).data);
  }

  @Test
  void refusesQueriesOfAnotherLength() {
    Throwable thrown =
        assertThrows(
            IllegalArgumentException.class, () -> student.answer(new FMatrixRMaj(4, 3), null));
    assertEquals(
        "the student takes queries of length 2, at least one, but got 4 of length 3",
        thrown.getMessage());
    assertThrows(IllegalArgumentException.class, () -> student.answer(new FMatrixRMaj(0, 2), null));
  }

  @Test
  void refusesEmptyQueriesAndAnswers() {
    assertThrows(IllegalArgumentException.class, () -> Student.of(0, 2, (q, r, a) -> {}));
    Throwable thrown =
        assertThrows(IllegalArgumentException.class, () -> Student.of(3, -1, (q, r, a) -> {}));
    assertEquals(
        "the lengths of a query and an answer must be at least 1, but are 3 and -1",
        thrown.getMessage());
  }
}
