package io.github.approxifer.coding.student;

import io.github.approxifer.coding.order.GroupOrdering;
import io.github.approxifer.coding.order.Hardness;
import io.github.approxifer.coding.order.QueryOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The ordering that puts the queries first of which a student is least sure, see {@link Hardness}.
 * A code that protects the first queries of a group then protects those whose answers the student
 * could not replace: {@code ReplicationCode.copying} copies the hardest, {@code SubsetParityCode}
 * makes its parities of them.
 *
 * <p>The predictor and {@code GroupCoder} say how hard queries are when they have a student; the
 * student of this ordering is asked only where nobody does. Thread-safe if its student is.
 *
 * @param student says how hard queries are where the caller does not; null to leave the caller's
 *     order then
 */
public record HardestFirst(@Nullable Student student) implements GroupOrdering {

  /**
   * An ordering with a student of its own.
   *
   * @param student answers at least two classes
   * @throws IllegalArgumentException if it answers one value only, of which it cannot be unsure
   */
  public HardestFirst {
    if (student != null && student.outputLength() < 2) {
      throw new IllegalArgumentException(
          "only a student of at least 2 classes can be unsure, but this one answers "
              + student.outputLength());
    }
  }

  /** An ordering for callers who say how hard queries are. */
  public HardestFirst() {
    this(null);
  }

  @Override
  public QueryOrder order(FMatrixRMaj queries) {
    return student == null
        ? QueryOrder.identity(queries.numRows)
        : order(queries, Hardness.of(student.answer(queries, null)));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Of equally hard queries the first comes first; one whose hardness is not a number, for which
   * the student has no answer, comes before all others.
   */
  @Override
  public QueryOrder order(FMatrixRMaj queries, double[] hardness) {
    double[] keys = Arrays.stream(hardness).map(h -> Double.isNaN(h) ? 1 : h).toArray();
    return QueryOrder.of(
        IntStream.range(0, keys.length)
            .boxed()
            .sorted(Comparator.comparingDouble(query -> -keys[query]))
            .mapToInt(Integer::intValue)
            .toArray());
  }
}
