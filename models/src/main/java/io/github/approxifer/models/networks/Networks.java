package io.github.approxifer.models.networks;

import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.djl.DjlModel;
import io.github.approxifer.models.tensorflow.TensorFlowModels;
import io.github.approxifer.models.tensorflow.TensorFlowPresence;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.ParameterValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The networks of this module by name. */
public final class Networks {

  /** Builds a network for an input shape and a number of classes. */
  @FunctionalInterface
  private interface Builder {
    Network build(ImageShape inputShape, int classes);
  }

  private static final Map<String, Builder> BUILDERS =
      new TreeMap<>(
          Map.of(
              "densenet161", DenseNet::denseNet161,
              "googlenet", GoogLeNet::of,
              "lenet5", LeNet::of,
              "vgg16", Vgg::vgg16,
              "resnet18", ResNet::resNet18,
              "resnet20", ResNet::resNet20,
              "resnet34", ResNet::resNet34,
              "resnet50", ResNet::resNet50,
              "resnet152", ResNet::resNet152));

  private Networks() {}

  /**
   * Returns the names of all networks.
   *
   * @return the names, unmodifiable
   */
  public static SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(BUILDERS.keySet()));
  }

  /**
   * Returns a network.
   *
   * @param name its name, such as {@code resnet18}
   * @param inputShape the shape of one image
   * @param classes the number of logits, at least 1
   * @return the network
   * @throws IllegalArgumentException if there is no network of that name, or {@code classes} is
   *     below 1
   * @throws io.github.approxifer.models.ModelException if TensorFlow is not on the class path
   */
  public static Network of(String name, ImageShape inputShape, int classes) {
    TensorFlowPresence.require();
    Builder builder = BUILDERS.get(name);
    if (builder == null) {
      throw new IllegalArgumentException(
          "there is no network '" + name + "'; there are " + names());
    }
    return builder.build(inputShape, classes);
  }

  /**
   * Serves a network. It goes through a SavedModel in a temporary folder, which is deleted before
   * this method returns.
   *
   * @param network the network
   * @param values the values of its parameters
   * @param threads the threads that the model may use
   * @return the loaded model, to be closed by the caller
   * @throws IOException if the temporary folder cannot be written
   * @throws io.github.approxifer.models.weights.WeightsException if a parameter is missing or has
   *     another shape
   */
  public static DjlModel serve(Network network, ParameterValues values, TensorFlowThreads threads)
      throws IOException {
    Path temporary = Files.createTempDirectory("approxifer-");
    // The folder's name is the model's, in messages.
    Path folder = temporary.resolve(network.name());
    try {
      SavedModels.export(network, values, folder);
      return TensorFlowModels.load(folder, network.inputShape().item(), network.classes(), threads);
    } finally {
      Files.deleteIfExists(folder.resolve("saved_model.pb"));
      Files.deleteIfExists(folder);
      Files.deleteIfExists(temporary);
    }
  }
}
