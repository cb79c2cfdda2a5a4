package io.github.approxifer.models.datasets;

import io.github.approxifer.models.ImageShape;
import java.util.List;
import java.util.Objects;

/**
 * Labelled images, read as float batches. The images are kept as bytes and normalised when they are
 * read. Immutable and thread-safe.
 */
public final class Dataset {

  private final String name;
  private final ImageShape inputShape;
  private final int classes;
  private final Provenance provenance;
  private final ImageSource images;
  private final int from;
  private final int size;

  Dataset(
      String name,
      ImageShape inputShape,
      int classes,
      Provenance provenance,
      ImageSource images,
      int from,
      int size) {
    this.name = name;
    this.inputShape = inputShape;
    this.classes = classes;
    this.provenance = provenance;
    this.images = images;
    this.from = from;
    this.size = size;
  }

  /**
   * Draws images of the shape and value range of a published dataset from a seed: for each class a
   * plane wave of its own, with noise. For use without data; an accuracy on them means nothing.
   *
   * @param like the dataset whose shape, classes and normalisation to take
   * @param size the number of images, at least 1
   * @param seed any number; the same seed gives the same images
   * @return the dataset
   * @throws IllegalArgumentException if {@code size} is below 1
   */
  public static Dataset synthetic(PublishedDataset like, int size, long seed) {
    if (size < 1) {
      throw new IllegalArgumentException("size must be at least 1, but was " + size);
    }
    return new Dataset(
        "synthetic " + like.title(),
        like.inputShape(),
        like.classes(),
        new Provenance(
            Provenance.Source.SYNTHETIC,
            List.of("images of the shape of " + like.title() + " drawn from the seed " + seed)),
        new SyntheticImages(like.inputShape(), like.classes(), size, like.normalization(), seed),
        0,
        size);
  }

  /**
   * Returns the dataset's name.
   *
   * @return a name for results, such as {@code CIFAR-10 test}
   */
  public String name() {
    return name;
  }

  /**
   * Returns the number of images.
   *
   * @return the number, at least 1
   */
  public int size() {
    return size;
  }

  /**
   * Returns the shape of one image.
   *
   * @return the shape
   */
  public ImageShape inputShape() {
    return inputShape;
  }

  /**
   * Returns the number of classes.
   *
   * @return the number; labels run from 0 to one less
   */
  public int classes() {
    return classes;
  }

  /**
   * Returns where the images come from.
   *
   * @return the provenance
   */
  public Provenance provenance() {
    return provenance;
  }

  /**
   * The name, and what a reader of a result should know about where the images come from.
   *
   * @return such as {@code CIFAR-10 test (not as published: test_batch.bin is not the published
   *     file)}
   */
  public String describe() {
    return provenance.isExact() ? name : name + " (" + provenance.describe() + ")";
  }

  /**
   * Returns the label of an image.
   *
   * @param index the image, from 0 to {@code size() - 1}
   * @return its class, from 0 to {@code classes() - 1}
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public int label(int index) {
    return images.label(from + Objects.checkIndex(index, size));
  }

  /**
   * Reads one image.
   *
   * @param index the image, from 0 to {@code size() - 1}
   * @param destination receives {@code inputShape().size()} normalised values in NHWC order
   * @param offset where in the destination to start
   * @throws IndexOutOfBoundsException if there is no such image or the destination is too short
   */
  public void read(int index, float[] destination, int offset) {
    Objects.checkIndex(index, size);
    Objects.checkFromIndexSize(offset, inputShape.size(), destination.length);
    images.read(from + index, destination, offset);
  }

  /**
   * Reads a batch of images that follow each other.
   *
   * @param first the first image
   * @param count the number of images
   * @param destination receives {@code count x inputShape().size()} values, row-major
   * @throws IndexOutOfBoundsException if there are not as many images or the destination is too
   *     short
   */
  public void readBatch(int first, int count, float[] destination) {
    Objects.checkFromIndexSize(first, count, size);
    for (int row = 0; row < count; row++) {
      read(first + row, destination, row * inputShape.size());
    }
  }

  /**
   * Reads a batch of any images.
   *
   * @param indices the images, in the order in which they are wanted. Not modified.
   * @param destination receives {@code indices.length x inputShape().size()} values, row-major
   * @throws IndexOutOfBoundsException if there is no such image or the destination is too short
   */
  public void readBatch(int[] indices, float[] destination) {
    for (int row = 0; row < indices.length; row++) {
      read(indices[row], destination, row * inputShape.size());
    }
  }

  /**
   * Returns a part of this dataset, for example the first 1,000 images. The images are shared.
   *
   * @param begin the first image of the part
   * @param end the image after the last of the part
   * @return the part, whose first image has the number 0
   * @throws IndexOutOfBoundsException if the part does not lie within the dataset or is empty
   */
  public Dataset slice(int begin, int end) {
    Objects.checkFromToIndex(begin, end, size);
    if (begin == end) {
      throw new IndexOutOfBoundsException("the slice from " + begin + " to " + end + " is empty");
    }
    return new Dataset(
        name + " [" + begin + ", " + end + ")",
        inputShape,
        classes,
        provenance,
        images,
        from + begin,
        end - begin);
  }

  /**
   * Returns the images of this dataset and then those of another. The images are shared.
   *
   * @param other a dataset of the same input shape and classes
   * @return a dataset of {@code size() + other.size()} images, exact if both are
   * @throws IllegalArgumentException if the shapes or the classes differ
   */
  public Dataset followedBy(Dataset other) {
    if (!inputShape.equals(other.inputShape) || classes != other.classes) {
      throw new IllegalArgumentException(
          "only images alike can be joined, but "
              + name
              + " has "
              + classes
              + " classes of "
              + inputShape
              + ", and "
              + other.name
              + " "
              + other.classes
              + " of "
              + other.inputShape);
    }
    return new Dataset(
        name + " and " + other.name,
        inputShape,
        classes,
        provenance.and(other.provenance),
        new JoinedImages(List.of(part(), other.part())),
        0,
        size + other.size);
  }

  /** The images of this dataset alone, which may be a slice of its source. */
  private ImageSource part() {
    return new ImageSource() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public int label(int index) {
        return Dataset.this.label(index);
      }

      @Override
      public void read(int index, float[] destination, int offset) {
        Dataset.this.read(index, destination, offset);
      }
    };
  }
}
