package io.github.approxifer.models.networks;

import io.github.approxifer.models.InputShape;

/** What all networks of this package have: a name, the shape of an image, a number of classes. */
abstract class ImageNetwork implements Network {

  private final String name;
  private final InputShape inputShape;
  private final int classes;

  ImageNetwork(String name, InputShape inputShape, int classes) {
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
  public final InputShape inputShape() {
    return inputShape;
  }

  @Override
  public final int classes() {
    return classes;
  }
}
