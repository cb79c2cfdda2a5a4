package io.github.approxifer.models.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.ConfigProto;

class GpuTest {
  @Test
  void everyReasonIsNamed() {
    assertThat(Gpu.whyNot(List::of, () -> 1)).isEmpty();
    assertThat(Gpu.whyNot(List::of, () -> 0)).hasValue("no GPU: CUDA sees no device");
    assertThat(Gpu.whyNot(List::of, () -> -35)).get().asString().contains("status 35");
    assertThat(
            Gpu.whyNot(
                () -> {
                  throw new UnsatisfiedLinkError("libcuda.so.1\nand more");
                },
                () -> 1))
        .hasValue(
            "no GPU: the CUDA libraries cannot be loaded (UnsatisfiedLinkError: libcuda.so.1)");
  }

  @Test
  void theAnswerIsTheSameEveryTime() {
    assertThat(Gpu.whyNot()).isEqualTo(Gpu.whyNot());
    Gpu.whyNot().ifPresent(reason -> assertThat(reason).startsWith("no GPU: "));
  }

  @Test
  void placementsReachTheSession() {
    ConfigProto cpu =
        TensorFlowPlacement.of("cpu", "true").applyTo(ConfigProto.newBuilder()).build();
    assertThat(cpu.getDeviceCountMap()).containsEntry("GPU", 0);
    ConfigProto greedy =
        TensorFlowPlacement.of("auto", "false").applyTo(ConfigProto.newBuilder()).build();
    assertThat(greedy.getGpuOptions().getAllowGrowth()).isFalse();
    assertThat(TensorFlowPlacement.standard().memoryGrowth()).isTrue();
    assertThat(TensorFlowPlacement.of("", ""))
        .isEqualTo(new TensorFlowPlacement(TensorFlowPlacement.Device.AUTO, true));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TensorFlowPlacement.of("tpu", "true"))
        .withMessageContaining("tpu");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TensorFlowPlacement.of("cpu", "yes"))
        .withMessageContaining("yes");
  }
}
