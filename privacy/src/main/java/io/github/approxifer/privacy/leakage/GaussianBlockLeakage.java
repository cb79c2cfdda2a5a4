package io.github.approxifer.privacy.leakage;

import java.util.function.ToDoubleFunction;

/**
 * Bounds on what workers learn who pool their coded queries, when T blocks of Gaussian noise are
 * encoded beside the K queries (private Berrut coding; the setting of arXiv 2405.01704). Immutable
 * and thread-safe.
 *
 * <p>In one coordinate, t colluding workers hold {@code Y = A X + B R}: X are the K query values, R
 * the T block values, independent and normal with deviation sigma, A (t x K) and B (t x T) the
 * workers' rows of the encoding matrix. With primes for transposes,
 *
 * <pre>
 *   I(X; Y) = h(Y) - h(Y | X) = h(Y) - h(B R)
 *          &lt;= 1/2 log det(A C A' + sigma^2 B B') - 1/2 log det(sigma^2 B B')
 *           = 1/2 log det(I + Z C Z' / sigma^2),   with B' = Q S and Z = S'^-1 A,
 * </pre>
 *
 * <p>because for a given covariance the normal distribution has the largest entropy; C is the
 * covariance of X. When each value is within s of a known constant, {@code C <= trace(C) I <= K s^2
 * I} whatever the dependence of the queries, and {@code C <= s^2 I} when they are uncorrelated; the
 * determinant grows with C. Uncorrelated normal values of deviation s attain the latter, so power
 * alone allows nothing better. Coordinates have independent noise, so their bounds add up: d
 * coordinates leak at most d times the bits. More colluders never learn less, so sets of t cover
 * all smaller ones.
 *
 * <p>If B B' is singular, as for every t above T, the blocks can be cancelled and the bound is
 * infinite. The formula is for real arithmetic: coded queries sent as floats are not on a grid that
 * is free of the data, and attacks on their last bits are not covered.
 *
 * <p>Complex-valued versions in the literature lack the factor 1/2.
 */
public final class GaussianBlockLeakage {
  /** Most sets of workers that the worst-case methods go through. */
  public static final int MAX_SETS = 1_000_000;

  private static final double BITS_PER_NAT = 1 / Math.log(2);

  private final double[] encoding;
  private final int workers;
  private final int queries;
  private final int blocks;
  private final double deviation;

  private GaussianBlockLeakage(
      double[] encodingMatrix, int workers, int queries, int blocks, double deviation) {
    if (workers < 1 || queries < 1 || blocks < 1) {
      throw new IllegalArgumentException(
          "there must be at least 1 worker, 1 query and 1 block, but got "
              + workers
              + ", "
              + queries
              + ", "
              + blocks);
    }
    if ((long) workers * ((long) queries + blocks) != encodingMatrix.length) {
      throw new IllegalArgumentException(
          "the encoding matrix must have N x (K + T) = "
              + (long) workers * ((long) queries + blocks)
              + " values, but got "
              + encodingMatrix.length);
    }
    for (int i = 0; i < encodingMatrix.length; i++) {
      if (!Double.isFinite(encodingMatrix[i])) {
        throw new IllegalArgumentException(
            "encoding weights must be finite, but that at index " + i + " is " + encodingMatrix[i]);
      }
    }
    requirePositive("the deviation of the blocks", deviation);
    this.encoding = encodingMatrix.clone();
    this.workers = workers;
    this.queries = queries;
    this.blocks = blocks;
    this.deviation = deviation;
  }

  /**
   * The leakage of a code.
   *
   * @param encodingMatrix N x (K + T), row-major, finite: in each worker's row first the weights of
   *     the queries, then those of the random blocks; copied
   * @param workers N, at least 1
   * @param queries K, at least 1
   * @param blocks T, at least 1
   * @param deviation sigma, standard deviation of every block value, positive and finite
   * @return the leakage
   * @throws IllegalArgumentException if an argument is out of its range or the shape does not fit
   */
  public static GaussianBlockLeakage of(
      double[] encodingMatrix, int workers, int queries, int blocks, double deviation) {
    return new GaussianBlockLeakage(encodingMatrix, workers, queries, blocks, deviation);
  }

