package io.github.approxifer.interp.trigonometric;

import io.github.approxifer.interp.internal.Checks;
import io.github.approxifer.interp.internal.Scaling;
import io.github.approxifer.interp.nodes.Nodes;
import java.util.Arrays;
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
  private final Cardinals cardinals;

  /** Made on first use; two threads may both make it. */
  private volatile @Nullable FourierSeries series;

  /** The values divided by a power of two, twice, so that those from any node on lie together. */
  private final double[] twice;

  private final double unit;
  private final PointKernel kernel;

  private TrigonometricInterpolant(double lower, double period, double[] values) {
    this(lower, period, values, null);
  }

  private TrigonometricInterpolant(
      double lower, double period, double[] values, @Nullable Cardinals cardinals) {
    require(values.length, lower, period);
    this.lower = lower;
    this.period = period;
    this.values = Nodes.requireFinite("values", values.clone());
    this.cardinals = cardinals == null ? new Cardinals(values.length) : cardinals;
    unit = Math.scalb(1.0, Scaling.exponentOf(values));
    twice = new double[2 * values.length];
    for (int j = 0; j < twice.length; j++) {
      twice[j] = values[j % values.length] / unit;
    }
    kernel = new PointKernel(Arrays.copyOf(twice, values.length));
  }

  /**
   * The interpolant of values at the nodes lower + j period / n, j = 0..n-1.
   *
   * @param lower the first node, finite
   * @param period the length of the period, finite and greater than zero
   * @param values the n values, at least one, finite; copied
   * @return the interpolant
   * @throws IllegalArgumentException if a number is not finite, there is no value or the period is
   *     not positive
   */
  public static TrigonometricInterpolant of(double lower, double period, double[] values) {
    return new TrigonometricInterpolant(lower, period, values);
  }

  /**
   * The interpolant of other values at the same nodes.
   *
   * @param newValues the n values, finite; copied
   * @return a new interpolant
   * @throws IllegalArgumentException if there are not n values or one is not finite
   */
  public TrigonometricInterpolant withValues(double[] newValues) {
    Checks.requireOneEach("values", newValues.length, values.length, "node");
    return new TrigonometricInterpolant(lower, period, newValues, cardinals);
  }

  /**
   * The nodes.
   *
   * @return a new array of n nodes, ascending
   */
  public double[] nodes() {
    return nodes(values.length, lower, period);
  }

  /**
   * The values at the nodes.
   *
   * @return a new array of n values
   */
  public double[] nodeValues() {
    return values.clone();
  }

  /**
   * One period.
   *
   * @return a new array of its ends, the lower one first
   */
  public double[] domain() {
    return new double[] {lower, lower + period};
  }

  @Override
  public String toString() {
    return "TrigonometricInterpolant of %d nodes, from %s with period %s"
        .formatted(values.length, lower, period);
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
    Checks.requireFinitePoint(point);
    return values(new double[] {point}, new double[1])[0];
  }

  /**
   * A derivative of the interpolant, in O(n) operations for the point and O(n^2) for the first one
   * of an instance.
   *
   * @param point a finite number, in any period
   * @param order the order of the derivative, from 0 to 170
   * @return the derivative there
   * @throws IllegalArgumentException if the point is not finite or the order is out of range
   */
  public double derivative(double point, int order) {
    Checks.requireDerivativeOrder(order);
    double phase = turn(lower, period, Checks.requireFinitePoint(point));
    return unit * series().derivative(phase, order);
  }

  /**
   * The definite integral of the interpolant.
   *
   * @param from the lower limit, finite, in any period
   * @param to the upper limit, finite; less than {@code from} turns the sign
   * @return the integral
   * @throws IllegalArgumentException if a limit is not finite
   */
  public double integral(double from, double to) {
    double begin = Checks.requireFinitePoint(from) - lower;
    double end = Checks.requireFinitePoint(to) - lower;
    return unit * series().integral(begin, end);
  }

  private FourierSeries series() {
    FourierSeries known = series;
    if (known == null) {
      known = new FourierSeries(period, Arrays.copyOf(twice, values.length));
      series = known;
    }
    return known;
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
    Checks.requireDestination(points, destination);
    int count = values.length;
    double[] turns = kernel.turns();
    for (int start = 0; start < points.length; start += PointKernel.BLOCK) {
      int length = Math.min(PointKernel.BLOCK, points.length - start);
      for (int i = 0; i < length; i++) {
        Checks.requireFinitePoint(points, start + i);
      }
      turns(lower, period, points, start, length, turns);
      double[] computed = kernel.values(length);
      for (int i = 0; i < length; i++) {
        double position = count * (Double.isNaN(turns[i]) ? 0 : turns[i]);
        int node = nodeAt(count, position);
        destination[start + i] =
            node >= 0
                ? values[node]
                : unit * (Double.isFinite(computed[i]) ? computed[i] : average(position));
      }
    }
    return destination;
  }

  /** The value at a position next to a node, where the kernel divides by zero. */
  private double average(double position) {
    double[] quotients = cardinals.workspace();
    int nearest = (int) Math.rint(position);
    cardinals.quotients(position - nearest, quotients);
    return cardinals.average(quotients, twice, nearest % values.length);
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
    Cardinals shared = new Cardinals(count);
    for (int i = 0; i < points.length; i++) {
      double position = position(count, lower, period, Checks.requireFinitePoint(points, i));
      row(shared, count, position, matrix.data, i * count);
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
    double position = position(count, lower, period, Checks.requireFinitePoint(point));
    row(new Cardinals(count), count, position, destination, 0);
    return destination;
  }

  private static void row(
      Cardinals cardinals, int count, double position, double[] to, int offset) {
    int node = nodeAt(count, position);
    if (node >= 0) {
      Arrays.fill(to, offset, offset + count, 0);
      to[offset + node] = 1;
      return;
    }
    int nearest = (int) Math.rint(position);
    double[] quotients = cardinals.workspace();
    cardinals.quotients(position - nearest, quotients);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += quotients[i];
    }
    for (int i = 0; i < count; i++) {
      to[offset + (nearest + i) % count] = quotients[i] / sum;
    }
  }

  /** A point in units of the spacing, from 0 to n. */
  private static double position(int count, double lower, double period, double point) {
    return count * turn(lower, period, point);
  }

  /** A loop of its own, for the compiler's vector units. */
  private static void turns(
      double lower, double period, double[] points, int start, int length, double[] turns) {
    for (int i = 0; i < length; i++) {
      double share = (points[start + i] - lower) / period;
      turns[i] = share - Math.floor(share);
    }
  }

  /** A point as a share of the period, from 0 to 1; 0 if it is too far away to have a phase. */
  private static double turn(double lower, double period, double point) {
    double turns = (point - lower) / period;
    double share = turns - Math.floor(turns);
    return Double.isNaN(share) ? 0 : share;
  }

  private static int nodeAt(int count, double position) {
    double nearest = Math.rint(position);
    return Math.abs(position - nearest) <= AT_NODE * (1 + position) ? (int) nearest % count : -1;
  }

  private static void require(int count, double lower, double period) {
    Checks.requireNodes(count);
    if (!Double.isFinite(lower) || !(period > 0) || Double.isInfinite(lower + period)) {
      throw new IllegalArgumentException(
          "no period from %s of length %s; give a finite start, a positive length and a finite end"
              .formatted(lower, period));
    }
  }
}
