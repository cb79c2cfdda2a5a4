package io.github.approxifer.models;

import io.github.approxifer.coding.BatchModel;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

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
public interface Model extends BatchModel, AutoCloseable {
  /** As many rows at once keep all processors busy, and do not fill the memory. */
  int MATRIX_BATCH = 120;

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
   * Predicts the rows of a matrix, at most {@value #MATRIX_BATCH} at once.
   *
   * @param inputs n x {@code inputShape().size()}, n at least 1; not modified, not retained
   * @return n x {@code outputShape().size()}, a new matrix
   * @throws IllegalArgumentException as {@link #predict(float[], int, float[])} does, or if rows
   *     have another length
   */
  @Override
  default FMatrixRMaj predict(FMatrixRMaj inputs) {
    int length = inputShape().size();
    if (inputs.numCols != length) {
      throw new IllegalArgumentException(
          "the model takes inputs of %d values, %s, but the rows have %d"
              .formatted(length, inputShape(), inputs.numCols));
    }
    if (inputs.numRows <= MATRIX_BATCH) {
      float[] outputs = predict(inputs.data, inputs.numRows);
      return FMatrixRMaj.wrap(inputs.numRows, outputShape().size(), outputs);
    }
    FMatrixRMaj outputs = new FMatrixRMaj(inputs.numRows, outputShape().size());
    for (int first = 0; first < inputs.numRows; first += MATRIX_BATCH) {
      int count = Math.min(MATRIX_BATCH, inputs.numRows - first);
      float[] batch = Arrays.copyOfRange(inputs.data, first * length, (first + count) * length);
      float[] answers = predict(batch, count);
      System.arraycopy(answers, 0, outputs.data, first * outputs.numCols, answers.length);
    }
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
  static void requirePrediction(Model model, float[] inputs, int batch, float[] outputs) {
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
