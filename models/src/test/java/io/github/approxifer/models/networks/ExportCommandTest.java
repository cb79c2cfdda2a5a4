package io.github.approxifer.models.networks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.models.CommandLines;
import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.tensorflow.TensorFlowModels;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.SafetensorsFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
  /** That of the repository. */
  private static final Path WEIGHTS = Path.of("..", "bench", "weights");

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return CommandLines.execute(
        new ExportCommand(new PrintStream(printed, true, StandardCharsets.UTF_8)), arguments);
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsWrittenAnswersAsTheNetworkDoes(@TempDir Path folder) throws Exception {
    assertThat(
            run(
                "--model=resnet20",
                "--dataset=mnist",
                "--name=digits",
                "--weights=" + WEIGHTS,
                "--output=" + folder))
        .as(text())
        .isZero();
    assertThat(Files.readString(folder.resolve("digits/config.pbtxt")))
        .isEqualTo(
            """
            name: "digits"
            platform: "tensorflow_savedmodel"
            max_batch_size: 128
            input [ { name: "images", data_type: TYPE_FP32, dims: [ 28, 28, 1 ] } ]
            output [ { name: "logits", data_type: TYPE_FP32, dims: [ 10 ] } ]
            """);
    assertThat(text()).contains("\"images\" of 28 x 28 x 1").contains("tf2onnx");
    float[] query = new float[784];
    for (int i = 0; i < query.length; i++) {
      query[i] = (float) Math.sin(i);
    }
    Network network = Networks.of("resnet20", new ImageShape(28, 28, 1), 10);
    try (SafetensorsFile values =
            SafetensorsFile.open(WEIGHTS.resolve("resnet20-mnist.safetensors"));
        Model direct = Networks.serve(network, values, TensorFlowThreads.single());
        Model exported =
            TensorFlowModels.load(
                folder.resolve("digits/1/model.savedmodel"),
                ItemShape.of(28, 28, 1),
                10,
                TensorFlowThreads.single())) {
      assertThat(exported.predict(query, 1)).containsExactly(direct.predict(query, 1));
    }
  }

  @Test
  void whatIsMissingIsNamed(@TempDir Path folder) {
    assertThat(
            run(
                "--model=vgg16",
                "--dataset=mnist",
                "--weights=" + folder,
                "--output=" + folder.resolve("out")))
        .isEqualTo(1);
    assertThat(text()).contains("cannot be exported").contains("vgg16");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void whatIsInTheWayIsSaidInWords(@TempDir Path folder) throws Exception {
    Files.createFile(
        Files.createDirectories(folder.resolve("digits/1")).resolve("model.savedmodel"));
    assertThat(
            run(
                "--model=resnet20",
                "--dataset=mnist",
                "--name=digits",
                "--weights=" + WEIGHTS,
                "--output=" + folder))
        .isEqualTo(1);
    assertThat(text()).contains("cannot be exported: file already exists: ");
  }
}
