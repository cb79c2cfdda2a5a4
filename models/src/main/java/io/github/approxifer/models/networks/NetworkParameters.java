package io.github.approxifer.models.networks;

import io.github.approxifer.models.tensorflow.TensorFlowLibrary;
import io.github.approxifer.models.weights.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Lists the parameters that a network asks for. */
public final class NetworkParameters {

  private NetworkParameters() {}

  /**
   * Builds a network on placeholders and lists its parameters.
   *
   * @param network the network
   * @return its parameters in the order in which it asks for them
   */
  public static List<Parameter> of(Network network) {
    TensorFlowLibrary.load();
    List<Parameter> parameters = new ArrayList<>();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Layers layers =
          new Layers(
              tf,
              parameter -> {
                parameters.add(parameter);
                long[] shape = parameter.shape().stream().mapToLong(Integer::longValue).toArray();
                return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
              });
      Shape images =
          Shape.of(
              -1,
              network.inputShape().height(),
              network.inputShape().width(),
              network.inputShape().channels());
      network.logits(layers, tf.placeholder(TFloat32.class, Placeholder.shape(images)));
    }
    return parameters;
  }
}
