package io.github.approxifer.coding.kernel;

import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Applies a small matrix to the rows of a large one: out = M rows, with M of size n x k built in
 * double precision, and float rows of any length d. Encoding and decoding are both this product.
 *
 * <p>The weights are rounded to float once. Every output element is a sum of k products in a fixed
 * order, so the result does not depend on d or on the position of a column, and differs from the
 * exact sum by at most (k+1) 2^-24 sum_j |m_ij x_j|.
 *
 * <p>Columns are taken in blocks that stay in the first-level cache, so each row is read from
 * memory once. The inner loops have no branches and are meant for the compiler's vectoriser.
 * Immutable and thread-safe; allocates nothing when the destination has the right shape.
 */
public final class RowCombiner {
  /** 1024 floats of each of 8 rows fill 32 kB, the first-level data cache of common processors. */
  private static final int BLOCK = 1024;

  private final int outputs;
  private final int inputs;
  private final float[] weights;

  private RowCombiner(int outputs, int inputs, float[] weights) {
    this.outputs = outputs;
    this.inputs = inputs;
    this.weights = weights;
  }

  /**
   * A combiner for a matrix.
   *
   * @param matrix n x k, n and k at least 1; not modified, copied
   * @return the combiner
   * @throws IllegalArgumentException if the matrix is empty or an element is not finite in float
   */
  public static RowCombiner of(DMatrixRMaj matrix) {
    int size = matrix.getNumElements();
    if (size == 0) {
      throw new IllegalArgumentException(
          "the matrix is empty: " + matrix.numRows + " x " + matrix.numCols);
    }
    float[] weights = new float[size];
    for (int i = 0; i < size; i++) {
      weights[i] = (float) matrix.data[i];
      if (!Float.isFinite(weights[i])) {
        throw new IllegalArgumentException(
            "element ("
                + i / matrix.numCols
                + ", "
                + i % matrix.numCols
                + ") of the matrix is "
                + matrix.data[i]
                + ", which is not a finite float");
      }
    }
    return new RowCombiner(matrix.numRows, matrix.numCols, weights);
  }

  /**
   * Computes M rows.
   *
   * @param rows k x d, not modified
   * @param destination reshaped to n x d if it has another shape; null for a new matrix. Must not
   *     be {@code rows}
   * @return n x d; the destination if one was given
   * @throws IllegalArgumentException if there are not k rows, or source and destination share their
   *     array
   */
  public FMatrixRMaj apply(FMatrixRMaj rows, @Nullable FMatrixRMaj destination) {
    if (rows.numRows != inputs) {
      throw new IllegalArgumentException(
          "the matrix is "
              + outputs
              + " x "
              + inputs
              + ", but there are "
              + rows.numRows
              + " rows");
    }
    int length = rows.numCols;
    FMatrixRMaj result = destination;
    if (result == null) {
      result = new FMatrixRMaj(outputs, length);
    } else {
      result.reshape(outputs, length);
      if (result.data == rows.data) {
        throw new IllegalArgumentException(
            "source and destination are the same matrix; give another destination");
      }
    }
    for (int begin = 0; begin < length; begin += BLOCK) {
      int block = Math.min(BLOCK, length - begin);
      for (int output = 0; output < outputs; output++) {
        combineBlock(rows.data, begin, length, block, result.data, output);
      }
    }
    return result;
  }

  private void combineBlock(float[] x, int begin, int length, int block, float[] out, int output) {
    int w = output * inputs;
    int o = output * length + begin;
    int input = 0;
    if (inputs >= 4) {
      set4(x, begin, length, block, w, out, o);
      input = 4;
    } else {
      set1(x, begin, block, weights[w], out, o);
      input = 1;
    }
    for (; input <= inputs - 4; input += 4) {
      add4(x, begin + input * length, length, block, w + input, out, o);
    }
    for (; input < inputs; input++) {
      add1(x, begin + input * length, block, weights[w + input], out, o);
    }
  }

  private void set4(float[] x, int x0, int stride, int block, int w, float[] out, int o) {
    float a = weights[w];
    float b = weights[w + 1];
    float c = weights[w + 2];
    float d = weights[w + 3];
    int x1 = x0 + stride;
    int x2 = x1 + stride;
    int x3 = x2 + stride;
    for (int j = 0; j < block; j++) {
      out[o + j] = a * x[x0 + j] + b * x[x1 + j] + c * x[x2 + j] + d * x[x3 + j];
    }
  }

  private void add4(float[] x, int x0, int stride, int block, int w, float[] out, int o) {
    float a = weights[w];
    float b = weights[w + 1];
    float c = weights[w + 2];
    float d = weights[w + 3];
    int x1 = x0 + stride;
    int x2 = x1 + stride;
    int x3 = x2 + stride;
    for (int j = 0; j < block; j++) {
      out[o + j] = out[o + j] + a * x[x0 + j] + b * x[x1 + j] + c * x[x2 + j] + d * x[x3 + j];
    }
  }

  private static void set1(float[] x, int x0, int block, float a, float[] out, int o) {
    for (int j = 0; j < block; j++) {
      out[o + j] = a * x[x0 + j];
    }
  }

  private static void add1(float[] x, int x0, int block, float a, float[] out, int o) {
    for (int j = 0; j < block; j++) {
      out[o + j] += a * x[x0 + j];
    }
  }
}
