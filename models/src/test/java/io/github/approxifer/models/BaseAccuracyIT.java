package io.github.approxifer.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.datasets.DatasetStore;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.datasets.Split;
import io.github.approxifer.models.djl.TensorFlowModels;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.ResNet;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.models.weights.WeightFiles;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Trained weights on real images; skipped where the one or the other is missing. */
class BaseAccuracyIT {

  private static final int IMAGES = 1000;
  private static final int BATCH = 50;

  @Test
  void resNet18IsRightOnTheFirstThousandCifarTestImagesAsOftenAsItsCardSays() throws IOException {
    PublishedDataset cifar = PublishedDataset.CIFAR_10;
    DatasetStore store = DatasetStore.standard();
    WeightFiles weightFiles = WeightFiles.standard();
    assumeThat(store.isLocal(cifar, Split.TEST)).as("CIFAR-10 is there").isTrue();
    assumeThat(weightFiles.find("resnet18", "cifar10")).as("trained weights").isPresent();
    Dataset images = store.open(cifar, Split.TEST).slice(0, IMAGES);
    Network network = ResNet.resNet18(cifar.inputShape(), cifar.classes());
    try (SafetensorsFile weights = weightFiles.open("resnet18", "cifar10");
        Model model = TensorFlowModels.serve(network, weights, TensorFlowThreads.allCores())) {
      // 0.910; the two images allow for another processor's rounding of nearly equal logits.
      assertThat(right(model, images)).isBetween(908, 912);
    }
  }

  private static int right(Model model, Dataset images) {
    float[] inputs = new float[BATCH * images.inputShape().size()];
    int right = 0;
    for (int first = 0; first < images.size(); first += BATCH) {
      images.readBatch(first, BATCH, inputs);
      float[] logits = model.predict(inputs, BATCH);
      for (int row = 0; row < BATCH; row++) {
        right +=
            best(logits, row * images.classes(), images.classes()) == images.label(first + row)
                ? 1
                : 0;
      }
    }
    return right;
  }

  private static int best(float[] logits, int from, int classes) {
    int best = 0;
    for (int i = 1; i < classes; i++) {
      if (logits[from + i] > logits[from + best]) {
        best = i;
      }
    }
    return best;
  }
}
