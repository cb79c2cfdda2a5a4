package io.github.approxifer.coding.codes;

/**
 * Two images side by side in one of the same size: each is moved towards its own side, so that its
 * middle is seen, and the two are blended over a seam in the middle.
 *
 * <pre>
 *   out(x) = (1 - r(x)) left(x + shift) + r(x) right(x - shift),
 *   r(x) = (x - (columns-1)/2) / seam + 1/2, at least 0, at most 1,
 * </pre>
 *
 * where columns beyond the edge repeat the edge.
 *
 * <p>Parts of two images side by side are what CutMix trains with (S. Yun and others, CutMix:
 * regularization strategy to train strong classifiers with localizable features, ICCV 2019), and
 * collages of whole, smaller images are what Collage Inference answers by a model of its own (K.
 * Narra and others, 2019). Here the model is the one that was trained on plain images; moving the
 * images and the wide seam are ours, found by measurement.
 *
 * @param rows of an image, at least 1
 * @param columns of an image, at least 1
 * @param channels of a pixel, at least 1
 * @param shift by how many columns each image is moved, 0..columns/2
 * @param seam over how many columns the images are blended, above 0
 */
public record Collage(int rows, int columns, int channels, int shift, double seam) {

  /**
   * Checks the sizes.
   *
   * @param rows of an image
   * @param columns of an image
   * @param channels of a pixel
   * @param shift by how many columns each image is moved
   * @param seam over how many columns the images are blended
   * @throws IllegalArgumentException if one is out of range
   */
  public Collage {
    if (rows < 1 || columns < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "an image must have at least 1 row, column and channel, but is %d x %d x %d"
              .formatted(rows, columns, channels));
    }
    if (shift < 0 || shift > columns / 2) {
      throw new IllegalArgumentException(
          "the shift must be from 0 to half of the %d columns, but is %d"
              .formatted(columns, shift));
    }
    if (!(seam > 0) || Double.isInfinite(seam)) {
      throw new IllegalArgumentException("the seam must be positive and finite, but is " + seam);
    }
  }

  /**
   * Proportions that do well for photographs: a shift of an eighth of the width, a seam of half of
   * it.
   *
   * @param rows of an image
   * @param columns of an image
   * @param channels of a pixel
   * @return the collage
   */
  public static Collage of(int rows, int columns, int channels) {
    return new Collage(rows, columns, channels, Math.round(columns / 8f), columns / 2.0);
  }

  /**
   * The number of values of an image.
   *
   * @return rows x columns x channels
   */
  public int length() {
    return rows * columns * channels;
  }

  /**
   * Makes one image of two.
   *
   * @param left rows x columns x channels values, row by row, the channels of a pixel together,
   *     from {@code leftAt}; not modified
   * @param leftAt where the left image begins
   * @param right as the left one
   * @param rightAt where the right image begins
   * @param out where to write as many values; must not overlap with the images
   * @param outAt where to begin
   * @throws IndexOutOfBoundsException if an array is too short
   */
  public void mix(float[] left, int leftAt, float[] right, int rightAt, float[] out, int outAt) {
    int width = columns * channels;
    for (int column = 0; column < columns; column++) {
      float share = share(column);
      int from = Math.min(column + shift, columns - 1) * channels;
      int other = Math.max(column - shift, 0) * channels;
      int to = column * channels;
      for (int row = 0; row < rows; row++) {
        int line = row * width;
        for (int channel = 0; channel < channels; channel++) {
          out[outAt + line + to + channel] =
              (1 - share) * left[leftAt + line + from + channel]
                  + share * right[rightAt + line + other + channel];
        }
      }
    }
  }

  /** The share of the right image in a column, 0..1. */
  private float share(int column) {
    return (float) Math.max(0, Math.min(1, (column - (columns - 1) / 2.0) / seam + 0.5));
  }
}
