package io.github.approxifer.models.weights;

/**
 * The scales of tensors that are stored as bytes: one for each index of the last dimension, which
 * counts the output channels of a kernel. The scales of {@code x} are the tensor {@code x.scale}.
 */
final class ChannelScales {

  /** The largest byte used; -128 is not, so that a channel may be negated. */
  private static final float LARGEST = 127;

  private ChannelScales() {}

  static String nameFor(String tensor) {
    return tensor + ".scale";
  }

  /** Computes the scales at which each channel's largest magnitude becomes 127; 1 for zeros. */
  static float[] of(String name, float[] values, int channels) {
    float[] scales = new float[channels];
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "tensor "
                + name
                + " has the value "
                + values[i]
                + " at "
                + i
                + ", which cannot be stored as a byte");
      }
      scales[i % channels] = Math.max(scales[i % channels], Math.abs(values[i]));
    }
    for (int channel = 0; channel < channels; channel++) {
      // A channel of subnormal values would have a scale of zero.
      float scale = scales[channel] / LARGEST;
      scales[channel] = scale < Float.MIN_NORMAL ? 1 : scale;
    }
    return scales;
  }

  static void multiply(float[] values, float[] scales) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= scales[i % scales.length];
    }
  }

  static void divide(float[] values, float[] scales) {
    for (int i = 0; i < values.length; i++) {
      values[i] /= scales[i % scales.length];
    }
  }
}
