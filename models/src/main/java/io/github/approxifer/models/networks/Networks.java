package io.github.approxifer.models.networks;

import io.github.approxifer.models.InputShape;
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
    Network build(InputShape inputShape, int classes);
  }

  private static final Map<String, Builder> BUILDERS =
      new TreeMap<>(
          Map.of(
              "densenet161", DenseNet::denseNet161,
              "googlenet", GoogLeNet::new,
              "lenet5", LeNet::new,
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
   */
  public static Network of(String name, InputShape inputShape, int classes) {
    Builder builder = BUILDERS.get(name);
    if (builder == null) {
      throw new IllegalArgumentException(
          "There is no network '" + name + "'; there are " + names());
    }
    return builder.build(inputShape, classes);
  }
}
