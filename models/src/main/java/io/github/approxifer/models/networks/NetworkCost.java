package io.github.approxifer.models.networks;

import io.github.approxifer.models.tensorflow.TensorFlowLibrary;
import java.util.Iterator;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.ndarray.Shape;

/** The cost of a network in multiply-adds. */
public final class NetworkCost {

  private NetworkCost() {}

  /**
   * Builds a network on placeholders and counts the multiplications with an addition of its
   * convolutions and dense layers; the rest is small beside them.
   *
   * @param network the network
   * @return the multiply-adds for one input
   */
  public static long multiplyAdds(Network network) {
    TensorFlowLibrary.load();
    long sum = 0;
    try (Graph graph = new Graph()) {
      NetworkParameters.build(network, graph, parameter -> {});
      Iterator<GraphOperation> operations = graph.operations();
      while (operations.hasNext()) {
        sum += multiplyAdds(operations.next());
      }
    }
    return sum;
  }

  /** Every value of the kernel is used once for each place of the output. */
  private static long multiplyAdds(GraphOperation operation) {
    return switch (operation.type()) {
      case "Conv2D" -> {
        Shape output = operation.output(0).shape();
        yield operation.input(1).shape().size() * output.get(1) * output.get(2);
      }
      case "MatMul" -> operation.input(1).shape().size();
      default -> 0;
    };
  }
}
