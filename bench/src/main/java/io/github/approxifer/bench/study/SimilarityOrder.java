package io.github.approxifer.bench.study;

import org.ejml.data.FMatrixRMaj;

/**
 * Puts the images of a group in an order in which neighbours resemble each other: the shortest of
 * the K greedy nearest-neighbour paths, by Euclidean distance. Model-free, O(K^2 d).
 */
final class SimilarityOrder {
  private SimilarityOrder() {}

  /** The rows of a K x d matrix along the path; the first of equally near images goes first. */
  static int[] of(FMatrixRMaj group) {
    int count = group.numRows;
    double[][] distances = new double[count][count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        distances[i][j] = distance(group, i, j);
        distances[j][i] = distances[i][j];
      }
    }
    int[] best = new int[0];
    double shortest = Double.POSITIVE_INFINITY;
    for (int start = 0; start < count; start++) {
      int[] path = new int[count];
      double length = walk(distances, start, path);
      if (length < shortest) {
        shortest = length;
        best = path;
      }
    }
    return best;
  }

  private static double walk(double[][] distances, int start, int[] path) {
    boolean[] visited = new boolean[path.length];
    visited[start] = true;
    path[0] = start;
    double length = 0;
    for (int step = 1; step < path.length; step++) {
      double[] from = distances[path[step - 1]];
      int nearest = -1;
      for (int j = 0; j < path.length; j++) {
        if (!visited[j] && (nearest < 0 || from[j] < from[nearest])) {
          nearest = j;
        }
      }
      visited[nearest] = true;
      path[step] = nearest;
      length += from[nearest];
    }
    return length;
  }

  private static double distance(FMatrixRMaj group, int i, int j) {
    double sum = 0;
    for (int p = 0; p < group.numCols; p++) {
      double difference = group.get(i, p) - group.get(j, p);
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }
}
