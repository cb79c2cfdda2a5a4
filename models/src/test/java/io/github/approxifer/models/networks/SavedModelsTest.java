package io.github.approxifer.models.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.weights.HeInitialization;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.models.weights.SafetensorsType;
import io.github.approxifer.models.weights.SafetensorsWriter;
import io.github.approxifer.models.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class SavedModelsTest {

  @TempDir private Path folder;

  @Test
  void writesWhatTensorFlowItselfCanServe() throws IOException {
    Network network = ResNet.resNet18(new ImageShape(28, 28, 1), 10);
    SavedModels.export(network, HeInitialization.of(1), folder);
    try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString(), "serve");
        TFloat32 images = TFloat32.tensorOf(Shape.of(2, 28, 28, 1));
        Tensor logits =
            bundle
                .function("serving_default")
                .call(Map.of(SavedModels.INPUT, images))
                .get(SavedModels.OUTPUT)
                .orElseThrow()) {
      assertThat(logits.shape()).isEqualTo(Shape.of(2, 10));
    }
  }

  @Test
  void namesTheTensorThatWeightsOfAnotherImageShapeHaveWrong() throws IOException {
    Path file = folder.resolve("resnet18-mnist.safetensors");
    new SafetensorsWriter()
        .add("conv1.weight", SafetensorsType.F16, List.of(3, 3, 1, 64), new float[576])
        .write(file);
    Network colour = ResNet.resNet18(new ImageShape(32, 32, 3), 10);
    try (SafetensorsFile weights = SafetensorsFile.open(file)) {
      assertThatExceptionOfType(WeightsException.class)
          .isThrownBy(() -> SavedModels.export(colour, weights, folder.resolve("out")))
          .withMessageContainingAll(
              file.toString(), "conv1.weight", "[3, 3, 1, 64]", "needs [3, 3, 3, 64]");
      Network grey = ResNet.resNet18(new ImageShape(28, 28, 1), 10);
      assertThatExceptionOfType(WeightsException.class)
          .isThrownBy(() -> SavedModels.export(grey, weights, folder.resolve("out")))
          .withMessageContainingAll(file.toString(), "no tensor bn1.weight");
    }
  }
}
