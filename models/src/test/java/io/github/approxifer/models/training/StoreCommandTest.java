package io.github.approxifer.models.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.models.networks.NetworkParameters;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.weights.HeInitialization;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.models.weights.SafetensorsType;
import io.github.approxifer.models.weights.SafetensorsWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class StoreCommandTest {

  private static final String SETTING = "approxifer.weights";

  @TempDir private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private String before = "";

  @BeforeEach
  void nameTheFolder() throws IOException {
    before = System.getProperty(SETTING, "");
    System.setProperty(SETTING, folder.toString());
    for (String name : new String[] {"lenet5", "parity2-lenet5"}) {
      SafetensorsWriter writer = new SafetensorsWriter().metadata("recipe", "none");
      HeInitialization values = HeInitialization.of(1);
      NetworkParameters.of(Networks.of("lenet5", Images.named("mnist").dataset().inputShape(), 10))
          .forEach(
              parameter ->
                  writer.add(
                      parameter.name(),
                      SafetensorsType.F32,
                      parameter.shape(),
                      values.values(parameter)));
      writer.write(folder.resolve(name + "-synthetic-mnist.safetensors"));
    }
  }

  @AfterEach
  void forgetTheFolder() {
    System.setProperty(SETTING, before);
  }

  private int store(String model) {
    return store(model, folder.resolve("small"));
  }

  private int store(String model, Path output, String... more) {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new CommandLine(new StoreCommand(out))
        .execute(
            Stream.concat(
                    Stream.of(
                        "--model=" + model, "--dataset=synthetic-mnist", "--output=" + output),
                    Stream.of(more))
                .toArray(String[]::new));
  }

  /**
   * Large weights out of a unit that is always 0 make the scales of bytes so coarse that all the
   * other weights become 0, so bytes are judged too bad and half precision is written instead.
   */
  private void spoilForBytes() throws IOException {
    HeInitialization values = HeInitialization.of(1);
    SafetensorsWriter writer = new SafetensorsWriter();
    NetworkParameters.of(Networks.of("lenet5", Images.named("mnist").dataset().inputShape(), 10))
        .forEach(
            parameter -> {
              float[] array = values.values(parameter);
              if (parameter.name().equals("fc2.weight")) {
                for (int row = 0; row < 120; row++) {
                  array[row * 84] = 0;
                }
              }
              if (parameter.name().equals("fc3.weight")) {
                Arrays.fill(array, 0, 10, 1e4f);
              }
              writer.add(parameter.name(), SafetensorsType.F32, parameter.shape(), array);
            });
    writer.write(folder.resolve("lenet5-synthetic-mnist.safetensors"));
  }

  @Test
  void writesOverTheFileThatItReads() throws IOException {
    spoilForBytes();
    assertThat(store("lenet5", folder)).as(printed.toString(StandardCharsets.UTF_8)).isZero();
    Path file = folder.resolve("lenet5-synthetic-mnist.safetensors");
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("float16", "synthetic: images of the shape of MNIST");
    try (SafetensorsFile stored = SafetensorsFile.open(file)) {
      assertThat(stored.floats("fc3.weight")).contains(1e4f);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(path -> path.toString().endsWith(".part"))).isEmpty();
    }
  }

  @Test
  void refusesANegativeNumberOfImages() {
    assertThat(store("lenet5", folder, "--first=-5")).isEqualTo(1);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("--first must be at least 0, but is -5");
  }

  @Test
  void storesAQuarterOrHalfOfTheBytes() throws IOException {
    assertThat(store("lenet5")).isZero();
    Path small = folder.resolve("small/lenet5-synthetic-mnist.safetensors");
    assertThat(Files.size(small)).isLessThan(61_706L * 2 + 2000);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("accuracy", "before");
    try (SafetensorsFile file = SafetensorsFile.open(small)) {
      assertThat(file.metadata()).containsEntry("recipe", "none");
    }
  }

  @Test
  void aParityModelIsStoredInHalfPrecision() throws IOException {
    assertThat(store("parity2-lenet5")).isZero();
    assertThat(Files.size(folder.resolve("small/parity2-lenet5-synthetic-mnist.safetensors")))
        .isBetween(61_706L * 2, 61_706L * 2 + 2000);
  }

  /** Ten classes and weights as drawn: some number is printed, from 0 to 1. */
  @Test
  void theAccuracyOfAFileIsMeasured() {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    CommandLine command = new CommandLine(new AccuracyCommand(out));
    assertThat(command.execute("--model=lenet5", "--dataset=synthetic-mnist", "--first=100"))
        .isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .containsPattern("lenet5: accuracy 0\\.\\d{4} on 100 images of synthetic MNIST");
    assertThat(command.execute("--model=resnet20", "--dataset=synthetic-mnist")).isEqualTo(1);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("resnet20-synthetic-mnist.safetensors is not in");
  }

  @Test
  void namesAMissingFile() {
    assertThat(store("resnet20")).isEqualTo(1);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("resnet20-synthetic-mnist.safetensors is not in");
  }
}
