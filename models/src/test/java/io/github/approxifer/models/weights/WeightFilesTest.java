package io.github.approxifer.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFilesTest {

  @TempDir private Path folder;

  @Test
  void opensTheFileOfTheFirstFolderThatHasIt() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path full = Files.createDirectory(folder.resolve("full"));
    new SafetensorsWriter()
        .add("x", SafetensorsType.F32, List.of(1), new float[] {2})
        .write(full.resolve("lenet-mnist.safetensors"));
    try (SafetensorsFile file = WeightFiles.of(empty, full).open("lenet", "mnist")) {
      assertThat(file.floats("x")).containsExactly(2);
    }
    assertThat(WeightFiles.standard(full).find("lenet", "mnist"))
        .contains(full.resolve("lenet-mnist.safetensors"));
  }

  @Test
  void saysHowToNameAFolder() {
    assertThatExceptionOfType(FileNotFoundException.class)
        .isThrownBy(() -> WeightFiles.of(folder).open("lenet", "mnist"))
        .withMessageContainingAll(
            "lenet-mnist.safetensors", folder.toString(), "-Dapproxifer.weights=DIR");
  }
}
