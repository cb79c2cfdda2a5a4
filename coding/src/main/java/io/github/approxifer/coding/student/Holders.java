package io.github.approxifer.coding.student;

import io.github.approxifer.coding.Code;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/** Which workers of a code get which query as it is. Immutable. */
final class Holders {
  private final int[] queries;
  private final int[][] workers;

  private Holders(int[] queries, int[][] workers) {
    this.queries = queries;
    this.workers = workers;
  }

  static Holders of(Code code) {
    DMatrixRMaj matrix = code.encodingMatrix();
    int[] queries = new int[matrix.numRows];
    for (int worker = 0; worker < queries.length; worker++) {
      queries[worker] = held(matrix, worker);
    }
    int[][] workers = new int[matrix.numCols][];
    for (int query = 0; query < workers.length; query++) {
      int wanted = query;
      workers[query] =
          IntStream.range(0, queries.length).filter(i -> queries[i] == wanted).toArray();
    }
    return new Holders(queries, workers);
  }

  private static int held(DMatrixRMaj matrix, int worker) {
    double[] row =
        Arrays.copyOfRange(matrix.data, worker * matrix.numCols, (worker + 1) * matrix.numCols);
    int query = -1;
    for (int j = 0; j < row.length; j++) {
      if (row[j] != 0) {
        if (query >= 0 || row[j] != 1) {
          return -1;
        }
        query = j;
      }
    }
    return query;
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

  int queries() {
    return workers.length;
  }
}
