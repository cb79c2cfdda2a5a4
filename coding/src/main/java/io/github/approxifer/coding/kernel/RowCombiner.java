package io.github.approxifer.coding.kernel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A small matrix, applied to the rows of large ones: out = M rows, with M of size n x k built in
 * double precision, and float rows of any length d. Encoding and decoding are both this product.
 *
 * <p>The weights are rounded to float once. Every output element is a sum of k products in a fixed
 * order, and differs from the exact sum by at most (k+1) 2^-24 sum_j |m_ij x_j|.
 *
 * <p>Columns are taken in blocks that stay in the cache, so each row is read from memory once.
 * There are two kernels. One is plain loops in the shape that the virtual machine's compiler
 * vectorises. The other uses the Vector API; it is 1.4 to 4 times as fast and is chosen by itself
 * if the virtual machine was started with {@code --add-modules jdk.incubator.vector}. They differ
 * in rounding only (the second fuses multiplication and addition).
 *
 * <p>Immutable and thread-safe; allocates nothing when the destination has the right shape, but for
 * a work space of some hundred kilobytes at most, once for each thread, and for the vectors of the
 * second kernel as long as it has not been compiled (some hundred calls).
 */
public final class RowCombiner {
  /** Fewer columns than this are not worth another thread. */
  private static final int LEAST_COLUMNS_OF_A_PART = 4096;

  private final RowKernel kernel;
  private final int outputs;
  private final int inputs;
  private final float[] weights;

  private RowCombiner(RowKernel kernel, int outputs, int inputs, float[] weights) {
    this.kernel = kernel;
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
    return of(matrix, RowKernels.BEST);
  }

  static RowCombiner of(DMatrixRMaj matrix, RowKernel kernel) {
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
    float[] arranged = kernel.arrange(weights, matrix.numRows, matrix.numCols);
    return new RowCombiner(kernel, matrix.numRows, matrix.numCols, arranged);
  }

  /**
   * Which kernel is in use, for logs and benchmark tables.
   *
   * @return {@code loops}, or {@code vectors of 16} (floats) for instance
   */
  public static String kernelName() {
    return RowKernels.BEST.name();
  }

  /**
   * Computes M rows on the calling thread.
   *
   * @param rows k x d, not modified
   * @param destination reshaped to n x d if it has another shape; null for a new matrix. Must not
   *     be {@code rows}
   * @return n x d; the destination if one was given
   * @throws IllegalArgumentException if there are not k rows, or source and destination share their
   *     array
   */
  public FMatrixRMaj apply(FMatrixRMaj rows, @Nullable FMatrixRMaj destination) {
    FMatrixRMaj result = prepare(rows, destination);
    if (rows.numCols > 0) {
      combine(rows, 0, rows.numCols, result);
    }
    return result;
  }

  /**
   * Computes M rows with the help of other threads: the columns are cut into parts, of which the
   * calling thread computes one and the executor the others. Worth it for rows of tens of thousands
   * of elements; shorter ones are computed on the calling thread. The elements are the same as
   * those of {@link #apply(FMatrixRMaj, FMatrixRMaj)}.
   *
   * @param rows k x d, not modified
   * @param destination as in {@link #apply(FMatrixRMaj, FMatrixRMaj)}
   * @param executor runs the other parts. Its threads must not all be waiting for this call
   * @param parts into how many parts to cut at most, at least 1
   * @return n x d; the destination if one was given
   * @throws IllegalArgumentException if parts is below 1, there are not k rows, or source and
   *     destination share their array
   */
  public FMatrixRMaj apply(
      FMatrixRMaj rows, @Nullable FMatrixRMaj destination, Executor executor, int parts) {
    if (parts < 1) {
      throw new IllegalArgumentException("parts must be at least 1, but is " + parts);
    }
    FMatrixRMaj result = prepare(rows, destination);
    int length = rows.numCols;
    int count = Math.min(parts, length / LEAST_COLUMNS_OF_A_PART);
    if (count <= 1) {
      if (length > 0) {
        combine(rows, 0, length, result);
      }
      return result;
    }
    CompletableFuture<?>[] others = new CompletableFuture<?>[count - 1];
    for (int part = 1; part < count; part++) {
      int begin = boundary(length, part, count);
      int end = boundary(length, part + 1, count);
      others[part - 1] =
          CompletableFuture.runAsync(() -> combine(rows, begin, end, result), executor);
    }
    combine(rows, 0, boundary(length, 1, count), result);
    CompletableFuture.allOf(others).join();
    return result;
  }

  /** Where a part begins: on a multiple of 64 elements, so that threads share no cache line. */
  private static int boundary(int length, int part, int count) {
    return part == count ? length : (int) ((long) length * part / count) & ~63;
  }

  private void combine(FMatrixRMaj rows, int begin, int end, FMatrixRMaj result) {
    kernel.combine(weights, outputs, inputs, rows.data, rows.numCols, begin, end, result.data);
  }

  private FMatrixRMaj prepare(FMatrixRMaj rows, @Nullable FMatrixRMaj destination) {
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
    FMatrixRMaj result = destination;
    if (result == null) {
      result = new FMatrixRMaj(outputs, rows.numCols);
    } else {
      result.reshape(outputs, rows.numCols);
      if (result.data == rows.data) {
        throw new IllegalArgumentException(
            "source and destination are the same matrix; give another destination");
      }
    }
    return result;
  }
}
