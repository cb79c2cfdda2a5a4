package io.github.approxifer.models.networks;

import io.github.approxifer.models.ImageShape;

/** What all networks of this package have: a name, the shape of an image, a number of classes. */
abstract class ImageNetwork implements Network {

  private final String name;
  private final ImageShape inputShape;
  private final int classes;

  ImageNetwork(String name, ImageShape inputShape, int classes) {
    if (classes < 1) {
      throw new IllegalArgumentException("classes must be at least 1, but was " + classes);
    }
    this.name = name;
    this.inputShape = inputShape;
    this.classes = classes;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final ImageShape inputShape() {
    return inputShape;
  }

  @Override
  public final int classes() {
    return classes;
  }
}
