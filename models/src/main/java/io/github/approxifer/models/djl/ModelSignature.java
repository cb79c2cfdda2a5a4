package io.github.approxifer.models.djl;

import io.github.approxifer.models.ItemShape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which input of a model takes the queries and in which shape, which output is the answer, and what
 * its other inputs get. What is not said is taken from the model itself, where it can be one thing
 * only.
 *
 * <pre>{@code
 * ModelSignature.of(ItemShape.of(512))
 *     .withInput("input")
 *     .withFixed("sr", FixedInput.longs(new long[] {16_000}))
 *     .withFixed("h", FixedInput.floats(new float[128], 2, 1, 64))
 *     .withFixed("c", FixedInput.floats(new float[128], 2, 1, 64))
 *     .withOutput("output");
 * }</pre>
 *
 * <p>Immutable.
 */
public final class ModelSignature {

  private final Optional<ItemShape> itemShape;
  private final Optional<String> input;
  private final Optional<String> output;
  private final Optional<Integer> outputs;
  private final Map<String, FixedInput> fixed;

  private ModelSignature(
      Optional<ItemShape> itemShape,
      Optional<String> input,
      Optional<String> output,
      Optional<Integer> outputs,
      Map<String, FixedInput> fixed) {
    this.itemShape = itemShape;
    this.input = input;
    this.output = output;
    this.outputs = outputs;
    this.fixed = fixed;
  }

  /**
   * A signature with the shape of one item.
   *
   * @param itemShape the shape, in the model's own order, without the batch's dimension
   * @return the signature
   */
  public static ModelSignature of(ItemShape itemShape) {
    return described().withItemShape(itemShape);
  }

  /**
   * A signature that is as the model describes itself, for models that say the shape of their
   * input: TensorFlow's do, DJL does not pass on what ONNX models say.
   *
   * @return the signature
   */
  public static ModelSignature described() {
    return new ModelSignature(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
  }

  /**
   * The same with a shape of one item.
   *
   * @param itemShape the shape, in the model's own order, without the batch's dimension
   * @return a new signature
   */
  public ModelSignature withItemShape(ItemShape itemShape) {
    return new ModelSignature(Optional.of(itemShape), input, output, outputs, fixed);
  }

  /**
   * The same with the input that takes the queries.
   *
   * @param name its name
   * @return a new signature
   */
  public ModelSignature withInput(String name) {
    return new ModelSignature(itemShape, Optional.of(name), output, outputs, fixed);
  }

  /**
   * The same with the output that is the answer.
   *
   * @param name its name
   * @return a new signature
   */
  public ModelSignature withOutput(String name) {
    return new ModelSignature(itemShape, input, Optional.of(name), outputs, fixed);
  }

  /**
   * The same with the number of values that an item's output must have; another number is refused.
   *
   * @param outputs the number, at least 1
   * @return a new signature
   * @throws IllegalArgumentException if it is below 1
   */
  public ModelSignature withOutputs(int outputs) {
    if (outputs < 1) {
      throw new IllegalArgumentException("outputs must be at least 1, but was " + outputs);
    }
    return new ModelSignature(itemShape, input, output, Optional.of(outputs), fixed);
  }

  /**
   * The same with the value of one of the other inputs.
   *
   * @param name the input's name
   * @param value what it gets in every prediction
   * @return a new signature
   */
  public ModelSignature withFixed(String name, FixedInput value) {
    Map<String, FixedInput> more = new LinkedHashMap<>(fixed);
    more.put(name, Objects.requireNonNull(value));
    return new ModelSignature(itemShape, input, output, outputs, Collections.unmodifiableMap(more));
  }

  Optional<ItemShape> itemShape() {
    return itemShape;
  }

  Optional<String> input() {
    return input;
  }

  Optional<String> output() {
    return output;
  }

  Optional<Integer> outputs() {
    return outputs;
  }

  Map<String, FixedInput> fixed() {
    return fixed;
  }
}
