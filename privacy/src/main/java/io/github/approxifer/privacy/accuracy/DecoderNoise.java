package io.github.approxifer.privacy.accuracy;

/**
 * What a linear decoder makes of independent noise on the answers. With the decoding matrix L, K x
 * |F| for the answering workers F, the decoded value of query j is {@code sum_i L[j][i] y_i}, so
 * noise of variance v on each answer becomes noise of variance {@code v sum_i L[j][i]^2}. Immutable
 * and thread-safe.
 */
public final class DecoderNoise {
  private final double[] matrix;
  private final int queries;
  private final int answers;

  private DecoderNoise(double[] decodingMatrix, int queries, int answers) {
    if (queries < 1 || answers < 1 || (long) queries * answers != decodingMatrix.length) {
      throw new IllegalArgumentException(
          "a decoding matrix of "
              + queries
              + " queries and "
              + answers
              + " answers needs as many values as their product, both at least 1, but got "
              + decodingMatrix.length);
    }
    for (int i = 0; i < decodingMatrix.length; i++) {
      if (!Double.isFinite(decodingMatrix[i])) {
        throw new IllegalArgumentException(
            "decoding weights must be finite, but that at index " + i + " is " + decodingMatrix[i]);
      }
    }
    this.matrix = decodingMatrix.clone();
    this.queries = queries;
    this.answers = answers;
  }

  /**
   * The noise of one set of answering workers.
   *
   * @param decodingMatrix K x |F|, row-major, finite; copied
   * @param queries K, at least 1
   * @param answers |F|, at least 1
   * @return the noise
   * @throws IllegalArgumentException if the shape does not fit or a weight is not finite
   */
  public static DecoderNoise of(double[] decodingMatrix, int queries, int answers) {
    return new DecoderNoise(decodingMatrix, queries, answers);
  }

  /**
   * Returns the factor by which decoding multiplies the variance of the noise.
   *
   * @param query j, 0 to K - 1
   * @return {@code sum_i L[j][i]^2}
   * @throws IllegalArgumentException if there is no such query
   */
  public double varianceAmplification(int query) {
    requireQuery(query);
    double sum = 0;
    for (int i = query * answers; i < (query + 1) * answers; i++) {
      sum += matrix[i] * matrix[i];
    }
    return sum;
  }

  /**
   * Writes the factor for every query.
   *
   * @param destination at least K long; its first K values are overwritten
   * @return {@code destination}
   * @throws IllegalArgumentException if the destination is too short
   */
  public double[] varianceAmplifications(double[] destination) {
    if (destination.length < queries) {
      throw new IllegalArgumentException(
          "the destination must hold " + queries + " values, but has length " + destination.length);
    }
    for (int query = 0; query < queries; query++) {
      destination[query] = varianceAmplification(query);
    }
    return destination;
  }

  /**
   * Returns the mean of the factors over the queries.
   *
   * @return {@code sum of all L[j][i]^2 / K}
   */
  public double meanVarianceAmplification() {
    double sum = 0;
    for (double weight : matrix) {
      sum += weight * weight;
    }
    return sum / queries;
  }

  /**
   * Returns a half width that the decoded noise exceeds with probability at most {@code 1 - level},
   * for independent Laplace noise on each answer: the smallest w that Chernoff's bound gives,
   *
   * <pre>
   *   P(|sum_i l_i Z_i| > w) &lt;= 2 exp(-t w) prod_i 1 / (1 - (b l_i t)^2),  0 &lt; t &lt; 1 / (b max |l_i|).
   * </pre>
   *
   * <p>Noise on the grid has a smaller moment-generating function than continuous noise of the same
   * scale, and the rounding of the answers, at most 2^-40 b each, is added. The interval is
   * conservative: at a level of 0.95 nearly twice as wide as needed for a single weight, and 1.4
   * times for many equal ones.
   *
   * @param query j, 0 to K - 1
   * @param scale b of the noise on each answer, positive and finite
   * @param level probability of staying within, strictly between 0 and 1
   * @return the half width, 0 if all weights of the query are 0
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public double laplaceHalfWidth(int query, double scale, double level) {
    double largest = largestWeight(query);
    requireNoise(scale, level);
    if (largest == 0) {
      return 0;
    }
    // In units of b max |l|. Every t in (0, 1) gives a valid bound; a scan finds a good one.
    double best = Double.POSITIVE_INFINITY;
    int steps = 1000;
    for (int step = 1; step < steps; step++) {
      double t = (double) step / steps;
      double logarithm = Math.log(2 / (1 - level));
      double rounding = 0;
      for (int i = query * answers; i < (query + 1) * answers; i++) {
        double weight = Math.abs(matrix[i]) / largest;
        logarithm -= Math.log1p(-weight * weight * t * t);
        rounding += weight;
      }
      best = Math.min(best, logarithm / t + rounding * 0x1p-40);
    }
    return best * scale * largest;
  }

  /**
   * Returns a half width that the decoded noise exceeds with probability at most {@code 1 - level},
   * for independent Gaussian noise on each answer, by Chernoff's bound {@code P(|Z| > w) <= 2
   * exp(-w^2 / (2 v))} with v the amplified variance.
   *
   * @param query j, 0 to K - 1
   * @param deviation standard deviation of the noise on each answer, positive and finite
   * @param level probability of staying within, strictly between 0 and 1
   * @return the half width, 0 if all weights of the query are 0
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public double gaussianHalfWidth(int query, double deviation, double level) {
    double amplification = varianceAmplification(query);
    requireNoise(deviation, level);
    double rounding = largestWeight(query) * answers * 0x1p-40;
    return deviation * (Math.sqrt(2 * Math.log(2 / (1 - level)) * amplification) + rounding);
  }

  private double largestWeight(int query) {
    requireQuery(query);
    double largest = 0;
    for (int i = query * answers; i < (query + 1) * answers; i++) {
      largest = Math.max(largest, Math.abs(matrix[i]));
    }
    return largest;
  }

  private void requireQuery(int query) {
    if (query < 0 || query >= queries) {
      throw new IllegalArgumentException(
          "the query must be 0 to " + (queries - 1) + ", but is " + query);
    }
  }

  private static void requireNoise(double scale, double level) {
    if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the noise scale must be positive and finite, but is " + scale);
    }
    ConfidenceInterval.requireLevel(level);
  }
}
