package io.github.approxifer.coding.locate;

/** What a search found in one group: the workers that explain most of its energy. Immutable. */
final class Evidence {
  private final int[][] ranks;
  private final double[] drops;
  private final double total;
  private final int answers;

  /**
   * Evidence.
   *
   * @param ranks for each size from 0 to E the best set found, as ranks
   * @param drops T_0 = 0, T_1, .., T_E: what each of them explains
   * @param total the energy of the group
   * @param answers n, the number of workers that answered
   */
  Evidence(int[][] ranks, double[] drops, double total, int answers) {
    this.ranks = ranks;
    this.drops = drops;
    this.total = total;
    this.answers = answers;
  }

  /** E, the size of the greatest set. */
  int errors() {
    return drops.length - 1;
  }

  /** The best set of a size; not to be modified. */
  int[] ranks(int size) {
    return ranks[size];
  }

  /** How much more the best set of one size explains than that of another. */
  double gain(int from, int to) {
    return drops[to] - drops[from];
  }

  /** R_s: the energy that the best set of a size leaves, a worker of those that are left. */
  double rest(int size) {
    return Math.max(0, total - drops[size]) / (answers - size);
  }
}
