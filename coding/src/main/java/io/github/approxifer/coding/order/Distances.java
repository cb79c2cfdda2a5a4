package io.github.approxifer.coding.order;

import org.ejml.data.FMatrixRMaj;

/**
 * Euclidean distances between queries, by their sketches: element j of a query is added with a
 * random but fixed sign to bucket j mod 128. The squared distance of two sketches is that of the
 * queries on average over the signs, with a relative standard deviation of at most sqrt(2/128) = 12
 * %, which is enough to tell near from far, and a distance costs 128 operations instead of d (count
 * sketch: Charikar, Chen, Farach-Colton 2002, here with buckets in turn instead of random ones, so
 * that the sum runs along memory). Queries of at most 128 elements are compared exactly.
 *
 * <p>Thread-safe.
 */
public final class Distances {
  /** The number of buckets of a sketch. */
  public static final int BUCKETS = 128;

  private Distances() {}

  /**
   * The sketches of some queries.
   *
   * @param queries n x d, not modified
   * @return n x min(d, 128)
   */
  public static FMatrixRMaj sketch(FMatrixRMaj queries) {
    int length = queries.numCols;
    if (length <= BUCKETS) {
      return queries.copy();
    }
    float[] block = new float[BUCKETS];
    float[] sums = new float[BUCKETS];
    float[] signs = new float[BUCKETS];
    FMatrixRMaj sketches = new FMatrixRMaj(queries.numRows, BUCKETS);
    for (int begin = 0; begin < length; begin += BUCKETS) {
      int columns = Math.min(BUCKETS, length - begin);
      signs(begin / BUCKETS, signs);
      for (int row = 0; row < queries.numRows; row++) {
        System.arraycopy(queries.data, row * length + begin, block, 0, columns);
        System.arraycopy(sketches.data, row * BUCKETS, sums, 0, columns);
        // Separate arrays with one index: the compiler vectorises this loop.
        for (int j = 0; j < columns; j++) {
          sums[j] += signs[j] * block[j];
        }
        System.arraycopy(sums, 0, sketches.data, row * BUCKETS, columns);
      }
    }
    return sketches;
  }

  /**
   * The squared distances between all rows.
   *
   * @param rows n x d, not modified
   * @return n x n, symmetric, with zeros on the diagonal; row-major
   */
  public static float[] squared(FMatrixRMaj rows) {
    int count = rows.numRows;
    float[] distances = new float[count * count];
    for (int i = 0; i < count; i++) {
      // Four others at a time, because one sum would wait for itself at every step.
      for (int k = i + 1; k < count; k += 4) {
        squared(rows, i, k, distances);
      }
    }
    return distances;
  }

  /** From row i to rows k to k+3, or as many as there are. */
  private static void squared(FMatrixRMaj rows, int i, int k, float[] distances) {
    int count = rows.numRows;
    int length = rows.numCols;
    float[] data = rows.data;
    int own = i * length;
    int first = k * length;
    int second = Math.min(k + 1, count - 1) * length;
    int third = Math.min(k + 2, count - 1) * length;
    int fourth = Math.min(k + 3, count - 1) * length;
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (int j = 0; j < length; j++) {
      float x = data[own + j];
      float p = data[first + j] - x;
      float q = data[second + j] - x;
      float r = data[third + j] - x;
      float s = data[fourth + j] - x;
      a += p * p;
      b += q * q;
      c += r * r;
      d += s * s;
    }
    float[] sums = {a, b, c, d};
    for (int n = 0; n < 4 && k + n < count; n++) {
      distances[i * count + k + n] = sums[n];
      distances[(k + n) * count + i] = sums[n];
    }
  }

  /** Signs from the bits of a mixed counter (the finaliser of SplitMix64). */
  private static void signs(int block, float[] signs) {
    long bits = 0;
    for (int j = 0; j < signs.length; j++) {
      if (j % 64 == 0) {
        long z = (2L * block + j / 64 + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        bits = z ^ z >>> 31;
      }
      signs[j] = (bits & 1) == 0 ? 1 : -1;
      bits >>>= 1;
    }
  }
}
