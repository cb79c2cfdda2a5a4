package io.github.approxifer.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.weights.SafetensorsType;
import io.github.approxifer.models.weights.SafetensorsWriter;
import io.github.approxifer.models.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnedBatchesTest {
  private static final PublishedDataset CIFAR = PublishedDataset.CIFAR_10;

  @Test
  void theWeightsSayIt(@TempDir Path folder) throws IOException {
    assertThat(trained(folder, "CIFAR-10 train batches 1 to 4"))
        .isEqualTo(new LearnedBatches(1, 4));
    assertThat(trained(folder, "CIFAR-10 train batch 2")).isEqualTo(new LearnedBatches(2, 2));
    // All batches, or those that were there: it may have seen any.
    assertThat(trained(folder, "CIFAR-10 train")).isEqualTo(LearnedBatches.ALL);
    assertThatIOException()
        .isThrownBy(() -> LearnedBatches.of(WeightFiles.of(folder), "vgg16", CIFAR))
        .withMessage("there are no weights of vgg16 for CIFAR-10");
  }

  @Test
  void aListBesideThemSaysItOtherwise(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve(LearnedBatches.LIST),
        "weights,batches\nresnet2-cifar10,1-2\nnet-cifar10,4\n");

    assertThat(trained(folder, "CIFAR-10 train")).isEqualTo(new LearnedBatches(4, 4));
    assertThat(trained(folder, "CIFAR-10 train batch 1")).isEqualTo(new LearnedBatches(1, 1));
  }

  /** No committed network of CIFAR-10 is judged as one of which nothing is known. */
  @Test
  void allCommittedNetworksAreKnown() throws IOException {
    for (String network : List.of("resnet18", "resnet34", "googlenet")) {
      assertThat(LearnedBatches.of(CommittedWeights.files(), network, CIFAR))
          .as(network)
          .isEqualTo(new LearnedBatches(1, 4));
    }
    assertThat(LearnedBatches.of(CommittedWeights.files(), "resnet20", CIFAR))
        .isEqualTo(new LearnedBatches(1, 3));
  }

  private static LearnedBatches trained(Path folder, String on) throws IOException {
    new SafetensorsWriter()
        .metadata("trained on", on)
        .add("x", SafetensorsType.F32, List.of(1), new float[] {0})
        .write(folder.resolve("net-cifar10.safetensors"));
    return LearnedBatches.of(WeightFiles.of(folder), "net", CIFAR);
  }
}
