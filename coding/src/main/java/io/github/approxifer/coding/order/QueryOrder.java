package io.github.approxifer.coding.order;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * An order of the K queries of a group: applied before encoding, taken back after decoding.
 * Immutable and thread-safe.
 */
public final class QueryOrder {
  private final int[] sources;

  private QueryOrder(int[] sources) {
    this.sources = sources;
  }

  /**
   * An order.
   *
   * @param sources position p of the encoder's group gets the caller's query {@code sources[p]}; a
   *     permutation of 0..K-1; copied
   * @return the order
   * @throws IllegalArgumentException if it is no permutation
   */
  public static QueryOrder of(int... sources) {
    boolean[] seen = new boolean[sources.length];
    for (int source : sources) {
      if (source < 0 || source >= sources.length || seen[source]) {
        throw new IllegalArgumentException(
            Arrays.toString(sources)
                + " is no permutation of 0.."
                + (sources.length - 1)
                + ": "
                + source
                + " is out of range or there twice");
      }
      seen[source] = true;
    }
    return new QueryOrder(sources.clone());
  }

  /**
   * The order that leaves all where they are.
   *
   * @param queries K
   * @return 0, 1, .., K-1
   */
  public static QueryOrder identity(int queries) {
    return new QueryOrder(IntStream.range(0, queries).toArray());
  }

  /**
   * How many queries are ordered.
   *
   * @return K
   */
  public int size() {
    return sources.length;
  }

  /**
   * The caller's query at a position.
   *
   * @param position 0..K-1 in the order of the encoder
   * @return its index in the order of the caller
   */
  public int source(int position) {
    return sources[position];
  }

  /**
   * Puts the caller's queries into the order of the encoder.
   *
   * @param rows K x d, not modified
   * @param destination reshaped to K x d if needed; null for a new matrix. Must not be {@code rows}
   * @return K x d, row p is the caller's row {@link #source source(p)}
   * @throws IllegalArgumentException if there are not K rows, or source and destination are one
   */
  public FMatrixRMaj apply(FMatrixRMaj rows, @Nullable FMatrixRMaj destination) {
    FMatrixRMaj result = prepare(rows, destination);
    int columns = rows.numCols;
    for (int p = 0; p < sources.length; p++) {
      System.arraycopy(rows.data, sources[p] * columns, result.data, p * columns, columns);
    }
    return result;
  }

  /**
   * Puts predictions back into the order of the caller.
   *
   * @param rows K x c in the order of the encoder, not modified
   * @param destination reshaped to K x c if needed; null for a new matrix. Must not be {@code rows}
   * @return K x c, row {@link #source source(p)} is row p of the argument
   * @throws IllegalArgumentException if there are not K rows, or source and destination are one
   */
  public FMatrixRMaj restore(FMatrixRMaj rows, @Nullable FMatrixRMaj destination) {
    FMatrixRMaj result = prepare(rows, destination);
    int columns = rows.numCols;
    for (int p = 0; p < sources.length; p++) {
      System.arraycopy(rows.data, p * columns, result.data, sources[p] * columns, columns);
    }
    return result;
  }

  private FMatrixRMaj prepare(FMatrixRMaj rows, @Nullable FMatrixRMaj destination) {
    if (rows.numRows != sources.length) {
      throw new IllegalArgumentException(
          "the order is of K=" + sources.length + " queries, but there are " + rows.numRows);
    }
    if (destination == null) {
      return new FMatrixRMaj(rows.numRows, rows.numCols);
    }
    destination.reshape(rows.numRows, rows.numCols);
    if (destination.data == rows.data) {
      throw new IllegalArgumentException(
          "source and destination are the same matrix; give another destination");
    }
    return destination;
  }

  /** The caller's indices in the order of the encoder. */
  @Override
  public String toString() {
    return Arrays.toString(sources);
  }
}
