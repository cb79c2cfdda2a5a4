package io.github.approxifer.models.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.networks.SavedModels;
import io.github.approxifer.models.weights.HeInitialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Closing a model under running predictions, in a process that a fault in native code would end.
 */
class ClosingWhilePredictingTest {

  private static final int ROUNDS = 100;

  @TempDir private Path folder;

  @Test
  void tensorFlowFreesAModelAfterItsLastPrediction() throws Exception {
    SavedModels.export(
        Networks.of("lenet5", new ImageShape(28, 28, 1), ClosingRounds.OUTPUTS),
        HeInitialization.of(1),
        folder);
    run("tensorflow");
  }

  @Test
  void onnxRuntimeFreesAModelAfterItsLastPrediction() throws Exception {
    float[] weight = new float[ClosingRounds.SIZE * ClosingRounds.OUTPUTS];
    weight[3] = 1;
    Files.write(
        folder.resolve("linear.onnx"),
        OnnxBytes.linear(new int[] {28, 28, 1}, weight, new float[ClosingRounds.OUTPUTS]));
    run("onnx");
  }

  private void run(String engine) throws Exception {
    Path console = folder.resolve("console.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("error.txt"),
                "-cp",
                System.getProperty("java.class.path"),
                ClosingRounds.class.getName(),
                engine,
                folder.toString(),
                String.valueOf(ROUNDS))
            .redirectErrorStream(true)
            .redirectOutput(console.toFile())
            .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(() -> read(console)).isZero();
    assertThat(read(console)).contains("refused " + 8 * ROUNDS);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }
}
