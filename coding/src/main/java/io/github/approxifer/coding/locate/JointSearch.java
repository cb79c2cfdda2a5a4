package io.github.approxifer.coding.locate;

/**
 * A search of the answers of one group for the few workers that together explain most of its energy
 * trace(Y' G Y): {@link ExhaustiveSearch} as far as all sets can be tried, and {@link
 * SupportSearch} beyond. Immutable.
 *
 * @param count n, how many answered
 * @param g n x n, not modified
 * @param m n x n, (G Y)(G Y)'
 * @param total the energy
 */
@SuppressWarnings("ArrayRecordComponent") // is never compared
record JointSearch(int count, double[] g, double[] m, double total) {
  /** In the place of a worker that is believed. */
  static final int NOBODY = -1;

  /**
   * A search among answers.
   *
   * @param g G, n x n, not modified
   * @param y Y, n x c, not modified
   * @param classes c
   */
  static JointSearch of(double[] g, double[] y, int classes) {
    int count = y.length / classes;
    double[] b = new double[count * classes];
    double total = 0;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        double weight = g[i * count + j];
        for (int c = 0; c < classes; c++) {
          b[i * classes + c] += weight * y[j * classes + c];
        }
      }
      for (int c = 0; c < classes; c++) {
        total += b[i * classes + c] * y[i * classes + c];
      }
    }
    double[] m = new double[count * count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
          sum += b[i * classes + c] * b[j * classes + c];
        }
        m[i * count + j] = sum;
        m[j * count + i] = sum;
      }
    }
    return new JointSearch(count, g, m, total);
  }

  /**
   * Searches.
   *
   * @param most the greatest size of a set, below n
   * @param believed the rank of a worker that is in no set, or {@link #NOBODY}
   * @return the best set of each size
   */
  Evidence run(int most, int believed) {
    int[][] ranks = new int[most + 1][];
    double[] drops = new double[most + 1];
    ranks[0] = new int[0];
    int depth = ExhaustiveSearch.depth(count, most);
    if (depth > 0) {
      ExhaustiveSearch exhaustive = new ExhaustiveSearch(count, g, m, depth, believed);
      for (int size = 1; size <= depth; size++) {
        ranks[size] = exhaustive.ranks(size);
        drops[size] = exhaustive.drop(size);
      }
    }
    SupportSearch pursuit = new SupportSearch(count, g, m, most, believed);
    pursuit.startFrom(ranks[depth], drops[depth]);
    for (int size = depth + 1; size <= most; size++) {
      pursuit.grow();
      ranks[size] = pursuit.ranks();
      drops[size] = pursuit.drop();
    }
    return new Evidence(ranks, drops, total, count);
  }
}
