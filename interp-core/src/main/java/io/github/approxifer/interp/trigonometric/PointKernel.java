package io.github.approxifer.interp.trigonometric;

/**
 * The inner loops of the barycentric formula for a block of points.
 *
 * <p>Written for the compiler's vector units: each innermost loop runs over points and has no
 * branch; a point at a node comes out as no number, which is left to the caller. With the point at
 * the angle theta and node j at theta_j = pi j / n, the sine of theta - theta_j is that of a
 * difference, so a point needs one sine and one cosine for all nodes, and what is lost next to a
 * node is no more than the rounding of the angle. Two nodes share one division. For even n they are
 * half a period apart, where the cotangent of the one is minus the tangent of the other, so that
 * they share sine and cosine, too. A last node without a partner gets one of weight zero.
 */
final class PointKernel {

  static final int BLOCK = 256;

  private static final int TURNS = 0;
  private static final int SINES = 1;
  private static final int COSINES = 2;
  private static final int NUMERATORS = 3;
  private static final int DENOMINATORS = 4;

  private static final ThreadLocal<double[][]> WORK =
      ThreadLocal.withInitial(() -> new double[5][BLOCK]);

  private final int pairs;
  private final boolean even;

  // Of both nodes of a pair side by side; the products with values are last.
  private final double[] cosines;
  private final double[] sines;
  private final double[] weights;
  private final double[] products;

  PointKernel(double[] values) {
    int count = values.length;
    pairs = (count + 1) / 2;
    even = (count & 1) == 0;
    cosines = new double[2 * pairs];
    sines = new double[2 * pairs];
    weights = new double[2 * pairs];
    products = new double[2 * pairs];
    for (int k = 0; k < 2 * pairs; k++) {
      int node = k / 2 + (k & 1) * pairs;
      double angle = Math.PI * (node < count ? node : count - 0.5) / count;
      cosines[k] = Math.cos(angle);
      sines[k] = Math.sin(angle);
      weights[k] = node < count ? 1 - 2 * (node & 1) : 0;
      products[k] = node < count ? weights[k] * values[node] : 0;
    }
  }

  /** The array of the thread for up to 256 points, as shares of the period from 0 to 1. */
  double[] turns() {
    return WORK.get()[TURNS];
  }

  /** The values at the points that are in {@link #turns}, in an array of the thread. */
  double[] values(int length) {
    double[][] work = WORK.get();
    double[] numerators = work[NUMERATORS];
    double[] denominators = work[DENOMINATORS];
    distances(work[TURNS], work[SINES], work[COSINES], length);
    sine(work[SINES], length);
    sine(work[COSINES], length);
    clear(numerators, denominators, length);
    accumulate(work, length, 0, pairs);
    divide(numerators, denominators, length);
    return numerators;
  }

  /** The distances of a turn from where its sine and its cosine are zero, at most a half. */
  private static void distances(double[] turns, double[] sines, double[] cosines, int length) {
    for (int i = 0; i < length; i++) {
      double distance = 0.5 - turns[i];
      cosines[i] = distance;
      sines[i] = 0.5 - Math.abs(distance);
    }
  }

  /** Sines of pi t for t from -1/2 to 1/2, by their series, in the place of t. */
  private static void sine(double[] turns, int length) {
    for (int i = 0; i < length; i++) {
      double x = Math.PI * turns[i];
      double y = x * x;
      double series = 1 - y * (1.0 / (20 * 21));
      series = 1 - series * y * (1.0 / (18 * 19));
      series = 1 - series * y * (1.0 / (16 * 17));
      series = 1 - series * y * (1.0 / (14 * 15));
      series = 1 - series * y * (1.0 / (12 * 13));
      series = 1 - series * y * (1.0 / (10 * 11));
      series = 1 - series * y * (1.0 / (8 * 9));
      series = 1 - series * y * (1.0 / (6 * 7));
      series = 1 - series * y * (1.0 / (4 * 5));
      series = 1 - series * y * (1.0 / (2 * 3));
      turns[i] = x * series;
    }
  }

  private static void clear(double[] numerators, double[] denominators, int length) {
    for (int i = 0; i < length; i++) {
      numerators[i] = 0;
      denominators[i] = 0;
    }
  }

  private static void divide(double[] numerators, double[] denominators, int length) {
    for (int i = 0; i < length; i++) {
      numerators[i] /= denominators[i];
    }
  }

  /**
   * Halves the range of pairs instead of looping over it, so that HotSpot compiles the loops over
   * points on their own, and vectorises them.
   */
  private void accumulate(double[][] work, int length, int from, int to) {
    if (to - from > 1) {
      int middle = (from + to) >>> 1;
      accumulate(work, length, from, middle);
      accumulate(work, length, middle, to);
      return;
    }
    int k = 2 * from;
    if (even) {
      addCotangents(
          work[SINES],
          work[COSINES],
          work[NUMERATORS],
          work[DENOMINATORS],
          length,
          cosines[k],
          sines[k],
          products[k],
          products[k + 1],
          weights[k],
          weights[k + 1]);
    } else {
      addCosecants(
          work[SINES],
          work[COSINES],
          work[NUMERATORS],
          work[DENOMINATORS],
          length,
          cosines[k],
          sines[k],
          cosines[k + 1],
          sines[k + 1],
          products[k],
          products[k + 1],
          weights[k],
          weights[k + 1]);
    }
  }

  private static void addCotangents(
      double[] sine,
      double[] cosine,
      double[] numerators,
      double[] denominators,
      int length,
      double c,
      double s,
      double a,
      double b,
      double v,
      double w) {
    for (int i = 0; i < length; i++) {
      double y = sine[i];
      double x = cosine[i];
      double d = y * c - x * s;
      double e = x * c + y * s;
      double reciprocal = 1 / (d * e);
      double cotangent = e * e * reciprocal;
      double tangent = d * d * reciprocal;
      numerators[i] += a * cotangent - b * tangent;
      denominators[i] += v * cotangent - w * tangent;
    }
  }

  private static void addCosecants(
      double[] sine,
      double[] cosine,
      double[] numerators,
      double[] denominators,
      int length,
      double c,
      double s,
      double g,
      double h,
      double a,
      double b,
      double v,
      double w) {
    for (int i = 0; i < length; i++) {
      double y = sine[i];
      double x = cosine[i];
      double d = y * c - x * s;
      double e = y * g - x * h;
      double reciprocal = 1 / (d * e);
      numerators[i] += (a * e + b * d) * reciprocal;
      denominators[i] += (v * e + w * d) * reciprocal;
    }
  }
}
