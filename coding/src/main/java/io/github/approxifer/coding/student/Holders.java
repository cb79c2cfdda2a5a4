package io.github.approxifer.coding.student;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.WorkerSet;
import java.util.stream.IntStream;

/** Which workers of a code get which query as it is. Immutable. */
final class Holders {
  private final int[] queries;
  private final int[][] workers;

  private Holders(int[] queries, int[][] workers) {
    this.queries = queries;
    this.workers = workers;
  }

  static Holders of(Code code) {
    int[] queries = code.cleanQueries();
    int[][] workers = new int[code.parameters().queries()][];
    for (int query = 0; query < workers.length; query++) {
      int wanted = query;
      workers[query] =
          IntStream.range(0, queries.length).filter(i -> queries[i] == wanted).toArray();
    }
    return new Holders(queries, workers);
  }

  /** Refuses a code by which a query goes out in mixtures only. */
  Holders requireAll(Code code) {
    for (int query = 0; query < workers.length; query++) {
      if (workers[query].length == 0) {
        throw new IllegalArgumentException(
            "no worker of a %s code with %s gets query %d as it is; take a code that sends queries as they are"
                .formatted(code.name(), code.parameters(), query));
      }
    }
    return this;
  }

  /** The query that a worker gets as it is, or -1 for a mixture. */
  int query(int worker) {
    return queries[worker];
  }

  /** The workers that get a query as it is, in ascending order; not to be modified. */
  int[] workers(int query) {
    return workers[query];
  }

  /** The rank of the first worker of F that got a query as it is, or -1 if there is none. */
  int rank(WorkerSet answers, int query) {
    for (int worker : workers[query]) {
      if (answers.contains(worker)) {
        return answers.rank(worker);
      }
    }
    return -1;
  }

  int queries() {
    return workers.length;
  }
}
