package io.github.approxifer.coding.order;

import org.ejml.data.FMatrixRMaj;

/**
 * A short path through the queries of a group: from every query in turn always on to the nearest
 * one not yet visited, and the shortest of these K paths. Thread-safe.
 */
public final class QueryPath {
  private QueryPath() {}

  /**
   * Orders a group.
   *
   * @param queries K x d, not modified
   * @return the order along the path
   */
  public static QueryOrder of(FMatrixRMaj queries) {
    return of(Distances.squared(Distances.sketch(queries)), queries.numRows);
  }

  /**
   * Orders a group by given distances.
   *
   * @param distances K x K, squared, row-major, not modified
   * @param queries K
   * @return the order along the path
   */
  static QueryOrder of(float[] distances, int queries) {
    int[] best = {};
    double shortest = Double.POSITIVE_INFINITY;
    int[] path = new int[queries];
    for (int start = 0; start < queries; start++) {
      double length = walk(distances, start, path);
      if (length < shortest) {
        shortest = length;
        best = path.clone();
      }
    }
    // No path has a comparable length if a distance is NaN: leave the order as it is.
    return best.length == queries ? QueryOrder.of(best) : QueryOrder.identity(queries);
  }

  private static double walk(float[] distances, int start, int[] path) {
    int count = path.length;
    boolean[] visited = new boolean[count];
    path[0] = start;
    visited[start] = true;
    double length = 0;
    for (int step = 1; step < count; step++) {
      int here = path[step - 1];
      int next = -1;
      for (int i = 0; i < count; i++) {
        if (!visited[i]
            && (next < 0 || distances[here * count + i] < distances[here * count + next])) {
          next = i;
        }
      }
      length += Math.sqrt(distances[here * count + next]);
      path[step] = next;
      visited[next] = true;
    }
    return length;
  }
}
