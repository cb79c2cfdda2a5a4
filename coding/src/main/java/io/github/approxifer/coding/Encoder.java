package io.github.approxifer.coding;

import io.github.approxifer.coding.kernel.Finite;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The encoder of a code: K queries become N coded queries by the {@link Code#mixer()} of a code,
 * most often coded = A queries with the N x K encoding matrix A, and checks both.
 *
 * <p>Thread-safe. Nothing is allocated when the destination has the right shape and the mixer
 * allocates nothing.
 */
public final class Encoder {
  private final Code code;
  private final Mixer mixer;
  private final int[] telltaleRows;

  private Encoder(Code code) {
    DMatrixRMaj matrix = code.encodingMatrix();
    this.code = code;
    this.mixer = code.mixer();
    this.telltaleRows = rowsThatCoverAllQueries(matrix);
  }

  /**
   * An encoder of a code.
   *
   * @param code the code
   * @return the encoder
   */
  public static Encoder of(Code code) {
    return new Encoder(code);
  }

  /**
   * Encodes one group.
   *
   * @param queries K x d, one query a row, in the order of the code's query nodes; not modified
   * @param coded where to write, reshaped to N x d if it has another shape; null for a new matrix.
   *     Must not be {@code queries}
   * @return N x d, row i is for worker i; the destination if one was given
   * @throws IllegalArgumentException if there are not K rows, d is 0 or not the length that the
   *     code is for, an element is NaN or infinite, or a coded element exceeds the range of float.
   *     The destination then holds nothing useful
   */
  public FMatrixRMaj encode(FMatrixRMaj queries, @Nullable FMatrixRMaj coded) {
    int expected = code.parameters().queries();
    if (queries.numRows != expected) {
      throw new IllegalArgumentException(
          "the code takes K="
              + expected
              + " queries a group, one a row, but got "
              + queries.numRows
              + " rows; pad a short group by repeating a query");
    }
    if (queries.numCols == 0) {
      throw new IllegalArgumentException("the queries have no elements: d=0");
    }
    if (!mixer.isLinear()) {
      Finite.require(queries, "query");
    }
    FMatrixRMaj result = mixer.mix(queries, coded);
    for (int row : telltaleRows) {
      if (!Finite.row(result, row)) {
        Finite.require(queries, "query");
        throw new IllegalArgumentException(
            "the coded query of worker "
                + row
                + " exceeds the range of float, although every query is finite; scale the queries"
                + " down");
      }
    }
    return result;
  }

  /**
   * Encodes one group into a new matrix.
   *
   * @param queries K x d, one query a row; not modified
   * @return N x d, row i is for worker i
   * @throws IllegalArgumentException as {@link #encode(FMatrixRMaj, FMatrixRMaj)} does
   */
  public FMatrixRMaj encode(FMatrixRMaj queries) {
    return encode(queries, null);
  }

  /*
   * NaN and infinities spread to every coded query that has the bad query in its mixture. So it is enough to look at a
   * few coded rows that mix all the queries between them (mostly one), which is cheaper than a pass over the queries.
   */
  private static int[] rowsThatCoverAllQueries(DMatrixRMaj matrix) {
    boolean[] covered = new boolean[matrix.numCols];
    int[] rows = new int[matrix.numCols];
    int count = 0;
    while (true) {
      int best = -1;
      int bestGain = 0;
      for (int row = 0; row < matrix.numRows; row++) {
        int gain = 0;
        for (int query = 0; query < matrix.numCols; query++) {
          gain += !covered[query] && matrix.get(row, query) != 0 ? 1 : 0;
        }
        if (gain > bestGain) {
          bestGain = gain;
          best = row;
        }
      }
      if (best < 0) {
        return Arrays.copyOf(rows, count);
      }
      for (int query = 0; query < matrix.numCols; query++) {
        covered[query] |= matrix.get(best, query) != 0;
      }
      rows[count++] = best;
    }
  }
}
