package io.github.approxifer.coding.student;

import io.github.approxifer.coding.confidence.Margin;
import io.github.approxifer.coding.order.GroupOrdering;
import io.github.approxifer.coding.order.QueryOrder;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;

/**
 * Puts the queries of which a student is least sure first: those with the smallest margin between
 * its two greatest answers. A code that protects the first queries of a group then protects those
 * whose answers the student could not replace: {@code ReplicationCode.partial} copies the S
 * hardest, {@code SubsetParityCode} makes its parities of them.
 *
 * <p>Runs the student; who has its answers already calls {@link #byMargin} instead.
 *
 * @param student answers at least two classes
 */
public record HardestFirst(Student student) implements GroupOrdering {

  /**
   * Checks the student.
   *
   * @param student answers at least two classes
   * @throws IllegalArgumentException if it answers one value only, which has no margin
   */
  public HardestFirst {
    if (student.outputLength() < 2) {
      throw new IllegalArgumentException(
          "a margin takes a student of at least 2 classes, but it answers "
              + student.outputLength());
    }
  }

  @Override
  public QueryOrder order(FMatrixRMaj queries) {
    return byMargin(student.answer(queries, null));
  }

  /**
   * Orders queries by a student's answers to them.
   *
   * @param students K x c with c at least 2, the student's answers; not modified
   * @return the order; of equal margins the first comes first
   * @throws IllegalArgumentException if c is below 2
   */
  public static QueryOrder byMargin(FMatrixRMaj students) {
    double[] margins = new double[students.numRows];
    for (int row = 0; row < margins.length; row++) {
      double margin = Margin.of(students, row);
      margins[row] = Double.isNaN(margin) ? -1 : margin; // No answer at all is the hardest.
    }
    return QueryOrder.of(
        IntStream.range(0, margins.length)
            .boxed()
            .sorted(Comparator.comparingDouble(query -> margins[query]))
            .mapToInt(Integer::intValue)
            .toArray());
  }
}
