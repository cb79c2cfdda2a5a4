package io.github.approxifer.models.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.HeInitialization;
import io.github.approxifer.models.weights.Parameter;
import io.github.approxifer.models.weights.Parameter.Kind;
import io.github.approxifer.models.weights.ParameterValues;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrowthTest {

  private static final ImageShape SHAPE = new ImageShape(16, 16, 3);

  private static float[] outputs(Network network, ParameterValues values) throws IOException {
    float[] inputs = new float[4 * SHAPE.size()];
    Random random = new Random(1);
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    try (Model model = Networks.serve(network, values, TensorFlowThreads.single())) {
      return model.predict(inputs, 4);
    }
  }

  /** The added blocks add exact zeros, and fused operations round alike to a few units. */
  @ParameterizedTest
  @CsvSource({"resnet50, resnet152, 34", "resnet18, resnet34, 8"})
  void aGrownNetworkComputesWhatTheSmallOneDoes(String small, String large, int blocks)
      throws IOException {
    Network trained = Networks.of(small, SHAPE, 5);
    Network grown = Networks.of(large, SHAPE, 5);
    ParameterValues values = new RandomValues();
    Growth growth = new Growth(trained, values, grown, GrowthTest::small);
    assertThat(growth.addedBlocks()).isEqualTo(blocks);
    float[] before = outputs(trained, values);
    double largest = 0;
    for (float value : before) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(largest).isPositive().isFinite();
    assertThat(outputs(grown, growth)).containsExactly(before, within((float) (1e-5 * largest)));
  }

  /** Initial values that would be seen in the output, cheap to make. */
  private static float[] small(Parameter parameter) {
    float[] values = new float[parameter.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = parameter.kind() == Kind.RUNNING_VARIANCE ? 1 : 0.1f * (i % 7 - 2);
    }
    return values;
  }

  @Test
  void onlyTheLastNormalizationOfAnAddedBlockIsZero() {
    Network small = Networks.of("resnet50", SHAPE, 5);
    Network large = Networks.of("resnet152", SHAPE, 5);
    ParameterValues twos = parameter -> filled(parameter, 2);
    Growth growth = new Growth(small, parameter -> filled(parameter, 3), large, twos);
    for (Parameter parameter : NetworkParameters.of(large)) {
      if (parameter.name().startsWith("layer2.5.") || parameter.name().startsWith("layer1.2.")) {
        boolean added = parameter.name().startsWith("layer2");
        boolean zero = parameter.name().matches(".*bn3\\.(weight|bias)");
        float expected = !added ? 3 : zero ? 0 : 2;
        assertThat(growth.values(parameter)).as(parameter.name()).containsOnly(expected);
      }
    }
  }

  private static float[] filled(Parameter parameter, float value) {
    float[] values = new float[parameter.size()];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void refusesNetworksThatAreNoDeeperFormOfTheOther() {
    ParameterValues values = HeInitialization.of(1);
    for (String[] pair :
        new String[][] {
          {"resnet152", "resnet50"},
          {"resnet18", "resnet50"},
          {"resnet20", "resnet34"},
          {"lenet5", "resnet34"}
        }) {
      Network small = Networks.of(pair[0], SHAPE, 5);
      Network large = Networks.of(pair[1], SHAPE, 5);
      assertThatIllegalArgumentException()
          .as(pair[0])
          .isThrownBy(() -> new Growth(small, values, large, values))
          .withMessageContaining(pair[1] + " is not a deeper " + pair[0]);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Growth(
                    Networks.of("resnet50", SHAPE, 5),
                    values,
                    Networks.of("resnet152", SHAPE, 6),
                    values))
        .withMessageContaining("fc.weight of shape [2048, 6]");
  }
}
