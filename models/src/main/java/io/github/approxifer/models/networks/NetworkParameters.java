package io.github.approxifer.models.networks;

import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.tensorflow.TensorFlowLibrary;
import io.github.approxifer.models.weights.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
      build(network, graph, parameters::add);
    }
    return parameters;
  }

  /** Builds a network on placeholders in a graph; tells of each parameter that it asks for. */
  static void build(Network network, Graph graph, Consumer<Parameter> asked) {
    Ops tf = Ops.create(graph);
    Layers layers =
        new Layers(
            tf,
            parameter -> {
              asked.accept(parameter);
              long[] sizes = parameter.shape().stream().mapToLong(Integer::longValue).toArray();
              return placeholder(tf, Shape.of(sizes));
            });
    ImageShape shape = network.inputShape();
    network.logits(
        layers, placeholder(tf, Shape.of(-1, shape.height(), shape.width(), shape.channels())));
  }

  private static Placeholder<TFloat32> placeholder(Ops tf, Shape shape) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(shape));
  }
}
