package io.github.approxifer.coding.answers;

import io.github.approxifer.coding.kernel.Finite;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** Answer matrices: one row for each worker of a {@link WorkerSet}, by rank. */
public final class Answers {
  private Answers() {}

  /**
   * Checks that a matrix has one row for each worker of a set, and at least one column.
   *
   * @param answers F
   * @param values |F| x c
   * @throws IllegalArgumentException if it does not
   */
  public static void requireRowForEach(WorkerSet answers, FMatrixRMaj values) {
    if (values.numRows != answers.size()) {
      throw new IllegalArgumentException(
          "F = "
              + answers
              + " has "
              + answers.size()
              + " workers, but there are "
              + values.numRows
              + " rows of answers; give one row for each worker that answered, in ascending order");
    }
    if (values.numCols == 0) {
      throw new IllegalArgumentException("the answers have no elements: c=0");
    }
  }

  /**
   * Checks that a set of answers is one a code can be asked to decode from: of the right number of
   * workers, and not empty.
   *
   * @param workers N, the number of workers of the code
   * @param answers F
   * @throws IllegalArgumentException if it is not
   */
  public static void requireSome(int workers, WorkerSet answers) {
    if (answers.workers() != workers) {
      throw new IllegalArgumentException(
          "this code has N=" + workers + " workers, but F = " + answers);
    }
    if (answers.size() == 0) {
      throw new IllegalArgumentException("F is empty: at least one answer is needed to decode");
    }
  }

  /**
   * The workers whose answers are numbers in every element.
   *
   * @param answers F
   * @param values |F| x c, row r is the answer of the worker of rank r in F; not modified
   * @return F without the workers whose answer holds a NaN or an infinity; F itself if there are
   *     none
   * @throws IllegalArgumentException if there is not a row for each worker
   */
  public static WorkerSet finite(WorkerSet answers, FMatrixRMaj values) {
    requireRowForEach(answers, values);
    int[] members = new int[answers.size()];
    int count = 0;
    for (int rank = 0; rank < members.length; rank++) {
      if (Finite.row(values, rank)) {
        members[count++] = answers.worker(rank);
      }
    }
    return count == members.length
        ? answers
        : WorkerSet.of(answers.workers(), Arrays.copyOf(members, count));
  }

  /**
   * Copies the rows of some of the workers.
   *
   * @param from the workers of the rows of {@code values}
   * @param values |from| x c, not modified
   * @param kept a subset of {@code from}
   * @param destination reshaped to |kept| x c if needed; null for a new matrix. Must not be {@code
   *     values}
   * @return |kept| x c, row r belongs to the worker of rank r in {@code kept}
   * @throws IllegalArgumentException if the shapes do not agree or {@code kept} is not a subset
   */
  public static FMatrixRMaj select(
      WorkerSet from, FMatrixRMaj values, WorkerSet kept, @Nullable FMatrixRMaj destination) {
    requireRowForEach(from, values);
    int columns = values.numCols;
    FMatrixRMaj result = destination == null ? new FMatrixRMaj(kept.size(), columns) : destination;
    if (destination != null) {
      destination.reshape(kept.size(), columns);
    }
    for (int rank = 0; rank < kept.size(); rank++) {
      int source = from.rank(kept.worker(rank));
      System.arraycopy(values.data, source * columns, result.data, rank * columns, columns);
    }
    return result;
  }

  /**
   * Whether two rows are the same answer.
   *
   * @param values n x c; not modified
   * @param a 0..n-1
   * @param b 0..n-1
   * @param tolerance how far apart any two elements may be, at least 0; 0 if the workers compute
   *     alike to the last bit
   * @return whether no element differs by more; false if either holds a NaN
   */
  public static boolean agree(FMatrixRMaj values, int a, int b, double tolerance) {
    for (int column = 0; column < values.numCols; column++) {
      if (!(Math.abs((double) values.get(a, column) - values.get(b, column)) <= tolerance)) {
        return false;
      }
    }
    return true;
  }

  /**
   * How many rows are the same answer as one of them.
   *
   * @param values n x c; not modified
   * @param row 0..n-1
   * @param tolerance as in {@link #agree}
   * @return how many agree with it, itself included; 0 if it holds a NaN
   */
  public static int supporters(FMatrixRMaj values, int row, double tolerance) {
    int supporters = 0;
    for (int other = 0; other < values.numRows; other++) {
      supporters += agree(values, row, other, tolerance) ? 1 : 0;
    }
    return supporters;
  }

  /**
   * Copies one row.
   *
   * @param from n x c; not modified
   * @param row 0..n-1
   * @param to m x c
   * @param toRow 0..m-1, the row to overwrite
   */
  public static void copyRow(FMatrixRMaj from, int row, FMatrixRMaj to, int toRow) {
    System.arraycopy(from.data, row * from.numCols, to.data, toRow * to.numCols, to.numCols);
  }

  /**
   * A stretch of rows.
   *
   * @param from n x c; not modified
   * @param first 0..n
   * @param count 0..n - first
   * @return count x c, copies of the rows from {@code first} on
   */
  public static FMatrixRMaj rows(FMatrixRMaj from, int first, int count) {
    FMatrixRMaj rows = new FMatrixRMaj(count, from.numCols);
    System.arraycopy(from.data, first * from.numCols, rows.data, 0, rows.getNumElements());
    return rows;
  }

  /**
   * The class that a row names: the position of its largest value.
   *
   * @param values answers or predictions, n x c, c at least 1; not modified
   * @param row 0..n-1
   * @return 0..c-1; of equal values the first, and 0 if all are NaN
   */
  public static int largest(FMatrixRMaj values, int row) {
    int best = 0;
    for (int column = 1; column < values.numCols; column++) {
      if (values.get(row, column) > values.get(row, best)) {
        best = column;
      }
    }
    return best;
  }
}
