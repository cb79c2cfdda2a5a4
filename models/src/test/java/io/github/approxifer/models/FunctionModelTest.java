package io.github.approxifer.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class FunctionModelTest {

  private static final ItemShape SHAPE = ItemShape.of(2);

  /** Answers the sum and the difference of two values. */
  private static FunctionModel sumAndDifference() {
    return FunctionModel.of(
        SHAPE,
        2,
        (input, output) -> {
          output[0] = input[0] + input[1];
          output[1] = input[0] - input[1];
        });
  }

  @Test
  void appliesTheFunctionToEachRow() {
    try (Model model = sumAndDifference()) {
      assertThat(model.predict(new float[] {1, 2, 5, 3}, 2)).containsExactly(3, -1, 8, 2);
    }
  }

  @Test
  void readsAndWritesOnlyTheFrontOfLongerArrays() {
    float[] outputs = {9, 9, 9};
    try (Model model = sumAndDifference()) {
      model.predict(new float[] {1, 2, 100}, 1, outputs);
    }
    assertThat(outputs).containsExactly(3, -1, 9);
  }

  @Test
  void passesWholeBatchesToABatchFunction() {
    try (Model model =
        FunctionModel.ofBatch(
            SHAPE, 1, (inputs, batch, outputs) -> outputs[batch - 1] = inputs[0])) {
      assertThat(model.predict(new float[] {7, 0, 0, 0, 0, 0}, 3)).containsExactly(0, 0, 7);
    }
  }

  @Test
  void saysWhichSizeIsWrong() {
    try (Model model = sumAndDifference()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(new float[3], 2))
          .withMessageContaining("has 4 values, but the input array has only 3");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(new float[4], 2, new float[3]))
          .withMessageContaining("room for 4 outputs")
          .withMessageContaining("only 3");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(new float[4], 0))
          .withMessageContaining("was 0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(new float[4], -1, new float[3]))
          .withMessageContaining("was -1");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FunctionModel.of(SHAPE, 0, (input, output) -> {}))
        .withMessageContaining("is 0");
  }

  @Test
  void refusesToPredictAfterItWasClosed() {
    FunctionModel model = sumAndDifference();
    model.close();
    model.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> model.predict(new float[2], 1))
        .withMessageContaining("closed");
  }

  @Test
  void refusesInputsThatAreNotFinite() {
    try (Model model = sumAndDifference()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(new float[] {1, 2, 3, Float.NaN}, 2))
          .withMessage("inputs must be finite, but value 1 of input 1 is NaN");
      // What is beyond the batch is nobody's business.
      assertThat(model.predict(new float[] {1, 2, Float.NaN}, 1)).containsExactly(3, -1);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(new float[2], Integer.MAX_VALUE))
          .withMessageContaining("batch must be from 1 to 1073741823");
    }
  }

  @Test
  void aStuckFunctionCanBeLeftByAnInterrupt() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch entered = new CountDownLatch(1);
    FunctionModel model =
        FunctionModel.of(
            SHAPE,
            1,
            (input, output) -> {
              entered.countDown();
              try {
                stuck.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Thread straggler = new Thread(() -> model.predict(new float[2], 1));
    straggler.start();
    entered.await();
    Thread closer = new Thread(model::close);
    closer.start();
    closer.join(50);
    assertThat(closer.isAlive()).isTrue();
    closer.interrupt();
    closer.join();
    assertThatIllegalStateException().isThrownBy(() -> model.predict(new float[2], 1));
    stuck.countDown();
    straggler.join();
  }

  /** Rows of a matrix are answered as one by one, also if they are more than go in at once. */
  @Test
  void answersTheRowsOfAMatrix() {
    List<Integer> batches = new ArrayList<>();
    try (Model model =
        FunctionModel.ofBatch(
            SHAPE,
            1,
            (inputs, batch, outputs) -> {
              batches.add(batch);
              for (int i = 0; i < batch; i++) {
                outputs[i] = inputs[2 * i] - inputs[2 * i + 1];
              }
            })) {
      for (int rows : new int[] {1, 120, 121, 300}) {
        FMatrixRMaj inputs = new FMatrixRMaj(rows, 2);
        float[] expected = new float[rows];
        for (int i = 0; i < rows; i++) {
          inputs.set(i, 0, 3 * i);
          inputs.set(i, 1, i);
          expected[i] = 2 * i;
        }
        FMatrixRMaj answers = model.predict(inputs);
        assertThat(answers.numCols).isEqualTo(1);
        assertThat(answers.data).containsExactly(expected);
      }
      assertThat(batches).containsExactly(1, 120, 120, 1, 120, 120, 60);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(new FMatrixRMaj(2, 3)))
          .withMessage("the model takes inputs of 2 values, 2, but the rows have 3");
    }
  }
}
