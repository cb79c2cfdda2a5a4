package io.github.approxifer.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SafetensorsFileTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "I8")
  void readsWhatWasWritten(SafetensorsType type) throws IOException {
    // All of these are numbers of every type.
    float[] values = {0, 1, -2.5f, 0.015625f, 240, -0.0f};
    Path file = folder.resolve("a.safetensors");
    new SafetensorsWriter()
        .metadata("model", "täst")
        .add("first", SafetensorsType.F32, List.of(2), new float[] {3, 4})
        .add("second", type, List.of(2, 3), values)
        .add("scalar", type, List.of(), new float[] {5})
        .write(file);
    try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
      assertThat(tensors.names()).containsExactly("first", "second", "scalar");
      assertThat(tensors.metadata()).containsEntry("model", "täst").hasSize(1);
      assertThat(tensors.shape("second")).containsExactly(2, 3);
      assertThat(tensors.floats("first")).containsExactly(3, 4);
      assertThat(tensors.floats("second")).containsExactly(values);
      assertThat(tensors.floats("scalar")).containsExactly(5);
    }
  }

  @Test
  void readsBytesAsTheFormatSaysThem() throws IOException {
    // 1.0 in half precision is 3c00, in bfloat16 3f80, in double 3ff0 and zeros; little-endian.
    String header =
        "{'h':{'dtype':'F16','shape':[1],'data_offsets':[0,2]},"
            + "'b':{'dtype':'BF16','shape':[1],'data_offsets':[2,4]},"
            + "'d':{'dtype':'F64','shape':[1],'data_offsets':[4,12]}}";
    Path file =
        SafetensorsBytes.write(
            folder, header, new byte[] {0, 0x3c, (byte) 0x80, 0x3f, 0, 0, 0, 0, 0, 0, -16, 0x3f});
    try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
      assertThat(tensors.floats("h")).containsExactly(1);
      assertThat(tensors.floats("b")).containsExactly(1);
      assertThat(tensors.floats("d")).containsExactly(1);
    }
  }

  @Test
  void roundsToBfloat16WithTiesToEven() throws IOException {
    // Between 1 and its successor 1 + 2^-7; the middle goes to 1, that of the next pair up.
    float[] values = {1 + 0x1p-8f, 1 + 3 * 0x1p-8f, Math.nextUp(1 + 0x1p-8f), Float.NaN};
    Path file = folder.resolve("a.safetensors");
    new SafetensorsWriter().add("x", SafetensorsType.BF16, List.of(4), values).write(file);
    try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
      assertThat(tensors.floats("x")).containsExactly(1, 1 + 0x1p-6f, 1 + 0x1p-7f, Float.NaN);
    }
  }

  @Test
  void checksTheShapeThatANetworkNeeds() throws IOException {
    Path file = folder.resolve("a.safetensors");
    new SafetensorsWriter()
        .add("fc.weight", SafetensorsType.F16, List.of(2, 3), new float[6])
        .write(file);
    try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
      assertThat(tensors.values(dense("fc.weight", 2, 3))).hasSize(6);
      assertThatExceptionOfType(WeightsException.class)
          .isThrownBy(() -> tensors.values(dense("fc.weight", 3, 2)))
          .withMessageContainingAll(file.toString(), "fc.weight", "[2, 3]", "needs [3, 2]");
      assertThatExceptionOfType(WeightsException.class)
          .isThrownBy(() -> tensors.values(dense("conv1.weight", 3, 2)))
          .withMessageContainingAll(file.toString(), "no tensor conv1.weight");
    }
  }

  @Test
  void failsAfterClose() throws IOException {
    Path file = folder.resolve("a.safetensors");
    new SafetensorsWriter().add("x", SafetensorsType.F32, List.of(1), new float[1]).write(file);
    SafetensorsFile tensors = SafetensorsFile.open(file);
    tensors.close();
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> tensors.floats("x"))
        .withMessageContaining("tensor x of " + file);
  }

  @Test
  void noticesThatAFileShrankAfterItWasOpened() throws IOException {
    Path file = folder.resolve("a.safetensors");
    new SafetensorsWriter().add("x", SafetensorsType.F32, List.of(9), new float[9]).write(file);
    try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
      byte[] content = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(content, content.length - 1));
      assertThatExceptionOfType(WeightsException.class)
          .isThrownBy(() -> tensors.floats("x"))
          .withMessageContaining("truncated");
    }
  }

  @Test
  void refusesToWriteNonsense() {
    SafetensorsWriter writer =
        new SafetensorsWriter().add("x", SafetensorsType.F32, List.of(1), new float[1]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.add("x", SafetensorsType.F32, List.of(1), new float[1]))
        .withMessageContaining("tensor x already");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.add("y", SafetensorsType.F32, List.of(2, 2), new float[3]))
        .withMessageContaining("has 4 values, but 3");
  }

  private static Parameter dense(String name, int inputs, int outputs) {
    return new Parameter(name, Parameter.Kind.DENSE_KERNEL, List.of(inputs, outputs));
  }
}
