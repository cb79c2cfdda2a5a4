package io.github.approxifer.models.datasets;

/** Images with labels, made into floats one at a time. Implementations are thread-safe. */
interface ImageSource {

  /** The number of images. */
  int size();

  /** The label of an image, {@code 0 <= index < size()}. */
  int label(int index);

  /**
   * Writes an image, normalised and in NHWC order, to {@code destination} from {@code offset} on.
   */
  void read(int index, float[] destination, int offset);
}
