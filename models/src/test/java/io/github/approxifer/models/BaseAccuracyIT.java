package io.github.approxifer.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.datasets.DatasetStore;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.datasets.Split;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.models.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trained weights on real images; skipped where the one or the other is missing. */
class BaseAccuracyIT {

  private static final int IMAGES = 1000;
  private static final int BATCH = 50;

  /**
   * The accuracies on the first thousand test images as measured when the files were made; the two
   * images allow for another processor's rounding of nearly equal logits.
   */
  @ParameterizedTest
  @CsvSource({
    "resnet18, cifar10, 925",
    "resnet18, mnist, 995",
    "resnet18, fashionmnist, 942",
    "resnet20, mnist, 993",
    "resnet20, fashionmnist, 940",
    "resnet20, cifar10, 851",
    "resnet34, mnist, 991",
    "resnet34, cifar10, 911",
    "googlenet, cifar10, 919",
  })
  void isRightAsOftenAsTheCardSays(String name, String dataset, int expected) throws IOException {
    PublishedDataset published = PublishedDataset.named(dataset);
    DatasetStore store = DatasetStore.standard();
    WeightFiles weightFiles = WeightFiles.of(Path.of("..", "bench", "weights"));
    assumeThat(store.isLocal(published, Split.TEST)).as("%s is there", dataset).isTrue();
    Dataset images = store.open(published, Split.TEST).slice(0, IMAGES);
    Network network = Networks.of(name, published.inputShape(), published.classes());
    try (SafetensorsFile weights = weightFiles.open(name, dataset);
        Model model = Networks.serve(network, weights, TensorFlowThreads.allCores())) {
      assertThat(right(model, images)).isBetween(expected - 2, expected + 2);
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
