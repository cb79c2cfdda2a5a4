package io.github.approxifer.bench.accuracy.measure;

import io.github.approxifer.coding.advisor.BatchModel;
import io.github.approxifer.models.Model;
import org.ejml.data.FMatrixRMaj;

/** Has models answer any number of inputs, in batches that keep all cores busy. */
public final class Batches {
  private static final int SIZE = 120;

  private Batches() {}

  /**
   * A model that takes its inputs as a matrix.
   *
   * @param model answers the batches; not closed
   * @return answers n x d inputs by n x c outputs in a new matrix; as thread-safe as the model
   */
  public static BatchModel of(Model model) {
    return inputs -> {
      FMatrixRMaj outputs = new FMatrixRMaj(inputs.numRows, model.outputShape().size());
      int size = inputs.numCols;
      for (int first = 0; first < inputs.numRows; first += SIZE) {
        int count = Math.min(SIZE, inputs.numRows - first);
        float[] batch = new float[count * size];
        System.arraycopy(inputs.data, first * size, batch, 0, batch.length);
        System.arraycopy(
            model.predict(batch, count),
            0,
            outputs.data,
            first * outputs.numCols,
            count * outputs.numCols);
      }
      return outputs;
    };
  }
}
