package io.github.approxifer.coding.locate;

import io.github.approxifer.coding.answers.WorkerSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Ranking by value, ties by position: the votes of the locators that look at one class at a time.
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

  /**
   * The workers that most classes name, where each class names the workers with the smallest
   * values.
   *
   * @param answers F
   * @param classes c
   * @param count how many workers a class names, and how many are named in the end
   * @param valuesOf the |F| values of a class, by rank
   */
  static WorkerSet vote(WorkerSet answers, int classes, int count, IntFunction<double[]> valuesOf) {
    int[] votes = new int[answers.size()];
    for (int column = 0; column < classes; column++) {
      for (int rank : smallest(valuesOf.apply(column), count)) {
        votes[rank]++;
      }
    }
    return mostVotes(answers, votes, count);
  }

  /** The workers with most votes; of equal votes, the lower index. */
  private static WorkerSet mostVotes(WorkerSet answers, int[] votes, int count) {
    double[] fewestFirst = Arrays.stream(votes).mapToDouble(v -> -v).toArray();
    int[] liars = Arrays.stream(smallest(fewestFirst, count)).map(answers::worker).toArray();
    return WorkerSet.of(answers.workers(), liars);
  }
}
