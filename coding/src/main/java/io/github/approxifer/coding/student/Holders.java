package io.github.approxifer.coding.student;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.WorkerSet;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;

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

  /**
   * The outcome of a group: the answer of a worker that got the query as it is, and where none is
   * there what was predicted without.
   *
   * @param received F
   * @param kept the answers that are used
   * @param predictions K x c, overwritten where there is an answer
   * @param provenances how those were obtained, K; overwritten in the same places
   */
  Decoded preferOwn(
      WorkerSet received, Received kept, FMatrixRMaj predictions, Provenance[] provenances) {
    WorkerSet answers = kept.answers();
    for (int query = 0; query < provenances.length; query++) {
      int own = rank(answers, query);
      if (own >= 0) {
        Answers.copyRow(kept.values(), own, predictions, query);
        provenances[query] = Provenance.EXACT;
      }
    }
    return new Decoded(predictions, Arrays.asList(provenances), answers, received.without(answers));
  }

  int queries() {
    return workers.length;
  }
}
