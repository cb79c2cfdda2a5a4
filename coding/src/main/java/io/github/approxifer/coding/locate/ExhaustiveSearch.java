package io.github.approxifer.coding.locate;

import java.util.Arrays;

/**
 * Finds, for each size up to a depth, the workers that explain most of the energy, among all sets
 * of that size; see {@link SupportSearch} for the energy and the drop.
 *
 * <p>Sets are visited worker by worker. Where one is added, G and M are reduced to what is left of
 * them when that worker's answer is free (Schur complements), so that the last worker of a set of
 * three costs ten operations: all 4,060 triples out of 30 workers take some 50 microseconds. What a
 * pursuit misses is worth it: three liars who push the same class look like honest neighbours of
 * each other, and only the right three together explain the energy.
 *
 * <p>Confined to one call.
 */
final class ExhaustiveSearch {
  /** All sets of a size are tried if there are no more than this. */
  private static final long MOST_SETS = 20_000;

  private static final double INDEPENDENT = 1e-9;

  private final int count;
  private final int depth;
  private final double[] scale;
  private final double[][] g;
  private final double[][] m;
  private final int[] path;
  private final double[] drops;
  private final int[][] sets;

  /**
   * A search, done at once.
   *
   * @param count n
   * @param g n x n, not modified
   * @param m n x n, not modified
   * @param depth the greatest size of a set, at least 1 and below n
   * @param believed a worker that is in no set, or -1
   */
  ExhaustiveSearch(int count, double[] g, double[] m, int depth, int believed) {
    this.count = count;
    this.depth = depth;
    this.scale = new double[count];
    for (int i = 0; i < count; i++) {
      scale[i] = i == believed ? Double.POSITIVE_INFINITY : INDEPENDENT * g[i * count + i];
    }
    int levels = Math.max(1, depth - 1);
    this.g = new double[levels][];
    this.m = new double[levels][];
    this.g[0] = g;
    this.m[0] = m;
    for (int level = 1; level < levels; level++) {
      this.g[level] = new double[count * count];
      this.m[level] = new double[count * count];
    }
    this.path = new int[depth];
    this.drops = new double[depth + 1];
    this.sets = new int[depth + 1][];
    for (int size = 1; size <= depth; size++) {
      sets[size] = new int[size];
      Arrays.setAll(sets[size], i -> i);
    }
    visit(0, count, 0);
  }

  /** The greatest size, at most E, of which all sets of n workers can be tried. */
  static int depth(int count, int errors) {
    long sets = 1;
    for (int size = 1; size <= errors; size++) {
      sets = sets * (count - size + 1) / size;
      if (sets > MOST_SETS) {
        return Math.max(1, size - 1);
      }
    }
    return errors;
  }

  /** The best set of a size, ascending. */
  int[] ranks(int size) {
    int[] ranks = sets[size].clone();
    Arrays.sort(ranks);
    return ranks;
  }

  /** T of the best set of a size. */
  double drop(int size) {
    return drops[size];
  }

  /** Adds each worker below a limit to the workers on the path. */
  private void visit(int level, int limit, double dropSoFar) {
    double[] gHere = g[level];
    double[] mHere = m[level];
    for (int i = 0; i < limit; i++) {
      double gii = gHere[i * count + i];
      if (gii <= scale[i]) {
        continue;
      }
      double mii = mHere[i * count + i];
      double drop = dropSoFar + mii / gii;
      path[level] = i;
      record(level + 1, drop);
      if (level + 2 == depth) {
        last(level, i, drop);
      } else if (level + 2 < depth) {
        reduce(level, i);
        visit(level + 1, i, drop);
      }
    }
  }

  /** Adds each worker below i as the last one. */
  private void last(int level, int i, double dropSoFar) {
    double[] gHere = g[level];
    double[] mHere = m[level];
    int row = i * count;
    double reciprocal = 1 / gHere[row + i];
    double mii = mHere[row + i];
    for (int k = 0; k < i; k++) {
      double share = gHere[row + k] * reciprocal;
      double gkk = gHere[k * count + k] - share * gHere[row + k];
      double mkk = mHere[k * count + k] + share * (share * mii - 2 * mHere[row + k]);
      double best = drops[level + 2] - dropSoFar;
      if (mkk > best * gkk && gkk > scale[k]) {
        path[level + 1] = k;
        record(level + 2, dropSoFar + mkk / gkk);
      }
    }
  }

  /** What is left of G and M of the workers below i when the answer of i is free. */
  private void reduce(int level, int i) {
    double[] gHere = g[level];
    double[] mHere = m[level];
    double[] gNext = g[level + 1];
    double[] mNext = m[level + 1];
    int row = i * count;
    double reciprocal = 1 / gHere[row + i];
    double mii = mHere[row + i];
    for (int k = 0; k < i; k++) {
      double share = gHere[row + k] * reciprocal;
      double mixed = mHere[row + k] - share * mii;
      int to = k * count;
      for (int l = 0; l <= k; l++) {
        double other = gHere[row + l] * reciprocal;
        gNext[to + l] = gHere[to + l] - share * gHere[row + l];
        mNext[to + l] = mHere[to + l] - share * mHere[row + l] - other * mixed;
      }
    }
  }

  private void record(int size, double drop) {
    if (drop > drops[size]) {
      drops[size] = drop;
      System.arraycopy(path, 0, sets[size], 0, size);
    }
  }
}
