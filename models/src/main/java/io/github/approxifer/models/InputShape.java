package io.github.approxifer.models;

/**
 * The shape of one input of a model: an image of {@code height x width} pixels with {@code
 * channels} values each, stored row by row with the channels of a pixel side by side (NHWC order).
 *
 * @param height rows of pixels, at least 1
 * @param width pixels in a row, at least 1
 * @param channels values of a pixel, at least 1: 1 for grey levels, 3 for red, green, blue
 */
public record InputShape(int height, int width, int channels) {

  /**
   * Checks the shape.
   *
   * @param height rows of pixels
   * @param width pixels in a row
   * @param channels values of a pixel
   * @throws IllegalArgumentException if a dimension is below 1 or {@code size()} exceeds an {@code
   *     int}
   */
  public InputShape {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "An input shape needs at least one row, column and channel, but got height="
              + height
              + ", width="
              + width
              + ", channels="
              + channels);
    }
    if ((long) height * width > Integer.MAX_VALUE / channels) {
      throw new IllegalArgumentException(
          "An input must fit a Java array, but "
              + height
              + " x "
              + width
              + " x "
              + channels
              + " values do not");
    }
  }

  /**
   * Returns the number of values of one input.
   *
   * @return {@code height * width * channels}
   */
  public int size() {
    return height * width * channels;
  }

  /** Returns the shape as {@code height x width x channels}. */
  @Override
  public String toString() {
    return height + " x " + width + " x " + channels;
  }
}
