package io.github.approxifer.coding.locate;

import io.github.approxifer.coding.WorkerSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Orders by value, ties by position: the votes of the locators that look at one class at a time.
 */
final class Ranking {
  private Ranking() {}

  /** The positions of the smallest values; of equal values, the earlier position. */
  static int[] smallest(double[] values, int count) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> values[i]))
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The workers with most votes; of equal votes, the lower index. */
  static WorkerSet mostVotes(WorkerSet answers, int[] votes, int count) {
    double[] fewestFirst = Arrays.stream(votes).mapToDouble(v -> -v).toArray();
    int[] liars = Arrays.stream(smallest(fewestFirst, count)).map(answers::worker).toArray();
    return WorkerSet.of(answers.workers(), liars);
  }
}
