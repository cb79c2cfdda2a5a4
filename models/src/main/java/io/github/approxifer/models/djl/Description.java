package io.github.approxifer.models.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.Pair;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.ModelException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * What an engine tells of a model's inputs: names and shapes, where -1 stands for any dimension and
 * a shape without dimensions for one that it does not know.
 */
final class Description {

  private final String model;
  private final Map<String, Shape> inputs;

  private Description(String model, Map<String, Shape> inputs) {
    this.model = model;
    this.inputs = inputs;
  }

  static Description of(ai.djl.Model model) {
    Map<String, Shape> inputs = new LinkedHashMap<>();
    try {
      for (Pair<String, Shape> pair : model.describeInput()) {
        Shape shape = pair.getValue();
        inputs.put(pair.getKey(), shape == null ? new Shape() : shape);
      }
    } catch (RuntimeException e) {
      // Some engines know nothing of a model before they have run it.
      inputs.clear();
    }
    return new Description(model.getName(), inputs);
  }

  /**
   * How to call the model by a signature, as far as that can be told without calling it.
   *
   * @throws ModelException if signature and description do not fit, or leave something open
   */
  Ports ports(ModelSignature signature) {
    Set<String> unknown = new TreeSet<>(signature.fixed().keySet());
    signature.input().ifPresent(unknown::add);
    unknown.removeAll(inputs.keySet());
    if (!unknown.isEmpty()) {
      throw new ModelException(
          "the model %s has no input %s; it has %s"
              .formatted(model, String.join(", ", unknown), inputs.keySet()));
    }
    if (inputs.isEmpty()) {
      ItemShape item =
          signature.itemShape().orElseThrow(() -> unknownShape("its engine tells nothing of it"));
      return new Ports(List.of(), null, DataType.FLOAT32, item, Map.of(), 0);
    }
    String query = query(signature);
    return new Ports(
        List.copyOf(inputs.keySet()),
        query,
        DataType.FLOAT32,
        item(query, signature),
        signature.fixed(),
        0);
  }

  private String query(ModelSignature signature) {
    Set<String> open = new TreeSet<>(inputs.keySet());
    open.removeAll(signature.fixed().keySet());
    signature.input().ifPresent(open::remove);
    if (signature.input().isPresent() && open.isEmpty()) {
      return signature.input().get();
    }
    if (signature.input().isEmpty() && open.size() == 1) {
      return open.iterator().next();
    }
    throw new ModelException(
        "the model %s has the inputs %s: name the one that takes the queries by withInput, and give"
                .formatted(model, inputs.keySet())
            + " a value to each of the others by withFixed");
  }

  private ItemShape item(String query, ModelSignature signature) {
    Shape described = inputs.getOrDefault(query, new Shape());
    if (signature.itemShape().isPresent()) {
      ItemShape item = signature.itemShape().get();
      if (described.dimension() > 0 && !fits(described, item)) {
        throw new ModelException(
            "the input %s of the model %s has the shape %s, so an item cannot have %s; say it in the"
                    .formatted(query, model, described, item)
                + " model's own order, without the batch's dimension");
      }
      return item;
    }
    long[] dimensions = LongStream.of(described.getShape()).skip(1).toArray();
    if (described.dimension() == 0 || Arrays.stream(dimensions).anyMatch(size -> size < 1)) {
      throw unknownShape(
          described.dimension() == 0
              ? "it does not tell the shape of its input " + query
              : "its input %s has the shape %s".formatted(query, described));
    }
    return ItemShape.of(Arrays.stream(dimensions).mapToInt(Math::toIntExact).toArray());
  }

  private ModelException unknownShape(String why) {
    return new ModelException(
        "the shape of an item of the model %s is not known: %s; say it by ModelSignature.of"
            .formatted(model, why));
  }

  private static boolean fits(Shape described, ItemShape item) {
    if (described.dimension() != item.rank() + 1) {
      return false;
    }
    for (int i = 0; i < item.rank(); i++) {
      long dimension = described.get(i + 1);
      if (dimension >= 0 && dimension != item.dimension(i)) {
        return false;
      }
    }
    return true;
  }
}
