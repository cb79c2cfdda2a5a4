package io.github.approxifer.coding.locate;

import io.github.approxifer.coding.answers.WorkerSet;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * The median baseline: in every class the E answers farthest from the median of the class get a
 * vote, and the E workers with most votes are named.
 *
 * <p>It knows nothing of the code, and takes honest answers to be alike although they belong to
 * different queries; it is here to be beaten. It always names exactly E workers, also when nobody
 * lied. Ties go to the lower index. Immutable and thread-safe. Source: the median decoder in the
 * published programs of ApproxIFER.
 */
public final class MedianLocator extends FiniteLocator {

  private MedianLocator(int errors) {
    super(errors);
  }

  /**
   * A locator.
   *
   * @param errors E, how many workers to name; with 0 nobody is ever named
   * @return the locator
   * @throws IllegalArgumentException if E is negative
   */
  public static MedianLocator of(int errors) {
    return new MedianLocator(errors);
  }

  @Override
  void requireSuitable(WorkerSet answers) {}

  @Override
  WorkerSet locate(WorkerSet answers, FMatrixRMaj values, int most) {
    return Ranking.vote(answers, values.numCols, most, column -> minusDistances(values, column));
  }

  private static double[] minusDistances(FMatrixRMaj values, int column) {
    double[] distances = new double[values.numRows];
    for (int rank = 0; rank < distances.length; rank++) {
      distances[rank] = values.get(rank, column);
    }
    double median = median(distances.clone());
    for (int rank = 0; rank < distances.length; rank++) {
      distances[rank] = -Math.abs(distances[rank] - median);
    }
    return distances;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
