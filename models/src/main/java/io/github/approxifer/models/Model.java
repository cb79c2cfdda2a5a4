package io.github.approxifer.models;

/**
 * A model as a worker sees it: a batch of float32 inputs goes in, a batch of float32 outputs comes
 * out.
 *
 * <p>For a classifier the outputs are the logits, the values before any softmax: a code mixes and
 * recovers the outputs linearly, which a softmax in between would spoil.
 *
 * <p>Unless an implementation says otherwise it may be used by many threads at once, and {@link
 * #close()} may be called more than once. After {@code close()} every prediction throws {@link
 * IllegalStateException}. Closing while predictions run is safe: they end as they would have, and
 * what the model holds is freed after the last of them ({@link Lifetime}).
 */
public interface Model extends AutoCloseable {

  /**
   * The shape of one input.
   *
   * @return the shape, never changing
   */
  ItemShape inputShape();

  /**
   * The shape of the output for one input.
   *
   * @return the shape, never changing; of a classifier the number of its classes
   */
  ItemShape outputShape();

  /**
   * Predicts a batch.
   *
   * @param inputs {@code batch x inputShape().size()} values, row-major, each row an input in the
   *     model's own order; longer arrays are allowed, only the front is read. Not modified, not
   *     retained.
   * @param batch the number of inputs, at least 1
   * @param outputs receives {@code batch x outputShape().size()} values, row-major; longer arrays
   *     are allowed, only the front is written. Not retained.
   * @throws IllegalArgumentException if {@code batch} is below 1, an array is too short or an input
   *     is NaN or infinite, which some networks turn into confident answers
   * @throws IllegalStateException if the model is closed
   * @throws ModelException if the model fails
   */
  void predict(float[] inputs, int batch, float[] outputs);

  /**
   * Predicts a batch into a new array.
   *
   * @param inputs as in {@link #predict(float[], int, float[])}
   * @param batch the number of inputs, at least 1
   * @return {@code batch x outputShape().size()} values, row-major
   */
  default float[] predict(float[] inputs, int batch) {
    int width = outputShape().size();
    if (batch < 1 || batch > Integer.MAX_VALUE / width) {
      throw new IllegalArgumentException(
          "batch must be from 1 to %d, so that the outputs fit an array, but was %d"
              .formatted(Integer.MAX_VALUE / width, batch));
    }
    float[] outputs = new float[batch * width];
    predict(inputs, batch, outputs);
    return outputs;
  }

  /**
   * Refuses further predictions, waits for those that run, and frees what the model holds. A second
   * call does nothing. A thread that is interrupted does not wait: the last prediction then frees.
   */
  @Override
  void close();

  /**
   * Checks the arguments of a prediction, for implementations.
   *
   * @param model the model about to predict
   * @param inputs the inputs of the prediction
   * @param batch the number of inputs
   * @param outputs where the outputs shall go
   * @throws IllegalArgumentException if {@code batch} is below 1, an array is too short, or one of
   *     the inputs is NaN or infinite
   */
  static void checkPrediction(Model model, float[] inputs, int batch, float[] outputs) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be at least 1, but was " + batch);
    }
    long needed = (long) batch * model.inputShape().size();
    if (inputs.length < needed) {
      throw new IllegalArgumentException(
          "A batch of "
              + batch
              + " inputs of "
              + model.inputShape()
              + " has "
              + needed
              + " values, but the input array has only "
              + inputs.length);
    }
    needed = (long) batch * model.outputShape().size();
    if (outputs.length < needed) {
      throw new IllegalArgumentException(
          "A batch of "
              + batch
              + " needs room for "
              + needed
              + " outputs ("
              + model.outputShape().size()
              + " each), but the output array has only "
              + outputs.length);
    }
    int width = model.inputShape().size();
    for (int i = 0; i < batch * width; i++) {
      if (!Float.isFinite(inputs[i])) {
        throw new IllegalArgumentException(
            "inputs must be finite, but value %d of input %d is %s"
                .formatted(i % width, i / width, inputs[i]));
      }
    }
  }
}
