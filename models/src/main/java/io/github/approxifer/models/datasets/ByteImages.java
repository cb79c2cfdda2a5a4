package io.github.approxifer.models.datasets;

import io.github.approxifer.models.ImageShape;

/** Images kept as the bytes of a file: half a gigabyte of floats is a seventh of that in bytes. */
final class ByteImages implements ImageSource {

  /** Where things are in the files. All numbers are bytes. */
  record Layout(int first, int stride, int pixelStep, int channelStep) {
    /** Images one after the other, the channels of a pixel side by side. */
    static Layout interleaved(int first, ImageShape shape) {
      return new Layout(first, shape.size(), shape.channels(), 1);
    }

    /** Records of a label and the planes of the channels. */
    static Layout labelledPlanes(ImageShape shape) {
      return new Layout(1, 1 + shape.size(), 1, shape.height() * shape.width());
    }
  }

  private final byte[] pixels;
  private final Layout layout;
  private final byte[] labels;
  private final int firstLabel;
  private final int labelStride;
  private final int size;
  private final ImageShape shape;
  private final float[][] table;

  ByteImages(
      byte[] pixels,
      Layout layout,
      byte[] labels,
      int firstLabel,
      int labelStride,
      int size,
      ImageShape shape,
      Normalization normalization) {
    this.pixels = pixels;
    this.layout = layout;
    this.labels = labels;
    this.firstLabel = firstLabel;
    this.labelStride = labelStride;
    this.size = size;
    this.shape = shape;
    this.table = normalization.table();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int label(int index) {
    return labels[firstLabel + index * labelStride];
  }

  @Override
  public void read(int index, float[] destination, int offset) {
    int channels = shape.channels();
    int image = layout.first() + index * layout.stride();
    int count = shape.height() * shape.width();
    for (int channel = 0; channel < channels; channel++) {
      float[] values = table[channel];
      int from = image + channel * layout.channelStep();
      int to = offset + channel;
      for (int pixel = 0; pixel < count; pixel++) {
        destination[to] = values[pixels[from] & 0xff];
        from += layout.pixelStep();
        to += channels;
      }
    }
  }
}
