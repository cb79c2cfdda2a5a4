package io.github.approxifer.models.networks;

import io.github.approxifer.models.ImageShape;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The architecture of a network, without the values of its parameters. */
public interface Network {

  /**
   * Returns the network's name.
   *
   * @return a short name such as {@code resnet18}
   */
  String name();

  /**
   * Returns the shape of one input.
   *
   * @return the shape
   */
  ImageShape inputShape();

  /**
   * Returns the number of outputs.
   *
   * @return the number of classes, at least 1
   */
  int classes();

  /**
   * Adds the network to a graph.
   *
   * @param layers adds single layers to the graph
   * @param images batch x height x width x channels
   * @return the logits, batch x classes
   */
  Operand<TFloat32> logits(Layers layers, Operand<TFloat32> images);
}
