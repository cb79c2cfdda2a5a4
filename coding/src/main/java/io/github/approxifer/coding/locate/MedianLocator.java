package io.github.approxifer.coding.locate;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.ErrorLocator;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.kernel.Finite;
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
public final class MedianLocator implements ErrorLocator {
  private final int errors;

  /**
   * A locator.
   *
   * @param errors E, how many workers to name; with 0 nobody is ever named
   * @throws IllegalArgumentException if E is negative
   */
  public MedianLocator(int errors) {
    this.errors = Requests.requireErrors(errors);
  }

  @Override
  public WorkerSet locate(WorkerSet answers, FMatrixRMaj values) {
    Answers.requireRowForEach(answers, values);
    Finite.require(values, "answer of rank");
    Requests.requireMoreThan(errors, answers);
    return Ranking.vote(answers, values.numCols, errors, column -> minusDistances(values, column));
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
