package io.github.approxifer.serving.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import org.junit.jupiter.api.Test;

class ReplacedModelTest {
  private static Model times(float factor, int length) {
    return FunctionModel.of(ItemShape.of(length), 1, (in, out) -> out[0] = factor * in[0]);
  }

  @Test
  void afterItsHonestPredictionsItAnswersAsTheOther() {
    Model sound = times(2, 1);
    Model other = times(3, 1);
    ReplacedModel model = new ReplacedModel(sound, other, 2);
    float[] inputs = {1, 2};
    assertThat(model.predict(inputs, 2)).containsExactly(2, 4);
    assertThat(model.predict(inputs, 1)).containsExactly(2);
    assertThat(model.predict(inputs, 2)).containsExactly(3, 6);
    model.close();
    assertThatIllegalStateException().isThrownBy(() -> sound.predict(inputs, 1));
    assertThatIllegalStateException().isThrownBy(() -> other.predict(inputs, 1));
  }

  @Test
  void modelsOfOtherShapesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReplacedModel(times(2, 1), times(2, 3), 0))
        .withMessageContaining("replaced by one of");
  }
}
