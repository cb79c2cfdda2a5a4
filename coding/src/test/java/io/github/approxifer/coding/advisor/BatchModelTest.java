package io.github.approxifer.coding.advisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class BatchModelTest {

  /** Answers the sum of two values, and the number of the row. */
  private static float[] sums(float[] queries, int batch) {
    float[] answers = new float[2 * batch];
    for (int row = 0; row < batch; row++) {
      answers[2 * row] = queries[2 * row] + queries[2 * row + 1];
      answers[2 * row + 1] = row;
    }
    return answers;
  }

  @Test
  void aModelOfPlainArraysGoesInAsItIs() {
    FMatrixRMaj queries = new FMatrixRMaj(2, 2, true, 1, 2, 3, 5);
    FMatrixRMaj answers = BatchModel.of(2, BatchModelTest::sums).predict(queries);
    assertThat(answers.numRows).isEqualTo(2);
    assertThat(answers.data).containsExactly(3, 0, 8, 1);
  }

  @Test
  void refusesOtherLengths() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BatchModel.of(3, BatchModelTest::sums).predict(new FMatrixRMaj(2, 2)))
        .withMessage("the model takes queries of 3 values, but they have 2");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> BatchModel.of(2, (queries, batch) -> new float[3]).predict(new FMatrixRMaj(2, 2)))
        .withMessage("3 values cannot be the answers to 2 queries of the same length");
  }
}
