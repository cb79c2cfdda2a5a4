package io.github.approxifer.bench.load.tail;

import io.github.approxifer.serving.faults.Delay;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws many groups of a scheme. */
final class TailSimulator {
  private final Delay delay;
  private final int queries;
  private final int groups;
  private final long seed;

  /**
   * What a scheme came to.
   *
   * @param query the latency of a query
   * @param group the latency of the last query of a group
   * @param load requests for each query
   * @param student the share of queries that a student answers
   */
  record Result(Tail query, Tail group, double load, double student) {}

  TailSimulator(Delay delay, int queries, int groups, long seed) {
    this.delay = delay;
    this.queries = queries;
    this.groups = groups;
    this.seed = seed;
  }

  Result run(TailScheme scheme) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] all = new double[groups * queries];
    double[] last = new double[groups];
    double[] seconds = new double[queries];
    long sent = 0;
    long late = 0;
    for (int group = 0; group < groups; group++) {
      sent += scheme.draw(delay, random, seconds);
      for (int query = 0; query < queries; query++) {
        if (seconds[query] > scheme.promise()) {
          seconds[query] = scheme.promise();
          late++;
        }
      }
      System.arraycopy(seconds, 0, all, group * queries, queries);
      last[group] = Arrays.stream(seconds).max().orElse(0);
    }
    return new Result(
        Tail.of(all), Tail.of(last), (double) sent / all.length, (double) late / all.length);
  }
}
