package io.github.approxifer.coding.locate;

import java.util.Arrays;

/**
 * A search for the few workers whose answers explain most of the residual energy of a group.
 *
 * <p>The energy of answers Y (n x c) is trace(Y' G Y) with a symmetric positive semidefinite n x n
 * matrix G. If the answers of a set A of workers may take any values, the least energy is less by
 *
 * <pre>
 *   T(A) = trace(G_AA^-1 M_AA),   M = B B',   B = G Y,
 * </pre>
 *
 * the drop. With G = L'L this is the energy that the columns A of the residual operator L can
 * explain. The search is orthogonal matching pursuit (one worker after the other, each time the one
 * with the greatest further drop), and after each step replacement sweeps: every chosen worker is
 * taken out and the best for its place is put in, until nothing changes or two sweeps are done.
 * Only G and M are needed, so the cost after M is O(n E^3), whatever the number of classes.
 *
 * <p>Confined to one call.
 */
final class SupportSearch {
  private static final int SWEEPS = 2;

  /** A worker whose answer is all but free already is no candidate. */
  private static final double INDEPENDENT = 1e-9;

  private final int count;
  private final double[] g;
  private final double[] m;
  private final int believed;
  private final int[] chosen;
  private final double[] inverse;
  private final double[] weights;
  private int size;
  private double drop;
  private int candidate;
  private double gain;

  /**
   * A search.
   *
   * @param count n
   * @param g n x n, not modified
   * @param m n x n, not modified
   * @param most the greatest number of workers to look for, below n
   * @param believed a worker that is not looked for, or -1
   */
  SupportSearch(int count, double[] g, double[] m, int most, int believed) {
    this.count = count;
    this.g = g;
    this.m = m;
    this.believed = believed;
    this.chosen = new int[most];
    this.inverse = new double[most * most];
    this.weights = new double[most];
  }

  /** Starts from workers found otherwise. */
  void startFrom(int[] ranks, double dropOfRanks) {
    System.arraycopy(ranks, 0, chosen, 0, ranks.length);
    size = ranks.length;
    drop = dropOfRanks;
  }

  /** Adds one worker to the set and improves all of it. */
  void grow() {
    findBestBeside(size);
    chosen[size++] = candidate;
    drop += gain;
    boolean changed = size > 1;
    for (int sweep = 0; sweep < SWEEPS && changed; sweep++) {
      changed = false;
      for (int position = 0; position < size; position++) {
        changed |= replace(position);
      }
    }
  }

  /** The ranks chosen so far, ascending. */
  int[] ranks() {
    int[] ranks = Arrays.copyOf(chosen, size);
    Arrays.sort(ranks);
    return ranks;
  }

  /** T of the ranks chosen so far. */
  double drop() {
    return drop;
  }

  private boolean replace(int position) {
    int old = chosen[position];
    chosen[position] = chosen[size - 1];
    chosen[size - 1] = old;
    findBestBeside(size - 1);
    double without = dropOfFirst(size - 1);
    boolean better = candidate != old && without + gain > drop * (1 + 1e-12);
    if (better) {
      chosen[size - 1] = candidate;
      drop = without + gain;
    }
    int last = chosen[size - 1];
    chosen[size - 1] = chosen[position];
    chosen[position] = last;
    return better;
  }

  /** Finds the worker that adds most to the drop of the first so many chosen ones. */
  private void findBestBeside(int fixed) {
    invert(fixed);
    candidate = -1;
    gain = -1;
    for (int i = 0; i < count; i++) {
      if (i == believed || isAmong(i, fixed)) {
        continue;
      }
      double gii = g[i * count + i];
      double mii = m[i * count + i];
      for (int a = 0; a < fixed; a++) {
        double sum = 0;
        for (int b = 0; b < fixed; b++) {
          sum += inverse[a * fixed + b] * g[i * count + chosen[b]];
        }
        weights[a] = sum;
        gii -= sum * g[i * count + chosen[a]];
        mii -= 2 * sum * m[i * count + chosen[a]];
      }
      for (int a = 0; a < fixed; a++) {
        for (int b = 0; b < fixed; b++) {
          mii += weights[a] * weights[b] * m[chosen[a] * count + chosen[b]];
        }
      }
      boolean independent = gii > INDEPENDENT * g[i * count + i];
      double here = independent ? Math.max(0, mii) / gii : 0;
      if (here > gain) {
        gain = here;
        candidate = i;
      }
    }
  }

  private boolean isAmong(int rank, int fixed) {
    for (int a = 0; a < fixed; a++) {
      if (chosen[a] == rank) {
        return true;
      }
    }
    return false;
  }

  private double dropOfFirst(int fixed) {
    double sum = 0;
    for (int a = 0; a < fixed; a++) {
      for (int b = 0; b < fixed; b++) {
        sum += inverse[a * fixed + b] * m[chosen[b] * count + chosen[a]];
      }
    }
    return sum;
  }

  /** Inverts G of the first so many chosen workers in place (Gauss and Jordan). */
  private void invert(int fixed) {
    for (int a = 0; a < fixed; a++) {
      for (int b = 0; b < fixed; b++) {
        inverse[a * fixed + b] = g[chosen[a] * count + chosen[b]];
      }
    }
    for (int pivot = 0; pivot < fixed; pivot++) {
      double reciprocal = 1 / inverse[pivot * fixed + pivot];
      inverse[pivot * fixed + pivot] = 1;
      for (int b = 0; b < fixed; b++) {
        inverse[pivot * fixed + b] *= reciprocal;
      }
      for (int a = 0; a < fixed; a++) {
        if (a != pivot) {
          double factor = inverse[a * fixed + pivot];
          inverse[a * fixed + pivot] = 0;
          for (int b = 0; b < fixed; b++) {
            inverse[a * fixed + b] -= factor * inverse[pivot * fixed + b];
          }
        }
      }
    }
  }
}
