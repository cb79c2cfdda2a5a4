package io.github.approxifer.models;

/**
 * A plain Java function as a model. As thread-safe as the function is.
 *
 * <p>For example a model that answers the mean of each image:
 *
 * <pre>{@code
 * Model mean = FunctionModel.of(ItemShape.of(28, 28, 1), 1, (image, outputs) -> {
 *   float sum = 0;
 *   for (float value : image) {
 *     sum += value;
 *   }
 *   outputs[0] = sum / image.length;
 * });
 * }</pre>
 */
public final class FunctionModel implements Model {

  /** A function of a whole batch. */
  @FunctionalInterface
  public interface BatchFunction {
    /**
     * Computes the outputs of a batch.
     *
     * @param inputs at least {@code batch x size} values, row-major; must not be modified
     * @param batch the number of inputs, at least 1
     * @param outputs receives {@code batch x outputs} values, row-major
     */
    void apply(float[] inputs, int batch, float[] outputs);
  }

  /** A function of one input. */
  @FunctionalInterface
  public interface SingleFunction {
    /**
     * Computes the outputs of one input.
     *
     * @param input {@code size} values, the function's own copy
     * @param output receives all values of the output
     */
    void apply(float[] input, float[] output);
  }

  private final ItemShape inputShape;
  private final ItemShape outputShape;
  private final BatchFunction function;
  private final Lifetime lifetime = new Lifetime("the model", () -> {});

  private FunctionModel(ItemShape inputShape, ItemShape outputShape, BatchFunction function) {
    this.inputShape = inputShape;
    this.outputShape = outputShape;
    this.function = function;
  }

  /**
   * Makes a model of a function that computes a batch at once.
   *
   * @param inputShape the shape of one input
   * @param outputs the number of outputs for one input, at least 1
   * @param function computes the outputs
   * @return the model
   * @throws IllegalArgumentException if {@code outputs} is below 1
   */
  public static FunctionModel ofBatch(ItemShape inputShape, int outputs, BatchFunction function) {
    return new FunctionModel(inputShape, ItemShape.of(outputs), function);
  }

  /**
   * Makes a model of a function of one input, called for the inputs of a batch in turn.
   *
   * @param inputShape the shape of one input
   * @param outputs the number of outputs for one input, at least 1
   * @param function computes the outputs
   * @return the model
   * @throws IllegalArgumentException if {@code outputs} is below 1
   */
  public static FunctionModel of(ItemShape inputShape, int outputs, SingleFunction function) {
    int size = inputShape.size();
    return new FunctionModel(
        inputShape,
        ItemShape.of(outputs),
        (inputs, batch, destination) -> {
          float[] input = new float[size];
          float[] output = new float[outputs];
          for (int row = 0; row < batch; row++) {
            System.arraycopy(inputs, row * size, input, 0, size);
            function.apply(input, output);
            System.arraycopy(output, 0, destination, row * outputs, outputs);
          }
        });
  }

  @Override
  public ItemShape inputShape() {
    return inputShape;
  }

  @Override
  public ItemShape outputShape() {
    return outputShape;
  }

  @Override
  public void predict(float[] inputs, int batch, float[] outputs) {
    Model.requirePrediction(this, inputs, batch, outputs);
    lifetime.during(() -> function.apply(inputs, batch, outputs));
  }

  @Override
  public void close() {
    lifetime.close();
  }
}