  /**
   * Bounds the information about all K queries together, whatever their dependence.
   *
   * @param colluders distinct workers, 0 to N - 1; not modified
   * @param radius s: each query value is within s of a known constant; for values in [0, 1], 1/2
   * @return bits per coordinate, infinite if the blocks can be cancelled
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public double bits(int[] colluders, double radius) {
    return jointBits(colluders, radius * radius * queries, radius);
  }

  /**
   * Bounds the information about all K queries together when they are uncorrelated.
   *
   * @param colluders distinct workers, 0 to N - 1; not modified
   * @param radius s: each query value is within s of a known constant
   * @return bits per coordinate, infinite if the blocks can be cancelled
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public double bitsIfUncorrelated(int[] colluders, double radius) {
    return jointBits(colluders, radius * radius, radius);
  }

  /**
   * Bounds the information about one query for colluders who know all the others: {@code 1/2 log2(1
   * + s^2 |z|^2 / sigma^2)} with z the query's column of Z.
   *
   * @param colluders distinct workers, 0 to N - 1; not modified
   * @param query 0 to K - 1
   * @param radius s: each query value is within s of a known constant
   * @return bits per coordinate, infinite if the blocks can be cancelled
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public double bitsAboutQuery(int[] colluders, int query, double radius) {
    requirePositive("the radius", radius);
    double ratio = radius * signalToNoise(colluders, query);
    return 0.5 * Math.log1p(ratio * ratio) * BITS_PER_NAT;
  }

  /**
   * Returns {@code |z| / sigma} for one query: what the colluders see is a Gaussian mechanism whose
   * (l2 sensitivity) / (standard deviation) is this number times the l2 distance of neighbouring
   * queries, over all coordinates. Its delta for any epsilon follows from the analytic trade-off.
   *
   * @param colluders distinct workers, 0 to N - 1; not modified
   * @param query 0 to K - 1
   * @return the ratio per unit of distance, infinite if the blocks can be cancelled
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public double signalToNoise(int[] colluders, int query) {
    if (query < 0 || query >= queries) {
      throw new IllegalArgumentException(
          "the query must be 0 to " + (queries - 1) + ", but is " + query);
    }
    requireColluders(colluders);
    double[] whitened = Whitening.whiten(encoding, queries, blocks, colluders);
    if (whitened.length == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double sum = 0;
    for (int row = 0; row < colluders.length; row++) {
      double z = whitened[row * queries + query];
      sum += z * z;
    }
    return Math.sqrt(sum) / deviation;
  }

  /**
   * Returns the largest {@link #bits} over all sets of the given size, and so over all smaller
   * ones.
   *
   * @param colluders number of colluding workers, 1 to N
   * @param radius s: each query value is within s of a known constant
   * @return bits per coordinate, infinite if some set can cancel the blocks
   * @throws IllegalArgumentException if an argument is out of its range or there are more than
   *     {@link #MAX_SETS} sets
   */
  public double worstBits(int colluders, double radius) {
    return worst(colluders, set -> bits(set, radius));
  }

  /**
   * Returns the largest {@link #bitsAboutQuery} over all queries and all sets of the given size,
   * and so over all smaller ones.
   *
   * @param colluders number of colluding workers, 1 to N
   * @param radius s: each query value is within s of a known constant
   * @return bits per coordinate, infinite if some set can cancel the blocks
   * @throws IllegalArgumentException if an argument is out of its range or there are more than
   *     {@link #MAX_SETS} sets
   */
  public double worstBitsAboutQuery(int colluders, double radius) {
    return worst(
        colluders,
        set -> {
          double largest = 0;
          for (int query = 0; query < queries; query++) {
            largest = Math.max(largest, bitsAboutQuery(set, query, radius));
          }
          return largest;
        });
  }

  private double jointBits(int[] colluders, double power, double radius) {
    requirePositive("the radius", radius);
    requireColluders(colluders);
    double[] whitened = Whitening.whiten(encoding, queries, blocks, colluders);
    if (whitened.length == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double factor = power / (deviation * deviation);
    return 0.5
        * Whitening.logDeterminant(whitened, colluders.length, queries, factor)
        * BITS_PER_NAT;
  }

  private double worst(int colluders, ToDoubleFunction<int[]> leakage) {
    WorkerSets sets = new WorkerSets(workers, colluders, MAX_SETS);
    double largest = 0;
    do {
      largest = Math.max(largest, leakage.applyAsDouble(sets.current()));
    } while (largest < Double.POSITIVE_INFINITY && sets.advance());
    return largest;
  }

  private void requireColluders(int[] colluders) {
    boolean[] seen = new boolean[workers];
    for (int i = 0; i < colluders.length; i++) {
      int worker = colluders[i];
      if (worker < 0 || worker >= workers || seen[worker]) {
        throw new IllegalArgumentException(
            "colluders must be distinct workers from 0 to "
                + (workers - 1)
                + ", but that at index "
                + i
                + " is "
                + worker);
      }
      seen[worker] = true;
    }
    if (colluders.length == 0) {
      throw new IllegalArgumentException("there must be at least 1 colluder, but there is none");
    }
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be positive and finite, but is " + value);
    }
  }
}
