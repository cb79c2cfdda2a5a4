package io.github.approxifer.coding;

import io.github.approxifer.coding.kernel.RowCombiner;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The way in which a code makes coded queries: by its matrix, element by element, or with noise.
 * {@link Encoder} checks what goes in and comes out. Implementations are thread-safe.
 */
public interface Mixer {

  /**
   * Makes the coded queries of a group.
   *
   * @param queries K x d; not modified. Elements that are not finite make those coded queries not
   *     finite that hold them
   * @param coded where to write, reshaped to N x d if it has another shape; null for a new matrix.
   *     Must not be {@code queries}
   * @return N x d, row i is for worker i; the destination if one was given
   * @throws IllegalArgumentException if the code is for queries of another length
   */
  FMatrixRMaj mix(FMatrixRMaj queries, @Nullable FMatrixRMaj coded);

  /**
   * Whether a product of the encoding matrix and the queries is all there is to it, so that a
   * matrix library, or a device, can do it as well.
   *
   * @return false unless a mixer says otherwise
   */
  default boolean isLinear() {
    return false;
  }

  /**
   * The product of a matrix and the queries, without allocation if the destination has the right
   * shape.
   *
   * @param matrix N x K, not modified
   * @return a linear mixer
   */
  static Mixer linear(DMatrixRMaj matrix) {
    RowCombiner combiner = RowCombiner.of(matrix);
    return new Mixer() {
      @Override
      public FMatrixRMaj mix(FMatrixRMaj queries, @Nullable FMatrixRMaj coded) {
        return combiner.apply(queries, coded);
      }

      @Override
      public boolean isLinear() {
        return true;
      }
    };
  }
}
