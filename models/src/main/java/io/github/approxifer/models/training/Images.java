package io.github.approxifer.models.training;

import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.datasets.DatasetStore;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.datasets.Split;
import java.io.IOException;

/**
 * The images that a command names: {@code mnist}, {@code fashionmnist}, {@code cifar10}, or the
 * same after {@code synthetic-}, drawn from a seed in the shape of that dataset.
 *
 * @param dataset what the images are of or like
 * @param synthetic whether they are drawn
 */
record Images(PublishedDataset dataset, boolean synthetic) {

  private static final String SYNTHETIC = "synthetic-";
  private static final int SYNTHETIC_SIZE = 2000;

  static Images named(String name) {
    boolean synthetic = name.startsWith(SYNTHETIC);
    return new Images(
        PublishedDataset.named(synthetic ? name.substring(SYNTHETIC.length()) : name), synthetic);
  }

  /** The name that stands in names of files. */
  String shortName() {
    return (synthetic ? SYNTHETIC : "") + dataset.shortName();
  }

  Dataset train(boolean partial) throws IOException {
    if (synthetic) {
      return Dataset.synthetic(dataset, SYNTHETIC_SIZE, 1);
    }
    return partial
        ? DatasetStore.standard().openPartial(dataset, Split.TRAIN)
        : DatasetStore.standard().open(dataset, Split.TRAIN);
  }

  Dataset test() throws IOException {
    return synthetic
        ? Dataset.synthetic(dataset, SYNTHETIC_SIZE, 2)
        : DatasetStore.standard().open(dataset, Split.TEST);
  }
}
