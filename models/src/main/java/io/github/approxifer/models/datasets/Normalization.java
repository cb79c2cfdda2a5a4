package io.github.approxifer.models.datasets;

import java.util.List;

/**
 * The map from a pixel's byte b to a model's input, for channel c: {@code (b / 255 - mean(c)) /
 * deviation(c)}.
 *
 * @param mean one mean for each channel
 * @param deviation one standard deviation for each channel, above 0
 */
public record Normalization(List<Float> mean, List<Float> deviation) {

  /** Grey levels in [0, 1], neither shifted nor scaled. */
  public static final Normalization UNIT_GREY = new Normalization(List.of(0f), List.of(1f));

  /** The means and standard deviations of red, green and blue over the CIFAR-10 training images. */
  public static final Normalization CIFAR_10 =
      new Normalization(List.of(0.4914f, 0.4822f, 0.4465f), List.of(0.2471f, 0.2435f, 0.2616f));

  /**
   * Checks and copies.
   *
   * @param mean one mean for each channel
   * @param deviation one standard deviation for each channel
   * @throws IllegalArgumentException if the lengths differ or a deviation is not above 0
   */
  public Normalization {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (mean.size() != deviation.size() || mean.isEmpty()) {
      throw new IllegalArgumentException(
          "one mean and one deviation for each channel are needed, but got mean="
              + mean
              + ", deviation="
              + deviation);
    }
    for (float value : deviation) {
      if (!(value > 0)) {
        throw new IllegalArgumentException("deviations must be above 0, but got " + deviation);
      }
    }
  }

  /** Returns the inputs for all bytes, channels x 256. */
  float[][] table() {
    float[][] table = new float[mean.size()][256];
    for (int channel = 0; channel < table.length; channel++) {
      for (int value = 0; value < 256; value++) {
        table[channel][value] = (value / 255f - mean.get(channel)) / deviation.get(channel);
      }
    }
    return table;
  }
}
