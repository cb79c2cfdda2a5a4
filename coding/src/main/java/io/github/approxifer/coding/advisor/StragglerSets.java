package io.github.approxifer.coding.advisor;

import io.github.approxifer.coding.answers.WorkerSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Answer sets: what is left when S of N workers straggle. */
public final class StragglerSets {
  private StragglerSets() {}

  /**
   * All answer sets, or a random sample of them if there are too many.
   *
   * @param workers N
   * @param stragglers S, 0..N-1
   * @param most how many sets at most, at least 1
   * @param seed of the sample
   * @return distinct sets of N - S workers; all of them, in lexicographic order of the stragglers,
   *     if they are no more than {@code most}
   * @throws IllegalArgumentException if S or {@code most} is out of range
   */
  public static List<WorkerSet> of(int workers, int stragglers, int most, long seed) {
    if (stragglers < 0 || stragglers >= workers || most < 1) {
      throw new IllegalArgumentException(
          "S="
              + stragglers
              + " of N="
              + workers
              + " workers and at most "
              + most
              + " sets: S must be from 0 to N-1 and at least one set is needed");
    }
    WorkerSet all = WorkerSet.all(workers);
    if (count(workers, stragglers) <= most) {
      List<WorkerSet> sets = new ArrayList<>();
      add(all, new int[stragglers], 0, 0, sets);
      return sets;
    }
    Random random = new Random(seed);
    Set<WorkerSet> sample = new HashSet<>();
    List<WorkerSet> sets = new ArrayList<>();
    while (sets.size() < most) {
      WorkerSet set = all.without(random.ints(0, workers).distinct().limit(stragglers).toArray());
      if (sample.add(set)) {
        sets.add(set);
      }
    }
    return sets;
  }

  private static void add(
      WorkerSet all, int[] stragglers, int filled, int from, List<WorkerSet> sets) {
    if (filled == stragglers.length) {
      sets.add(all.without(stragglers));
      return;
    }
    for (int worker = from; worker < all.workers(); worker++) {
      stragglers[filled] = worker;
      add(all, stragglers, filled + 1, worker + 1, sets);
    }
  }

  private static double count(int n, int k) {
    double result = 1;
    for (int i = 1; i <= k; i++) {
      result *= (double) (n - k + i) / i;
    }
    return result;
  }
}
