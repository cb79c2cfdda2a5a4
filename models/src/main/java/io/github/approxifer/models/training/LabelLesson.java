package io.github.approxifer.models.training;

import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.networks.Growth;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.weights.HeInitialization;
import io.github.approxifer.models.weights.ParameterValues;
import io.github.approxifer.models.weights.SafetensorsFile;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Images with their labels.
 *
 * @param network the network
 * @param images the images
 * @param mixup alpha of the mixtures, 0 for none
 * @param seed for the initial values
 * @param grown the smaller network that is grown into this one, null to begin with nothing
 */
record LabelLesson(
    Network network, Material images, double mixup, long seed, @Nullable Network grown)
    implements Lesson {

  @Override
  public String name() {
    return network.name();
  }

  @Override
  public Loss loss() {
    return Loss.CROSS_ENTROPY;
  }

  @Override
  public double peakRate() {
    return grown == null ? Recipe.PEAK_RATE : Recipe.CONTINUED_PEAK_RATE;
  }

  @Override
  public Examples examples() {
    return new LabelledExamples(images.train(), images.augmentation(), mixup);
  }

  @Override
  public ParameterValues start() throws IOException {
    ParameterValues fresh = HeInitialization.of(seed);
    if (grown == null) {
      return fresh;
    }
    try (SafetensorsFile small = images.weights(grown)) {
      return HeldValues.of(network, new Growth(grown, small, network, fresh));
    }
  }

  @Override
  public String judge(ParameterValues values, boolean quick) throws IOException {
    Dataset judges = images.judges(quick);
    return String.format(
        Locale.ROOT,
        "accuracy %.4f on %d images of %s",
        Accuracy.of(network, values, judges),
        judges.size(),
        judges.name());
  }

  @Override
  public String describe() {
    return (mixup > 0 ? ", mixup=" + mixup : "")
        + (grown == null ? "" : ", grown from " + grown.name());
  }
}
