package io.github.approxifer.coding;

import org.ejml.data.FMatrixRMaj;

/**
 * A code some of whose coded queries mix their queries otherwise than by one weight for all
 * elements of a query.
 *
 * <p>Its encoding matrix says which queries a coded query holds, and in what share; which element
 * goes where is this interface's. Decoding is linear, as with any code. Implementations are
 * immutable and thread-safe.
 */
public interface ElementwiseCode extends Code {

  /**
   * Writes the coded queries that no matrix makes; {@link Encoder} calls it.
   *
   * @param queries K x d, all finite; not modified
   * @param coded N x d, the product of encoding matrix and queries; the rows that are mixed element
   *     by element are overwritten, the others are left
   * @throws IllegalArgumentException if the code is for queries of another length
   */
  void mix(FMatrixRMaj queries, FMatrixRMaj coded);
}
