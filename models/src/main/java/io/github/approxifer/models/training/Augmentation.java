package io.github.approxifer.models.training;

import io.github.approxifer.models.ImageShape;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Random changes of training images that leave their class as it is: a shift (a crop from the image
 * with zeros around it) and a mirror image. Immutable and thread-safe.
 */
final class Augmentation {

  private final ImageShape shape;
  private final int padding;
  private final boolean flip;

  /**
   * Creates an augmentation.
   *
   * @param shape the images' shape
   * @param padding the largest shift in pixels in each direction, at least 0
   * @param flip whether half of the images are mirrored left to right
   */
  Augmentation(ImageShape shape, int padding, boolean flip) {
    if (padding < 0 || padding >= Math.min(shape.height(), shape.width())) {
      throw new IllegalArgumentException(
          "the crop's padding must be from 0 to below the image's side "
              + Math.min(shape.height(), shape.width())
              + ", but was "
              + padding);
    }
    this.shape = shape;
    this.padding = padding;
    this.flip = flip;
  }

  /**
   * Writes a changed image.
   *
   * @param image the image, {@code shape.size()} values. Not modified.
   * @param images receives the changed one
   * @param offset where it begins there
   * @param random decides what is done
   */
  void apply(float[] image, float[] images, int offset, RandomGenerator random) {
    int down = random.nextInt(2 * padding + 1) - padding;
    int right = random.nextInt(2 * padding + 1) - padding;
    boolean mirrored = flip && random.nextBoolean();
    Arrays.fill(images, offset, offset + image.length, 0);
    int channels = shape.channels();
    int width = shape.width();
    for (int y = Math.max(0, down); y < Math.min(shape.height(), shape.height() + down); y++) {
      for (int x = Math.max(0, right); x < Math.min(width, width + right); x++) {
        int column = x - right;
        int from = ((y - down) * width + (mirrored ? width - 1 - column : column)) * channels;
        System.arraycopy(image, from, images, offset + (y * width + x) * channels, channels);
      }
    }
  }
}
