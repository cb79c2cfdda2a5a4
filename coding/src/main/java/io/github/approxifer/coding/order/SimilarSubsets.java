package io.github.approxifer.coding.order;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * An order that begins with small subsets of the most similar queries, for codes whose parities
 * cover a subset each. A subset is the closest pair of the queries that are left, and then always
 * the query with the least sum of squared distances to the subset. Thread-safe.
 */
public final class SimilarSubsets {
  private SimilarSubsets() {}

  /**
   * Orders a group.
   *
   * @param queries K x d, not modified
   * @param size m, how many queries a subset has, 1..K
   * @param count how many subsets come first; no more than fit are made
   * @return an order whose positions 0..m-1 are the first subset, m..2m-1 the second, and so on;
   *     the rest follow along a path, always on to the nearest query that is left
   * @throws IllegalArgumentException if m is out of range
   */
  public static QueryOrder of(FMatrixRMaj queries, int size, int count) {
    int total = queries.numRows;
    if (size < 1 || size > total) {
      throw new IllegalArgumentException(
          "a subset must have from 1 to K=" + total + " queries, but has " + size);
    }
    float[] distances = Distances.squared(Distances.sketch(queries));
    boolean[] used = new boolean[total];
    int[] order = new int[total];
    int filled = 0;
    for (int subset = 0; subset < count && filled + size <= total; subset++) {
      fill(distances, used, order, filled, size);
      filled += size;
    }
    for (; filled < total; filled++) {
      float[] fromLast = new float[total];
      if (filled > 0) {
        System.arraycopy(distances, order[filled - 1] * total, fromLast, 0, total);
      }
      order[filled] = nearest(fromLast, used);
      used[order[filled]] = true;
    }
    return QueryOrder.of(order);
  }

  private static void fill(float[] distances, boolean[] used, int[] order, int begin, int size) {
    int total = used.length;
    float[] sums = new float[total];
    for (int i = begin; i < begin + size; i++) {
      int next = i == begin && size > 1 ? oneOfClosestPair(distances, used) : nearest(sums, used);
      order[i] = next;
      used[next] = true;
      for (int j = 0; j < total; j++) {
        sums[j] += distances[next * total + j];
      }
    }
  }

  private static int oneOfClosestPair(float[] distances, boolean[] used) {
    int total = used.length;
    float[] toNearest = new float[total];
    Arrays.fill(toNearest, Float.POSITIVE_INFINITY);
    for (int i = 0; i < total; i++) {
      for (int j = 0; j < total; j++) {
        if (i != j && !used[i] && !used[j]) {
          toNearest[i] = Math.min(toNearest[i], distances[i * total + j]);
        }
      }
    }
    return nearest(toNearest, used);
  }

  private static int nearest(float[] values, boolean[] used) {
    int best = -1;
    for (int i = 0; i < values.length; i++) {
      if (!used[i] && (best < 0 || values[i] < values[best])) {
        best = i;
      }
    }
    return best;
  }
}
