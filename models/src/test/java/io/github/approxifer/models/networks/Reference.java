package io.github.approxifer.models.networks;

/**
 * The layers in plain Java, in double precision, one image of height x width x channels at a time,
 * with k / 2 rows and columns of padding on every side, as PyTorch defines them.
 */
final class Reference {

  /** An image, row-major, channels side by side. */
  @SuppressWarnings("ArrayRecordComponent") // is never compared
  record Image(int height, int width, int channels, double[] values) {
    double at(int y, int x, int channel) {
      return values[(y * width + x) * channels + channel];
    }

    boolean contains(int y, int x) {
      return y >= 0 && y < height && x >= 0 && x < width;
    }
  }

  private Reference() {}

  static Image convolution(Image in, float[] kernel, int size, int outputs, int stride) {
    Image out = empty(in, outputs, size, stride);
    for (int y = 0; y < out.height(); y++) {
      for (int x = 0; x < out.width(); x++) {
        for (int o = 0; o < outputs; o++) {
          double sum = 0;
          for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
              int v = y * stride + i - size / 2;
              int u = x * stride + j - size / 2;
              for (int c = 0; in.contains(v, u) && c < in.channels(); c++) {
                sum += in.at(v, u, c) * kernel[((i * size + j) * in.channels() + c) * outputs + o];
              }
            }
          }
          out.values()[(y * out.width() + x) * outputs + o] = sum;
        }
      }
    }
    return out;
  }

  static Image maxPooling(Image in, int size, int stride) {
    Image out = empty(in, in.channels(), size, stride);
    for (int y = 0; y < out.height(); y++) {
      for (int x = 0; x < out.width(); x++) {
        for (int c = 0; c < in.channels(); c++) {
          double best = Double.NEGATIVE_INFINITY;
          for (int v = y * stride - size / 2; v <= y * stride + size / 2; v++) {
            for (int u = x * stride - size / 2; u <= x * stride + size / 2; u++) {
              best = in.contains(v, u) ? Math.max(best, in.at(v, u, c)) : best;
            }
          }
          out.values()[(y * out.width() + x) * in.channels() + c] = best;
        }
      }
    }
    return out;
  }

  static Image batchNormalization(
      Image in, float[] scale, float[] shift, float[] mean, float[] variance) {
    double[] values = new double[in.values().length];
    for (int i = 0; i < values.length; i++) {
      int c = i % in.channels();
      values[i] = scale[c] * (in.values()[i] - mean[c]) / Math.sqrt(variance[c] + 1e-5) + shift[c];
    }
    return new Image(in.height(), in.width(), in.channels(), values);
  }

  static Image relu(Image in) {
    double[] values = in.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(values[i], 0);
    }
    return new Image(in.height(), in.width(), in.channels(), values);
  }

  static Image add(Image left, Image right) {
    double[] values = left.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += right.values()[i];
    }
    return new Image(left.height(), left.width(), left.channels(), values);
  }

  static double[] meanPooling(Image in) {
    double[] mean = new double[in.channels()];
    for (int i = 0; i < in.values().length; i++) {
      mean[i % in.channels()] += in.values()[i] / (in.height() * in.width());
    }
    return mean;
  }

  static double[] dense(double[] in, float[] kernel, float[] bias) {
    double[] out = new double[bias.length];
    for (int o = 0; o < out.length; o++) {
      out[o] = bias[o];
      for (int i = 0; i < in.length; i++) {
        out[o] += in[i] * kernel[i * out.length + o];
      }
    }
    return out;
  }

  /** An image of zeros for windows of a size and stride: (n + 2 (size / 2) - size) / stride + 1. */
  private static Image empty(Image in, int channels, int size, int stride) {
    int height = (in.height() + 2 * (size / 2) - size) / stride + 1;
    int width = (in.width() + 2 * (size / 2) - size) / stride + 1;
    return new Image(height, width, channels, new double[height * width * channels]);
  }
}
