package io.github.approxifer.models.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.tensorflow.TensorFlowLibrary;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class StudentNetworksTest {

  private static final ImageShape PHOTOGRAPH = new ImageShape(32, 32, 3);

  /** By hand: 9 (12 C 16^2 + 2 C^2 8^2 + 4 C^2 8^2 + 8 C^2 4^2 + 16 C^2 4^2) + 40 C. */
  @Test
  void costsWhatTheFormulaSays() {
    for (int c : new int[] {1, 16, 32}) {
      long squares = (long) c * c;
      long expected = 9 * (12L * c * 256 + 6 * squares * 64 + 24 * squares * 16) + 40L * c;
      assertThat(NetworkCost.multiplyAdds(StudentNetworks.of(PHOTOGRAPH, 10, c)))
          .isEqualTo(expected);
    }
    // Of a vector of 20 values: 20 C + C^2 + 3 C.
    assertThat(NetworkCost.multiplyAdds(StudentNetworks.of(new ImageShape(1, 1, 20), 3, 7)))
        .isEqualTo(20 * 7 + 49 + 3 * 7);
  }

  /** LeNet-5 on 28 x 28: 28^2 25 6 + 10^2 25 6 16 + 400 120 + 120 84 + 84 10. */
  @Test
  void countsConvolutionsAndDenseLayers() {
    Network network = LeNet.of(new ImageShape(28, 28, 1), 10);
    assertThat(NetworkCost.multiplyAdds(network))
        .isEqualTo(117_600 + 240_000 + 48_000 + 10_080 + 840);
  }

  @Test
  void theWidestWithinABudgetIsFound() {
    long budget = NetworkCost.multiplyAdds(Networks.of("resnet18", PHOTOGRAPH, 10)) / 20;
    Network student = StudentNetworks.within(PHOTOGRAPH, 10, budget);
    int width = StudentNetworks.width(student);
    assertThat(NetworkCost.multiplyAdds(student)).isLessThanOrEqualTo(budget);
    assertThat(NetworkCost.multiplyAdds(StudentNetworks.of(PHOTOGRAPH, 10, width + 4)))
        .isGreaterThan(budget);
    assertThat(width).isEqualTo(28);
    assertThat(StudentNetworks.width(StudentNetworks.within(PHOTOGRAPH, 10, 100_000)))
        .isLessThan(4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StudentNetworks.within(PHOTOGRAPH, 10, 1000))
        .withMessageContaining("but 1000 are allowed");
  }

  /** Any size goes through, and each answer depends on its own input alone. */
  @ParameterizedTest
  @CsvSource({"28,28,1", "32,32,3", "5,3,2", "1,7,2", "9,33,1", "96,64,3", "1,1,40", "1,1,1"})
  void answersInputsOfAnySize(int height, int width, int channels) throws IOException {
    ImageShape shape = new ImageShape(height, width, channels);
    Network student = StudentNetworks.of(shape, 4, 3);
    float[] inputs = new float[2 * shape.size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) Math.sin(1 + 3.7 * i);
    }
    try (Model model = Networks.serve(student, new RandomValues(), TensorFlowThreads.single())) {
      float[] both = model.predict(inputs, 2);
      float[] first = model.predict(inputs, 1);
      assertThat(java.util.Arrays.copyOf(both, 4)).containsExactly(first, within(1e-4f));
      assertThat(java.util.Arrays.copyOfRange(both, 4, 8)).isNotEqualTo(first);
    }
  }

  /** Pixel (y, x) goes to block (y / 2, x / 2), channel ((y % 2) 2 + x % 2) channels + c. */
  @Test
  void foldsBlocksOfPixelsIntoChannels() {
    TensorFlowLibrary.load();
    ImageShape shape = new ImageShape(3, 5, 2);
    float[] image = new float[shape.size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = i + 1;
    }
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Layers layers =
          new Layers(
              tf,
              parameter -> {
                throw new AssertionError(parameter);
              });
      var input = tf.constant(Shape.of(1, 3, 5, 2), DataBuffers.of(image));
      var folded = layers.folded("fold", input, shape, 2);
      assertThat(layers.folded("fold", input, shape, 1)).isSameAs(input);
      try (var result = session.runner().fetch(folded).run()) {
        TFloat32 blocks = (TFloat32) result.get(0);
        assertThat(blocks.shape()).isEqualTo(Shape.of(1, 2, 3, 8));
        for (int y = 0; y < 4; y++) {
          for (int x = 0; x < 6; x++) {
            for (int c = 0; c < 2; c++) {
              float expected = y < 3 && x < 5 ? image[(y * 5 + x) * 2 + c] : 0;
              assertThat(blocks.getFloat(0, y / 2, x / 2, (y % 2 * 2 + x % 2) * 2 + c))
                  .isEqualTo(expected);
            }
          }
        }
      }
    }
  }

  @Test
  void refusesSenselessWidths() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StudentNetworks.of(PHOTOGRAPH, 10, 0))
        .withMessage("a student's width must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StudentNetworks.width(LeNet.of(PHOTOGRAPH, 10)))
        .withMessage("lenet5 is no student");
  }
}
