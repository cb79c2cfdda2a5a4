package io.github.approxifer.serving.protocol;

/** Is asked whether a tensor is welcome as soon as its shape is known, before its data are held. */
@FunctionalInterface
public interface ShapeCheck {
  /** Lets every shape pass. */
  ShapeCheck NONE = shape -> {};

  /**
   * Throws if the tensor is not welcome.
   *
   * @param shape its sizes, each at least 0, whose product fits an int; not to be changed
   */
  void require(long[] shape);
}
