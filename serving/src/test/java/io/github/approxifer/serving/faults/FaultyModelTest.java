package io.github.approxifer.serving.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.coding.attack.SignFlip;
import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import org.junit.jupiter.api.Test;

class FaultyModelTest {
  @Test
  void liesBeginAfterTheHonestPredictions() {
    try (FaultyModel model =
        new FaultyModel(
            FunctionModel.of(ItemShape.of(1), 1, (in, out) -> out[0] = 2 * in[0]),
            Delay.fixed(0),
            Lie.of(new SignFlip()),
            2,
            1)) {
      assertThat(model.predict(new float[] {1}, 1)).containsExactly(2);
      assertThat(model.predict(new float[] {1, 3}, 2)).containsExactly(2, 6);
      assertThat(model.predict(new float[] {1, 3}, 2)).containsExactly(-2, -6);
      assertThat(model.outputShape()).isEqualTo(ItemShape.of(1));
      assertThat(model.inputShape()).isEqualTo(ItemShape.of(1));
    }
  }

  @Test
  void aDelayHoldsThePredictionUp() {
    try (FaultyModel model =
        new FaultyModel(
            FunctionModel.of(ItemShape.of(1), 1, (in, out) -> out[0] = in[0]),
            Delay.fixed(0.02),
            Lie.of(new SignFlip()),
            Long.MAX_VALUE,
            1)) {
      long start = System.nanoTime();
      assertThat(model.predict(new float[] {1}, 1)).containsExactly(1);
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
    }
  }
}
