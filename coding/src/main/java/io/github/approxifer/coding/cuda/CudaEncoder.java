package io.github.approxifer.coding.cuda;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.kernel.Finite;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * An {@link io.github.approxifer.coding.Encoder} on a device, with the same contract. One group at
 * a time is not worth the way there and back; {@link #combiner()} takes many, and takes groups that
 * are on the device already. To be closed before its device. Not thread-safe.
 */
public final class CudaEncoder implements AutoCloseable {
  private final Code code;
  private final CudaCombiner combiner;

  /**
   * Uploads the encoding matrix of a code.
   *
   * @param device an open device
   * @param code the code
   * @throws CudaException if a call fails
   * @throws IllegalArgumentException if the code mixes otherwise than by its matrix
   */
  public CudaEncoder(CudaDevice device, Code code) {
    if (!code.mixer().isLinear()) {
      throw new IllegalArgumentException(
          "a product of matrices does not make the coded queries of a "
              + code.name()
              + " code, which mixes them in a way of its own; use Encoder");
    }
    this.code = code;
    this.combiner = new CudaCombiner(device, code.encodingMatrix());
  }

  /**
   * For many groups: k = K and n = N.
   *
   * @return the same combiner at each call; closed with this encoder
   */
  public CudaCombiner combiner() {
    return combiner;
  }

  /**
   * Encodes one group.
   *
   * @param queries K x d, one query a row; not modified
   * @param coded where to write, reshaped to N x d if it has another shape; null for a new matrix.
   *     Must not be {@code queries}
   * @return N x d, row i is for worker i; the destination if one was given
   * @throws IllegalArgumentException if there are not K rows, d is 0, an element is NaN or
   *     infinite, or a coded element exceeds the range of float
   * @throws CudaException if a call fails
   */
  public FMatrixRMaj encode(FMatrixRMaj queries, @Nullable FMatrixRMaj coded) {
    int expected = code.parameters().queries();
    if (queries.numRows != expected || queries.numCols == 0) {
      throw new IllegalArgumentException(
          "the code takes K=%d queries of at least 1 value, one a row, but got %d x %d"
              .formatted(expected, queries.numRows, queries.numCols));
    }
    Finite.require(queries, "query");
    FMatrixRMaj result = coded == null ? new FMatrixRMaj(code.workers(), queries.numCols) : coded;
    result.reshape(code.workers(), queries.numCols);
    combiner.apply(queries.data, 1, queries.numCols, result.data);
    Finite.require(result, "coded query");
    return result;
  }

  @Override
  public void close() {
    combiner.close();
  }
}
