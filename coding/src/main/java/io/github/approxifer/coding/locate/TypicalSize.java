package io.github.approxifer.coding.locate;

import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The size of honest answers, their squared distance from the mean answer, on a logarithmic scale:
 * to tell answers that are too near to the centre. A lie such as the mean of a group fits parities
 * well, since answers to mixtures are near the centre themselves; but no query is answered so.
 */
final class TypicalSize {
  /** With fewer answers nothing is said. */
  private static final int LEAST = 5;

  /** Deviations below the mean from which on an answer is odd: one honest in forty is. */
  private static final double USUAL = 2;

  /** Sizes of a few answers may be alike by chance: they vary by a factor of 1.6 at least. */
  private static final double LEAST_DEVIATION = 0.5;

  private final double mean;
  private final double deviation;

  private TypicalSize(double mean, double deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  /** Of the sizes of honest answers; null if there are too few. */
  static @Nullable TypicalSize of(double[] sizes) {
    if (sizes.length < LEAST) {
      return null;
    }
    double sum = 0;
    double squares = 0;
    for (double size : sizes) {
      double log = log(size);
      sum += log / sizes.length;
      squares += log * log / sizes.length;
    }
    double deviation = Math.sqrt(Math.max(0, squares - sum * sum));
    return new TypicalSize(sum, Math.max(LEAST_DEVIATION, deviation));
  }

  private static double log(double size) {
    return Math.log(Math.max(Double.MIN_NORMAL, size));
  }

  /** How far a size is below those of honest answers, in squared deviations; 0 if it is usual. */
  double below(double size) {
    double deviations = (mean - log(size)) / deviation;
    return deviations > USUAL ? deviations * deviations : 0;
  }

  /**
   * The same for an answer, 1 x c, among believed answers, m x c, of its group: too near to their
   * mean, or to nothing at all.
   */
  static double below(FMatrixRMaj believed, FMatrixRMaj answer) {
    double[] nothing = new double[believed.numCols];
    double[] centre = new double[believed.numCols];
    for (int row = 0; row < believed.numRows; row++) {
      for (int c = 0; c < centre.length; c++) {
        centre[c] += believed.get(row, c) / believed.numRows;
      }
    }
    return Math.max(below(believed, answer, centre), below(believed, answer, nothing));
  }

  private static double below(FMatrixRMaj believed, FMatrixRMaj answer, double[] centre) {
    double[] sizes = new double[believed.numRows];
    for (int row = 0; row < sizes.length; row++) {
      sizes[row] = distance(believed, row, centre);
    }
    TypicalSize typical = of(sizes);
    return typical == null ? 0 : typical.below(distance(answer, 0, centre));
  }

  private static double distance(FMatrixRMaj answers, int row, double[] centre) {
    double sum = 0;
    for (int c = 0; c < centre.length; c++) {
      double difference = answers.get(row, c) - centre[c];
      sum += difference * difference;
    }
    return sum;
  }
}
