package io.github.approxifer.interp.trigonometric;

/**
 * The signed cosecants (cotangents for an even number of nodes) of the barycentric formula, from
 * one sine and cosine a point.
 *
 * <p>With the point at an offset d from the nearest node, in units of the spacing, that of the i-th
 * node from there has the angle pi (d - i) / n, whose sine is that of a difference: tables of pi i
 * / n do the rest. Since |d| is at most a half, it loses a factor of three of its digits at most.
 */
final class Cardinals {

  private final int count;
  // Cosines and sines of pi i / n, and the same with alternating signs.
  private final double[] cosines;
  private final double[] sines;
  private final double[] signedCosines;
  private final double[] signedSines;
  private final ThreadLocal<double[]> workspace;

  Cardinals(int count) {
    this.count = count;
    cosines = new double[count];
    sines = new double[count];
    signedCosines = new double[count];
    signedSines = new double[count];
    for (int i = 0; i < count; i++) {
      int fromEnd = Math.min(i, count - i);
      sines[i] = Math.sin(Math.PI * fromEnd / count);
      // The sine of the complement, exact where the cosine is small.
      cosines[i] = Math.sin(Math.PI * (count - 2.0 * i) / (2.0 * count));
      double sign = (i & 1) == 0 ? 1 : -1;
      signedCosines[i] = sign * cosines[i];
      signedSines[i] = sign * sines[i];
    }
    workspace = ThreadLocal.withInitial(() -> new double[count]);
  }

  /** An array of n numbers for the thread. */
  double[] workspace() {
    return workspace.get();
  }

  /** Computes the signed quotients of the n nodes from the nearest on. */
  void quotients(double offset, double[] quotients) {
    double angle = Math.PI * offset / count;
    double a = Math.sin(angle);
    double b = Math.cos(angle);
    if ((count & 1) == 1) {
      for (int i = 0; i < count; i++) {
        quotients[i] = 1 / (a * signedCosines[i] - b * signedSines[i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        quotients[i] =
            (b * cosines[i] + a * sines[i]) / (a * signedCosines[i] - b * signedSines[i]);
      }
    }
  }

  /** The average of values from an index on, weighted with the quotients. */
  double average(double[] quotients, double[] values, int from) {
    double numerator = 0;
    double denominator = 0;
    for (int i = 0; i < count; i++) {
      numerator += quotients[i] * values[from + i];
      denominator += quotients[i];
    }
    return numerator / denominator;
  }
}
