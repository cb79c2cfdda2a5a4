package io.github.approxifer.models;

/**
 * The shape of an image: {@code height x width} pixels with {@code channels} values each, stored
 * row by row with the channels of a pixel side by side (NHWC order).
 *
 * @param height rows of pixels, at least 1
 * @param width pixels in a row, at least 1
 * @param channels values of a pixel, at least 1: 1 for grey levels, 3 for red, green, blue
 */
public record ImageShape(int height, int width, int channels) {

  /**
   * Checks the shape.
   *
   * @param height rows of pixels
   * @param width pixels in a row
   * @param channels values of a pixel
   * @throws IllegalArgumentException if a dimension is below 1 or {@code size()} exceeds an {@code
   *     int}
   */
  public ImageShape {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "an image needs at least one row, column and channel, but got height=%d, width=%d, channels=%d"
              .formatted(height, width, channels));
    }
    if ((long) height * width > Integer.MAX_VALUE / channels) {
      throw new IllegalArgumentException(
          "an image must fit a Java array, but %d x %d x %d values do not"
              .formatted(height, width, channels));
    }
  }

  /**
   * The number of values of one image.
   *
   * @return {@code height * width * channels}
   */
  public int size() {
    return height * width * channels;
  }

  /**
   * The image as an item of a batch, in NHWC order.
   *
   * @return height x width x channels
   */
  public ItemShape item() {
    return ItemShape.of(height, width, channels);
  }

  /** The shape as {@code height x width x channels}. */
  @Override
  public String toString() {
    return height + " x " + width + " x " + channels;
  }
}
