package io.github.approxifer.bench.accuracy.measure;

import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.datasets.DatasetStore;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.datasets.Split;
import java.io.IOException;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/** Images with their classes, all in memory. */
public final class LabelledImages {
  private final FMatrixRMaj images;
  private final int[] labels;

  private LabelledImages(FMatrixRMaj images, int[] labels) {
    this.images = images;
    this.labels = labels;
  }

  /**
   * Reads MNIST, pixels from 0 to 1.
   *
   * @param split training or test
   * @return the images and labels
   * @throws IOException if a file is not at hand, cannot be got, or is damaged
   */
  public static LabelledImages mnist(Split split) throws IOException {
    return of(DatasetStore.standard().open(PublishedDataset.MNIST, split));
  }

  /**
   * Reads the last training images that are at hand, for what must not be chosen by test images. Of
   * CIFAR-10 some training files may be missing.
   *
   * @param published the dataset
   * @param count how many images, at most as many as there are
   * @return the images, normalised, and labels
   * @throws IOException if a file is not at hand, cannot be got, or is damaged
   */
  public static LabelledImages lastOfTraining(PublishedDataset published, int count)
      throws IOException {
    Dataset train =
        published.equals(PublishedDataset.CIFAR_10)
            ? DatasetStore.standard().openPartial(published, Split.TRAIN)
            : DatasetStore.standard().open(published, Split.TRAIN);
    return of(train.slice(train.size() - count, train.size()));
  }

  /**
   * Reads all images of a dataset.
   *
   * @param dataset the dataset
   * @return its images, normalised, and labels
   */
  public static LabelledImages of(Dataset dataset) {
    FMatrixRMaj images = new FMatrixRMaj(dataset.size(), dataset.inputShape().size());
    dataset.readBatch(0, dataset.size(), images.data);
    int[] labels = new int[dataset.size()];
    Arrays.setAll(labels, dataset::label);
    return new LabelledImages(images, labels);
  }

  /**
   * Images that are at hand.
   *
   * @param images n x d, one image a row; not copied
   * @param labels n classes; copied
   * @return images with their labels
   * @throws IllegalArgumentException if the numbers differ
   */
  public static LabelledImages of(FMatrixRMaj images, int... labels) {
    if (images.numRows != labels.length) {
      throw new IllegalArgumentException(
          "there are " + images.numRows + " images, but " + labels.length + " labels");
    }
    return new LabelledImages(images, labels.clone());
  }

  /**
   * The images.
   *
   * @return n x d, one image a row; not to be modified
   */
  public FMatrixRMaj images() {
    return images;
  }

  /**
   * The classes.
   *
   * @return n numbers, a new array
   */
  public int[] labels() {
    return labels.clone();
  }

  /**
   * Some of the images.
   *
   * @param indices which, in the order in which they are wanted; not modified
   * @return copies of these images, with their classes
   */
  public LabelledImages select(int... indices) {
    FMatrixRMaj some = new FMatrixRMaj(indices.length, images.numCols);
    int[] classes = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(
          images.data, indices[i] * images.numCols, some.data, i * images.numCols, images.numCols);
      classes[i] = labels[indices[i]];
    }
    return new LabelledImages(some, classes);
  }

  /**
   * A stretch of the images.
   *
   * @param begin the first
   * @param end behind the last
   * @return copies of the images from begin to end-1, with their classes
   */
  public LabelledImages part(int begin, int end) {
    FMatrixRMaj some = Answers.rows(images, begin, end - begin);
    return new LabelledImages(some, Arrays.copyOfRange(labels, begin, end));
  }
}
