package io.github.approxifer.interp.trigonometric;

import io.github.approxifer.interp.nodes.Nodes;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The trigonometric polynomial through values at n equispaced nodes of one period.
 *
 * <p>Its value at z is sum((-1)^j f_j c(z - x_j)) / sum((-1)^j c(z - x_j)), where c(t) is 1 /
 * sin(pi t / period) for odd n and 1 / tan(pi t / period) for even n. Odd n reproduces every
 * trigonometric polynomial of degree (n-1)/2; even n those of degree n/2 - 1 and the cosine of
 * degree n/2. Source: P. Henrici, Barycentric formulas for interpolating trigonometric polynomials
 * and their conjugates, Numerische Mathematik 33 (1979). A point within rounding of a node gives
 * its value. Instances are immutable and thread-safe.
 */
public final class TrigonometricInterpolant {

  /** In units of the spacing; the sine's argument is not known better. */
  private static final double AT_NODE = 0x1p-50;

  private final double lower;
  private final double period;
  private final double[] values;

  /**
   * Interpolates values at the nodes lower + j period / n, j = 0..n-1.
   *
   * @param lower the first node, finite
   * @param period the length of the period, finite and greater than zero
   * @param values the n values, at least one, finite; copied
   * @throws IllegalArgumentException if a number is not finite, there is no value or the period is
   *     not positive
   */
  public TrigonometricInterpolant(double lower, double period, double[] values) {
    require(values.length, lower, period);
    this.lower = lower;
    this.period = period;
    this.values = Nodes.requireFinite("values", values.clone());
  }

  /**
   * The nodes.
   *
   * @param count the number n of nodes, at least 1
   * @param lower the first node, finite
   * @param period the length of the period, finite and greater than zero
   * @return a new array of the nodes lower + j period / n, ascending
   * @throws IllegalArgumentException if the count, the first node or the period is out of range
   */
  public static double[] nodes(int count, double lower, double period) {
    require(count, lower, period);
    double[] nodes = new double[count];
    for (int j = 0; j < count; j++) {
      nodes[j] = lower + period * (j / (double) count);
    }
    return nodes;
  }

  /**
   * Evaluates the interpolant.
   *
   * @param point a finite number, in any period
   * @return the value there
   * @throws IllegalArgumentException if the point is not finite
   */
  public double value(double point) {
    return values(new double[] {point}, new double[1])[0];
  }

  /**
   * Evaluates the interpolant at many points, without allocating anything.
   *
   * @param points the m points, finite, in any period; not modified
   * @param destination an array of length m for the values; overwritten
   * @return {@code destination}
   * @throws IllegalArgumentException if the lengths differ or a point is not finite
   */
  public double[] values(double[] points, double[] destination) {
    if (destination.length != points.length) {
      throw new IllegalArgumentException(
          "the destination holds %d values, but there are %d points"
              .formatted(destination.length, points.length));
    }
    int count = values.length;
    for (int i = 0; i < points.length; i++) {
      double position = position(count, lower, period, points[i], i);
      int node = nodeAt(count, position);
      double numerator = 0;
      double denominator = 0;
      for (int j = 0; node < 0 && j < count; j++) {
        double cardinal = cardinal(count, position, j);
        numerator += cardinal * values[j];
        denominator += cardinal;
      }
      destination[i] = node < 0 ? numerator / denominator : values[node];
    }
    return destination;
  }

  /**
   * The matrix that takes values at the nodes to the values at other points.
   *
   * @param count the number n of nodes, at least 1
   * @param lower the first node, finite
   * @param period the length of the period, finite and greater than zero
   * @param points the m points, finite, in any period; not modified
   * @param destination where to put the matrix, reshaped to m x n and overwritten, or null for a
   *     new one
   * @return {@code destination}, or the new matrix
   * @throws IllegalArgumentException if an argument is out of range or a point is not finite
   */
  public static DMatrixRMaj evaluationMatrix(
      int count, double lower, double period, double[] points, @Nullable DMatrixRMaj destination) {
    require(count, lower, period);
    DMatrixRMaj matrix = destination == null ? new DMatrixRMaj(0, 0) : destination;
    matrix.reshape(points.length, count);
    for (int i = 0; i < points.length; i++) {
      row(count, position(count, lower, period, points[i], i), matrix.data, i * count);
    }
    return matrix;
  }

  /**
   * The interpolation weights of one point: what each value is multiplied with.
   *
   * @param count the number n of nodes, at least 1
   * @param lower the first node, finite
   * @param period the length of the period, finite and greater than zero
   * @param point a finite number, in any period
   * @param destination an array of length n for the weights; overwritten
   * @return {@code destination}
   * @throws IllegalArgumentException if an argument is out of range or the point is not finite
   */
  public static double[] weights(
      int count, double lower, double period, double point, double[] destination) {
    require(count, lower, period);
    if (destination.length != count) {
      throw new IllegalArgumentException(
          "the destination holds %d weights, but there are %d nodes"
              .formatted(destination.length, count));
    }
    row(count, position(count, lower, period, point, 0), destination, 0);
    return destination;
  }

  private static void row(int count, double position, double[] to, int offset) {
    int node = nodeAt(count, position);
    double sum = 0;
    for (int j = 0; j < count; j++) {
      to[offset + j] = node >= 0 ? (j == node ? 1 : 0) : cardinal(count, position, j);
      sum += to[offset + j];
    }
    for (int j = 0; j < count; j++) {
      to[offset + j] /= sum;
    }
  }

  /** A point in units of the spacing, from 0 to n. */
  private static double position(int count, double lower, double period, double point, int index) {
    if (!Double.isFinite(point)) {
      throw new IllegalArgumentException(
          "points[%d] = %s is not finite; remove or replace it".formatted(index, point));
    }
    double turns = (point - lower) / period;
    return count * (turns - Math.floor(turns));
  }

  private static int nodeAt(int count, double position) {
    double nearest = Math.rint(position);
    return Math.abs(position - nearest) <= AT_NODE * Math.max(1, position)
        ? (int) nearest % count
        : -1;
  }

  private static double cardinal(int count, double position, int j) {
    double angle = Math.PI * ((position - j) / count);
    double sign = (j & 1) == 0 ? 1 : -1;
    return sign / ((count & 1) == 1 ? Math.sin(angle) : Math.tan(angle));
  }

  private static void require(int count, double lower, double period) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "the number of nodes is %d, but at least 1 is needed".formatted(count));
    }
    if (!Double.isFinite(lower) || !(period > 0) || Double.isInfinite(period)) {
      throw new IllegalArgumentException(
          "no period from %s of length %s; give a finite start and a positive length"
              .formatted(lower, period));
    }
  }
}
