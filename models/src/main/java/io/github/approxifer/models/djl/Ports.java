package io.github.approxifer.models.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.approxifer.models.ItemShape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a model is called.
 *
 * @param inputs the names of its inputs in the engine's order; empty if the engine knows none
 * @param query the name of the input that takes the queries; null if the engine knows no names
 * @param type what the queries are converted to
 * @param item the shape of one query
 * @param fixed the values of the other inputs
 * @param output the number of the output that is the answer
 */
record Ports(
    List<String> inputs,
    @Nullable String query,
    DataType type,
    ItemShape item,
    Map<String, FixedInput> fixed,
    int output) {

  Ports as(DataType other) {
    return new Ports(inputs, query, other, item, fixed, output);
  }

  Ports answering(int chosen) {
    return new Ports(inputs, query, type, item, fixed, chosen);
  }

  /** The shape of a batch. */
  Shape batch(int rows) {
    long[] shape = new long[item.rank() + 1];
    shape[0] = rows;
    for (int i = 1; i < shape.length; i++) {
      shape[i] = item.dimension(i - 1);
    }
    return new Shape(shape);
  }
}
