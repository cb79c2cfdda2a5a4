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

  /** As PyTorch's batch normalisation: a count of type I64 beside its floats. */
  @Test
  void aTensorOfAnotherTypeHindersNoOther() throws IOException {
    String header =
        "{'bn1.num_batches_tracked':{'dtype':'I64','shape':[],'data_offsets':[0,8]},"
            + "'mask':{'dtype':'BOOL','shape':[2],'data_offsets':[8,10]},"
            + "'small':{'dtype':'F8_E4M3','shape':[2],'data_offsets':[10,12]},"
            + "'later':{'dtype':'F5','shape':[7],'data_offsets':[12,16]},"
            + "'bn1.weight':{'dtype':'F32','shape':[1],'data_offsets':[16,20]}}";
    byte[] data = new byte[20];
    data[18] = (byte) 0x80;
    data[19] = 0x3f;
    try (SafetensorsFile tensors =
        SafetensorsFile.open(SafetensorsBytes.write(folder, header, data))) {
      assertThat(tensors.floats("bn1.weight")).containsExactly(1);
      assertThat(tensors.type("bn1.num_batches_tracked")).isEqualTo("I64");
      assertThat(tensors.shape("later")).containsExactly(7);
      assertThatExceptionOfType(WeightsException.class)
          .isThrownBy(() -> tensors.floats("bn1.num_batches_tracked"))
          .withMessageContainingAll("tracked has the type I64", "[I8, F16, BF16, F32, F64]");
    }
  }

  @Test
  void aLargeTensorHindersNoOther() throws IOException {
    String header =
        "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},"
            + "'empty':{'dtype':'F32','shape':[0,3000000000],'data_offsets':[4,4]}}";
    try (SafetensorsFile tensors =
        SafetensorsFile.open(SafetensorsBytes.write(folder, header, new byte[4]))) {
      assertThat(tensors.floats("x")).containsExactly(0);
      assertThatExceptionOfType(WeightsException.class)
          .isThrownBy(() -> tensors.shape("empty"))
          .withMessageContaining("[0, 3000000000], too large");
    }
  }

  @Test
  void anInterruptedReaderHindersNoOther() throws IOException {
    Path file = folder.resolve("a.safetensors");
    new SafetensorsWriter().add("x", SafetensorsType.F32, List.of(1), new float[] {3}).write(file);
    try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
      Thread.currentThread().interrupt();
      assertThat(tensors.floats("x")).containsExactly(3);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(tensors.floats("x")).containsExactly(3);
    }
  }

  @Test
  void readsPytorchsLayout() throws IOException {
    // Output o, input i, row r, column c has the value 1000 o + 100 i + 10 r + c.
    float[] kernel = new float[2 * 3 * 2 * 2];
    for (int o = 0; o < 2; o++) {
      for (int i = 0; i < 3; i++) {
        for (int r = 0; r < 2; r++) {
          for (int c = 0; c < 2; c++) {
            kernel[((o * 3 + i) * 2 + r) * 2 + c] = 1000 * o + 100 * i + 10 * r + c;
          }
        }
      }
    }
    Path file = folder.resolve("a.safetensors");
    new SafetensorsWriter()
        .add("conv.weight", SafetensorsType.F32, List.of(2, 3, 2, 2), kernel)
        .add("fc.weight", SafetensorsType.F32, List.of(2, 2), new float[] {11, 12, 21, 22})
        .add("fc.bias", SafetensorsType.F32, List.of(2), new float[] {5, 6})
        .write(file);
    Parameter convolution =
        new Parameter("conv.weight", Parameter.Kind.CONVOLUTION_KERNEL, List.of(2, 2, 3, 2));
    try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
      ParameterValues values = tensors.pytorchLayout();
      float[] read = values.values(convolution);
      for (int o = 0; o < 2; o++) {
        for (int i = 0; i < 3; i++) {
          for (int r = 0; r < 2; r++) {
            for (int c = 0; c < 2; c++) {
              assertThat(read[((r * 2 + c) * 3 + i) * 2 + o])
                  .isEqualTo(1000 * o + 100 * i + 10 * r + c);
            }
          }
        }
      }
      // A square kernel has the same shape in both layouts: only the layout's name tells.
      assertThat(values.values(dense("fc.weight", 2, 2))).containsExactly(11, 21, 12, 22);
      assertThat(tensors.values(dense("fc.weight", 2, 2))).containsExactly(11, 12, 21, 22);
      assertThat(values.values(new Parameter("fc.bias", Parameter.Kind.BIAS, List.of(2))))
          .containsExactly(5, 6);
      assertThatExceptionOfType(WeightsException.class)
          .isThrownBy(() -> values.values(dense("fc.weight", 3, 2)))
          .withMessageContaining("needs [2, 3]");
    }
  }

  @Test
  void replacesAFileThatIsBeingRead() throws IOException {
    Path file = folder.resolve("a.safetensors");
    new SafetensorsWriter().add("x", SafetensorsType.F32, List.of(1), new float[] {3}).write(file);
    try (SafetensorsFile old = SafetensorsFile.open(file)) {
      new SafetensorsWriter()
          .add("x", SafetensorsType.F16, List.of(1), old.floats("x"))
          .write(file);
      assertThat(old.floats("x")).containsExactly(3);
    }
    try (SafetensorsFile fresh = SafetensorsFile.open(file)) {
      assertThat(fresh.type("x")).isEqualTo("F16");
    }
  }

  @Test
  void refusesToWriteWhatCannotBeReadBack() {
    SafetensorsWriter writer = new SafetensorsWriter();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.add("__metadata__", SafetensorsType.F32, List.of(1), new float[1]))
        .withMessageContaining("cannot be called __metadata__");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.add("x", SafetensorsType.F32, List.of(-1, -1), new float[1]))
        .withMessageContaining("[-1, -1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.addBytes("x", List.of(), new float[1]))
        .withMessageContaining("no dimension to be its channels");
  }
}
