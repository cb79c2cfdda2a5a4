package io.github.approxifer.coding.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.order.Hardness;
import io.github.approxifer.coding.order.QueryOrder;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class HardestFirstTest {
  private static int[] sources(QueryOrder order) {
    return IntStream.range(0, order.size()).map(order::source).toArray();
  }

  private static QueryOrder byMargin(FMatrixRMaj students) {
    return new HardestFirst().order(students, Hardness.of(students));
  }

  @Test
  void leavesTheOrderIfNobodyKnowsBetter() {
    assertThat(sources(new HardestFirst().order(new FMatrixRMaj(3, 2)))).containsExactly(0, 1, 2);
  }

  @Test
  void putsTheSmallestMarginFirst() {
    FMatrixRMaj students = new FMatrixRMaj(new float[][] {{5, 1}, {2, 2.5f}, {-7, 0}, {3, 2.5f}});
    assertThat(sources(byMargin(students))).containsExactly(1, 3, 0, 2);
  }

  @Test
  void putsAnswersThatAreNoNumbersBeforeAllOthers() {
    FMatrixRMaj students = new FMatrixRMaj(new float[][] {{5, 5}, {Float.NaN, Float.NaN}, {1, 0}});
    assertThat(sources(byMargin(students))).containsExactly(1, 0, 2);
  }

  @Test
  void asksTheStudent() {
    Student student =
        Student.of(
            1,
            2,
            (queries, rows, answers) -> {
              for (int i = 0; i < rows; i++) {
                answers[2 * i] = queries[i];
                answers[2 * i + 1] = 0;
              }
            });
    FMatrixRMaj queries = new FMatrixRMaj(new float[][] {{4}, {-1}, {2}});
    assertThat(sources(new HardestFirst(student).order(queries))).containsExactly(1, 2, 0);
  }

  @Test
  void refusesAStudentWithoutClasses() {
    Student student = Student.of(3, 1, (queries, rows, answers) -> {});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HardestFirst(student))
        .withMessageContaining("at least 2 classes can be unsure, but this one answers 1");
  }
}
