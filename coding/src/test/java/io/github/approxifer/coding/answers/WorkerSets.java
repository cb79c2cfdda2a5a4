package io.github.approxifer.coding.answers;

import java.util.ArrayList;
import java.util.List;

/** All worker sets of a size, for tests that leave nothing to chance. */
public final class WorkerSets {
  private WorkerSets() {}

  /** Every set of {@code size} out of {@code workers} workers, in lexicographic order. */
  public static List<WorkerSet> ofSize(int workers, int size) {
    List<WorkerSet> sets = new ArrayList<>();
    int[] members = new int[size];
    for (int i = 0; i < size; i++) {
      members[i] = i;
    }
    while (true) {
      sets.add(WorkerSet.of(workers, members));
      int position = size - 1;
      while (position >= 0 && members[position] == workers - size + position) {
        position--;
      }
      if (position < 0) {
        return sets;
      }
      members[position]++;
      for (int i = position + 1; i < size; i++) {
        members[i] = members[i - 1] + 1;
      }
    }
  }
}
