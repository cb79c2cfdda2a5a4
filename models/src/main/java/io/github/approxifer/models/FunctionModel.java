package io.github.approxifer.models;

/**
 * A plain Java function as a model. As thread-safe as the function is.
 *
 * <p>For example a model that answers the mean of each image:
 *
 * <pre>{@code
 * Model mean = FunctionModel.of(new InputShape(28, 28, 1), 1, (image, outputs) -> {
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
     * @param outputs receives {@code batch x classes} values, row-major
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
     * @param output receives {@code classes} values
     */
    void apply(float[] input, float[] output);
  }

  private final InputShape inputShape;
  private final int classes;
  private final BatchFunction function;
  private volatile boolean closed;

  private FunctionModel(InputShape inputShape, int classes, BatchFunction function) {
    if (classes < 1) {
      throw new IllegalArgumentException("classes must be at least 1, but was " + classes);
    }
    this.inputShape = inputShape;
    this.classes = classes;
    this.function = function;
  }

  /**
   * Makes a model of a function that computes a batch at once.
   *
   * @param inputShape the shape of one input
   * @param classes the number of outputs for one input, at least 1
   * @param function computes the outputs
   * @return the model
   * @throws IllegalArgumentException if {@code classes} is below 1
   */
  public static FunctionModel ofBatch(InputShape inputShape, int classes, BatchFunction function) {
    return new FunctionModel(inputShape, classes, function);
  }

  /**
   * Makes a model of a function of one input, called for the inputs of a batch in turn.
   *
   * @param inputShape the shape of one input
   * @param classes the number of outputs for one input, at least 1
   * @param function computes the outputs
   * @return the model
   * @throws IllegalArgumentException if {@code classes} is below 1
   */
  public static FunctionModel of(InputShape inputShape, int classes, SingleFunction function) {
    int size = inputShape.size();
    return new FunctionModel(
        inputShape,
        classes,
        (inputs, batch, outputs) -> {
          float[] input = new float[size];
          float[] output = new float[classes];
          for (int row = 0; row < batch; row++) {
            System.arraycopy(inputs, row * size, input, 0, size);
            function.apply(input, output);
            System.arraycopy(output, 0, outputs, row * classes, classes);
          }
        });
  }

  @Override
  public InputShape inputShape() {
    return inputShape;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public void predict(float[] inputs, int batch, float[] outputs) {
    if (closed) {
      throw new IllegalStateException("The model is closed");
    }
    Model.checkPrediction(this, inputs, batch, outputs);
    function.apply(inputs, batch, outputs);
  }

  @Override
  public void close() {
    closed = true;
  }
}
