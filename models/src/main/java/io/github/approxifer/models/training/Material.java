package io.github.approxifer.models.training;

import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.models.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The images that a training uses, and where it finds weights of other networks for them.
 *
 * @param dataset what the images are of or like
 * @param shortName the name of the images in names of files
 * @param train the images to learn from
 * @param judges the images to be judged by; never learned from
 * @param weights folders of trained weights, besides the user's own
 */
record Material(
    PublishedDataset dataset, String shortName, Dataset train, Dataset judges, List<Path> weights) {

  private static final int QUICK = 2000;

  Material {
    weights = List.copyOf(weights);
  }

  /** All images to be judged by, or the first of them. */
  Dataset judges(boolean quick) {
    return quick ? Images.first(judges, QUICK) : judges;
  }

  /** What is done to each image before it is learned from. */
  Augmentation augmentation() {
    Recipe recipe = Recipe.of(dataset);
    return new Augmentation(train.inputShape(), recipe.padding(), recipe.flip());
  }

  /** Opens the trained weights of another network for these images; to be closed. */
  SafetensorsFile weights(Network network) throws IOException {
    return WeightFiles.standard(weights.toArray(Path[]::new)).open(network.name(), shortName);
  }
}
