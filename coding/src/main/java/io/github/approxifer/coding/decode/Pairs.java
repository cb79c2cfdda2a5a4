package io.github.approxifer.coding.decode;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/** Which two workers hold each query as it is, and which hold mixtures. Immutable. */
final class Pairs {
  private final int workers;
  private final int[] queryOf;
  private final int[][] copies;
  private final int[] parities;
  private final DMatrixRMaj mixtures;

  /** Finds the pairs of a code, which must hold every query twice. */
  Pairs(Code code) {
    this.workers = code.workers();
    this.queryOf = code.cleanQueries();
    int queries = code.parameters().queries();
    this.copies = new int[queries][];
    for (int j = 0; j < queries; j++) {
      int query = j;
      copies[j] = members(worker -> queryOf[worker] == query);
      if (copies[j].length != 2) {
        throw new IllegalArgumentException(
            "a paired decoder takes a code that sends every query to two workers, but %s sends query %d to %d"
                .formatted(code, j, copies[j].length));
      }
    }
    this.parities = members(worker -> queryOf[worker] < 0);
    DMatrixRMaj encoding = code.encodingMatrix();
    this.mixtures = new DMatrixRMaj(parities.length, queries);
    for (int p = 0; p < parities.length; p++) {
      System.arraycopy(encoding.data, parities[p] * queries, mixtures.data, p * queries, queries);
    }
  }

  private int[] members(IntPredicate of) {
    return IntStream.range(0, workers).filter(of).toArray();
  }

  /** K. */
  int queries() {
    return copies.length;
  }

  /** The query that a worker holds as it is, or -1 for a parity. */
  int query(int worker) {
    return queryOf[worker];
  }

  /** One of the two workers, 0 or 1, that hold a query. */
  int copy(int query, int which) {
    return copies[query][which];
  }

  /** Both workers that hold a query; not to be modified. */
  int[] copies(int query) {
    return copies[query];
  }

  /** How many workers hold mixtures. */
  int parities() {
    return parities.length;
  }

  /** The worker of a parity. */
  int parity(int number) {
    return parities[number];
  }

  /** The P x K weights of the parities; not to be modified. */
  DMatrixRMaj mixtures() {
    return mixtures;
  }

  /** Whether both copies of a query are among some answers. */
  boolean both(WorkerSet answers, int query) {
    return answers.contains(copies[query][0]) && answers.contains(copies[query][1]);
  }

  /** The queries whose two copies differ by more than a tolerance, in ascending order. */
  int[] mismatched(WorkerSet answers, FMatrixRMaj values, double tolerance) {
    int[] found = new int[copies.length];
    int count = 0;
    for (int j = 0; j < copies.length; j++) {
      if (both(answers, j)) {
        int a = answers.rank(copies[j][0]);
        int b = answers.rank(copies[j][1]);
        if (!Answers.agree(values, a, b, tolerance)) {
          found[count++] = j;
        }
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** The parities that answered, by number, of P. */
  WorkerSet answeredParities(WorkerSet answers) {
    int[] found =
        IntStream.range(0, parities.length).filter(p -> answers.contains(parities[p])).toArray();
    return WorkerSet.of(Math.max(1, parities.length), found);
  }

  /** The answers of the parities, a row for each that answered. */
  FMatrixRMaj parityValues(WorkerSet answers, FMatrixRMaj values) {
    WorkerSet which = answeredParities(answers);
    FMatrixRMaj rows = new FMatrixRMaj(which.size(), values.numCols);
    for (int rank = 0; rank < which.size(); rank++) {
      Answers.copyRow(values, answers.rank(parities[which.worker(rank)]), rows, rank);
    }
    return rows;
  }

  /** The workers that hold a query as it is, of some. */
  WorkerSet clean(WorkerSet answers) {
    return answers.without(parities);
  }

  /** N x c answers with one copy of each query: K + P rows, the queries first. */
  FMatrixRMaj distinct(FMatrixRMaj all) {
    FMatrixRMaj rows = new FMatrixRMaj(copies.length + parities.length, all.numCols);
    for (int row = 0; row < rows.numRows; row++) {
      int worker = row < copies.length ? copies[row][0] : parities[row - copies.length];
      Answers.copyRow(all, worker, rows, row);
    }
    return rows;
  }
}
