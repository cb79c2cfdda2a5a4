package io.github.approxifer.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.models.weights.Parameter.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels as bytes with a scale for each output channel. */
class ChannelScalesTest {

  @TempDir private Path folder;

  private static final Parameter KERNEL =
      new Parameter("fc.weight", Kind.DENSE_KERNEL, List.of(50, 3));

  @Test
  void everyValueIsOffByAtMostHalfOfItsChannelsStep() throws IOException {
    float[] values = new float[150];
    float[] largest = new float[3];
    Random random = new Random(7);
    for (int i = 0; i < values.length; i++) {
      // Channels of very different size: one scale for all would lose the first.
      values[i] = (float) (random.nextGaussian() * Math.pow(1000, i % 3));
      largest[i % 3] = Math.max(largest[i % 3], Math.abs(values[i]));
    }
    Path file = folder.resolve("k.safetensors");
    new SafetensorsWriter().addBytes("fc.weight", List.of(50, 3), values).write(file);
    try (SafetensorsFile weights = SafetensorsFile.open(file)) {
      float[] read = weights.values(KERNEL);
      for (int i = 0; i < values.length; i++) {
        // Half a step, and two roundings to float32.
        float allowed = largest[i % 3] / 254 * 1.0001f;
        assertThat(read[i]).as("value %s", i).isCloseTo(values[i], within(allowed));
      }
      for (float stored : weights.floats("fc.weight")) {
        assertThat((double) stored).isEqualTo(Math.rint(stored)).isBetween(-127.0, 127.0);
      }
    }
    assertThat(Files.size(file)).isLessThan(150 + 3 * 4 + 300);
  }

  @Test
  void aChannelOfZerosStaysZero() throws IOException {
    Path file = folder.resolve("z.safetensors");
    new SafetensorsWriter()
        .addBytes("w", List.of(2, 2), new float[] {0, 1, Float.MIN_VALUE, -2})
        .write(file);
    try (SafetensorsFile weights = SafetensorsFile.open(file)) {
      assertThat(weights.values(new Parameter("w", Kind.DENSE_KERNEL, List.of(2, 2))))
          .containsExactly(new float[] {0, 64 * (2 / 127f), 0, -2}, within(1e-6f));
    }
  }

  @Test
  void refusesWhatIsNotFinite() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new SafetensorsWriter().addBytes("w", List.of(2), new float[] {1, Float.NaN}))
        .withMessageContaining("tensor w has the value NaN at 1");
  }

  @Test
  void bytesWithoutScalesAreRefused() throws IOException {
    Path file = folder.resolve("n.safetensors");
    new SafetensorsWriter()
        .add("fc.weight", SafetensorsType.I8, List.of(50, 3), new float[150])
        .write(file);
    try (SafetensorsFile weights = SafetensorsFile.open(file)) {
      assertThatExceptionOfType(WeightsException.class)
          .isThrownBy(() -> weights.values(KERNEL))
          .withMessageContaining(file.toString())
          .withMessageContaining("fc.weight.scale of shape [3] is expected, but there is none");
    }
  }

  @Test
  void scalesOfAnotherShapeAreRefused() throws IOException {
    Path file = folder.resolve("s.safetensors");
    new SafetensorsWriter()
        .add("fc.weight", SafetensorsType.I8, List.of(50, 3), new float[150])
        .add("fc.weight.scale", SafetensorsType.F32, List.of(4), new float[4])
        .write(file);
    try (SafetensorsFile weights = SafetensorsFile.open(file)) {
      assertThatExceptionOfType(WeightsException.class)
          .isThrownBy(() -> weights.values(KERNEL))
          .withMessageContaining("there is one of shape [4]");
    }
  }
}
