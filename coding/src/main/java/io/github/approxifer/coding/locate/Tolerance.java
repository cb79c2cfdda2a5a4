package io.github.approxifer.coding.locate;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * By how much honest answers of one model to one query may differ in any element.
 *
 * <p>They are seldom equal to the last bit: a library sums a batch of one otherwise than a batch of
 * nine, and another processor otherwise again, which changes answers by some roundings of float
 * (1e-6 or so of their size). A tolerance of 0 takes all of that for lies. A lie smaller than the
 * tolerance changes no prediction to speak of.
 *
 * <p>Immutable and thread-safe.
 */
public final class Tolerance {
  /**
   * The share of the scale of the answers that {@link #ofScale()} allows: a hundred times what was
   * seen of batches of different size, and a thousandth of what would change a prediction.
   */
  public static final double SHARE_OF_SCALE = 1e-4;

  private static final double MARGIN = 4;

  private final double share;
  private final double absolute;

  private Tolerance(double share, double absolute) {
    this.share = share;
    this.absolute = absolute;
  }

  /**
   * {@value #SHARE_OF_SCALE} of the scale of a group's answers: of the median over the workers of
   * their greatest element, which liars cannot move as long as they are the minority.
   *
   * @return the tolerance
   */
  public static Tolerance ofScale() {
    return new Tolerance(SHARE_OF_SCALE, 0);
  }

  /**
   * The same for all groups.
   *
   * @param difference in the unit of the answers, at least 0; 0 only if the workers compute alike
   *     to the last bit
   * @return the tolerance
   * @throws IllegalArgumentException if it is negative, NaN or infinite
   */
  public static Tolerance of(double difference) {
    if (!(difference >= 0) || Double.isInfinite(difference)) {
      throw new IllegalArgumentException(
          "the tolerance must be at least 0 and finite, but is " + difference);
    }
    return new Tolerance(0, difference);
  }

  /**
   * Four times the greatest difference of two copies in honest groups, and no less than {@link
   * #ofScale()}.
   *
   * @param code tells which workers hold copies
   * @param honest the answers N x c of all workers to groups in which nobody lied, each computed
   *     where and how it will be in service; not modified
   * @return the tolerance
   * @throws IllegalArgumentException if the shapes do not agree
   */
  public static Tolerance seenIn(Code code, List<FMatrixRMaj> honest) {
    int[] clean = code.cleanQueries();
    double share = SHARE_OF_SCALE / MARGIN;
    for (FMatrixRMaj group : honest) {
      Answers.requireRowForEach(WorkerSet.all(code.workers()), group);
      double scale = scale(group);
      for (int a = 0; a < clean.length && scale > 0; a++) {
        for (int b = 0; b < a; b++) {
          if (clean[a] >= 0 && clean[a] == clean[b]) {
            for (int c = 0; c < group.numCols; c++) {
              double difference = Math.abs((double) group.get(a, c) - group.get(b, c));
              share = Math.max(share, difference / scale);
            }
          }
        }
      }
    }
    return new Tolerance(MARGIN * share, 0);
  }

  /**
   * The tolerance in a group.
   *
   * @param values n x c, finite, the answers of the group; not modified
   * @return the greatest difference allowed in any element, in the unit of the answers
   */
  public double in(FMatrixRMaj values) {
    return share == 0 ? absolute : share * scale(values);
  }

  private static double scale(FMatrixRMaj values) {
    double[] greatest = new double[values.numRows];
    for (int row = 0; row < greatest.length; row++) {
      for (int c = 0; c < values.numCols; c++) {
        greatest[row] = Math.max(greatest[row], Math.abs((double) values.get(row, c)));
      }
    }
    Arrays.sort(greatest);
    return greatest.length == 0 ? 0 : greatest[greatest.length / 2];
  }

  /** What is allowed. */
  @Override
  public String toString() {
    return share == 0 ? Double.toString(absolute) : share + " of the scale of the answers";
  }
}
