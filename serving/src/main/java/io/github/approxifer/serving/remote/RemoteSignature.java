package io.github.approxifer.serving.remote;

import io.github.approxifer.serving.protocol.ModelMetadata;
import io.github.approxifer.serving.protocol.ModelMetadata.TensorMetadata;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller knows of a model on servers that do not say it themselves, or say it wrongly: DJL
 * Serving answers the question with an error for models of TensorFlow and ONNX Runtime, and
 * MLServer with empty lists where nobody wrote them down. What is not given here a prediction of
 * zeros finds out.
 *
 * @param input the name of the input; some servers do not look at it
 * @param itemShape the shape of one query, without the batch
 * @param output the name of the output; null to take the only one of an answer
 */
public record RemoteSignature(String input, List<Long> itemShape, @Nullable String output) {

  /**
   * Checks the signature.
   *
   * @param input a name
   * @param itemShape sizes of at least 1
   * @param output a name or null
   * @throws IllegalArgumentException if a size is below 1
   */
  public RemoteSignature {
    itemShape = List.copyOf(itemShape);
    if (itemShape.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "every size of one query must be at least 1, but the shape is " + itemShape);
    }
  }

  /**
   * A signature whose output is to be found.
   *
   * @param input the name of the input
   * @param itemShape the shape of one query, without the batch, such as 28, 28, 1
   * @return the signature
   * @throws IllegalArgumentException if a size is below 1
   */
  public static RemoteSignature of(String input, long... itemShape) {
    List<Long> sizes = new ArrayList<>();
    for (long size : itemShape) {
      sizes.add(size);
    }
    return new RemoteSignature(input, sizes, null);
  }

  /**
   * With a name for the output, which a model with several needs.
   *
   * @param name the name of the output
   * @return otherwise the same signature
   */
  public RemoteSignature withOutput(String name) {
    return new RemoteSignature(input, itemShape, name);
  }

  /** How many values one query has. */
  int length() {
    return Math.toIntExact(itemShape.stream().reduce(1L, Math::multiplyExact));
  }

  /** A signature from what a server says: its only input, and its output if it names one. */
  static RemoteSignature of(ModelMetadata metadata) {
    TensorMetadata input = metadata.inputs().get(0);
    List<Long> shape = input.shape();
    return new RemoteSignature(
        input.name(),
        shape.subList(Math.min(1, shape.size()), shape.size()),
        metadata.outputs().isEmpty() ? null : metadata.outputs().get(0).name());
  }
}
