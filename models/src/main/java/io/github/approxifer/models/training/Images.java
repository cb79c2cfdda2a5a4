package io.github.approxifer.models.training;

import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.datasets.DatasetStore;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.datasets.Split;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

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

  /** The training images: all, those that are there, or those of some batches. */
  Dataset train(boolean partial, @Nullable BatchRange batches) throws IOException {
    if (batches != null) {
      requireFiles();
      return DatasetStore.standard()
          .openFiles(dataset, Split.TRAIN, batches.first(), batches.last());
    }
    if (synthetic) {
      return Dataset.synthetic(dataset, SYNTHETIC_SIZE, 1);
    }
    return partial
        ? DatasetStore.standard().openPartial(dataset, Split.TRAIN)
        : DatasetStore.standard().open(dataset, Split.TRAIN);
  }

  /**
   * The images to be judged by: the test images, or what {@code batches} leaves of the training
   * images and the first 1,000 test images.
   */
  Dataset judges(@Nullable BatchRange batches) throws IOException {
    if (batches == null) {
      return test();
    }
    requireFiles();
    return DatasetStore.standard().openUnseen(dataset, batches.first(), batches.last());
  }

  /**
   * The first images of some.
   *
   * @param first how many, 0 for all; more than there are count as all
   */
  static Dataset first(Dataset all, int first) {
    if (first < 0) {
      throw new IllegalArgumentException("--first must be at least 0, but is " + first);
    }
    return first == 0 ? all : all.slice(0, Math.min(first, all.size()));
  }

  private void requireFiles() {
    if (synthetic) {
      throw new IllegalArgumentException("drawn images have no batches; leave the batches out");
    }
  }

  private Dataset test() throws IOException {
    return synthetic
        ? Dataset.synthetic(dataset, SYNTHETIC_SIZE, 2)
        : DatasetStore.standard().open(dataset, Split.TEST);
  }
}
