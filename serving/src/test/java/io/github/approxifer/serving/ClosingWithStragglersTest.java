package io.github.approxifer.serving;

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

/** Closing everything while stragglers predict, in a process that a fault in native code ends. */
class ClosingWithStragglersTest {
  private static final int ROUNDS = 100;

  @TempDir private Path folder;

  @Test
  void aModelIsClosedWhenNoWorkerPredictsAnyMore() throws Exception {
    SavedModels.export(
        Networks.of("lenet5", new ImageShape(28, 28, 1), 10), HeInitialization.of(1), folder);
    Path console = folder.resolve("console.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("error.txt"),
                "-cp",
                System.getProperty("java.class.path"),
                ClosingRounds.class.getName(),
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
    String said = Files.readString(console);
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said).contains("answered " + 16 * ROUNDS + ", closed early 0");
  }
}
