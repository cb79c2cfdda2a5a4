package io.github.approxifer.interp.spline;

import java.util.Arrays;

/**
 * A natural cubic spline: a cubic between neighbouring knots, twice continuously differentiable,
 * and a straight line outside of the knots.
 *
 * <p>One knot gives a constant and two give a straight line. Source: P. J. Green and B. W.
 * Silverman, Nonparametric Regression and Generalized Linear Models (1994), section 2.1. Instances
 * are immutable and thread-safe.
 */
public final class CubicSpline {

  private final Knots knots;
  private final double[] values;
  private final double[] curvatures;

  CubicSpline(Knots knots, double[] values, double[] curvatures) {
    this.knots = knots;
    this.values = values;
    this.curvatures = curvatures;
  }

  /**
   * Evaluates the spline.
   *
   * @param point a finite number, inside or outside of the knots
   * @return the value there
   * @throws IllegalArgumentException if the point is not finite
   */
  public double value(double point) {
    return evaluate(requireFinite(point, 0), 0);
  }

  /**
   * Evaluates the spline at many points without allocating anything.
   *
   * @param points the m points, finite; not modified
   * @param destination an array of length m for the values; overwritten
   * @return {@code destination}
   * @throws IllegalArgumentException if the lengths differ or a point is not finite
   */
  public double[] values(double[] points, double[] destination) {
    return derivatives(points, 0, destination);
  }

  /**
   * A derivative of the spline.
   *
   * @param point a finite number
   * @param order the order of the derivative, from 0 (the value) to 3; at a knot the third is that
   *     of one of the two pieces
   * @return the derivative there
   * @throws IllegalArgumentException if the point is not finite or the order is out of range
   */
  public double derivative(double point, int order) {
    requireOrder(order);
    return evaluate(requireFinite(point, 0), order);
  }

  /**
   * A derivative of the spline at many points, without allocating anything.
   *
   * @param points the m points, finite; not modified
   * @param order the order of the derivative, from 0 to 3
   * @param destination an array of length m for the derivatives; overwritten
   * @return {@code destination}
   * @throws IllegalArgumentException if the lengths differ, a point is not finite or the order is
   *     out of range
   */
  public double[] derivatives(double[] points, int order, double[] destination) {
    requireOrder(order);
    if (destination.length != points.length) {
      throw new IllegalArgumentException(
          "the destination holds %d values, but there are %d points"
              .formatted(destination.length, points.length));
    }
    for (int i = 0; i < points.length; i++) {
      destination[i] = evaluate(requireFinite(points[i], i), order);
    }
    return destination;
  }

  /**
   * The values at the knots, which for a smoothing spline are the fitted values.
   *
   * @return a new array of n values, in the order of the knots
   */
  public double[] knotValues() {
    return values.clone();
  }

  /**
   * The second derivatives at the knots; those at the two ends are zero.
   *
   * @return a new array of n values, in the order of the knots
   */
  public double[] knotCurvatures() {
    return curvatures.clone();
  }

  private double evaluate(double point, int order) {
    double z = knots.direction * point;
    double result = ascending(z, order);
    return (order & 1) == 1 ? knots.direction * result : result;
  }

  private double ascending(double z, int order) {
    double[] x = knots.ascending;
    int last = x.length - 1;
    if (last == 0) {
      return order == 0 ? values[0] : 0;
    }
    if (z < x[0]) {
      return line(values[0], slope(0) - knots.gap(0) * curvatures[1] / 6, z - x[0], order);
    }
    if (z > x[last]) {
      double slope = slope(last - 1) + knots.gap(last - 1) * curvatures[last - 1] / 6;
      return line(values[last], slope, z - x[last], order);
    }
    int i = Arrays.binarySearch(x, z);
    if (i >= 0 && order == 0) {
      return values[i];
    }
    int left = i >= 0 ? Math.min(i, last - 1) : -i - 2;
    return piece(left, z - x[left], x[left + 1] - z, order);
  }

  private static double line(double value, double slope, double step, int order) {
    return switch (order) {
      case 0 -> value + slope * step;
      case 1 -> slope;
      default -> 0;
    };
  }

  private double piece(int i, double t, double s, int order) {
    double h = knots.gap(i);
    double left = curvatures[i];
    double right = curvatures[i + 1];
    return switch (order) {
      case 0 ->
          (t * values[i + 1] + s * values[i]) / h
              - t * s / 6 * ((1 + t / h) * right + (1 + s / h) * left);
      case 1 -> slope(i) + right * (t * t / (2 * h) - h / 6) - left * (s * s / (2 * h) - h / 6);
      case 2 -> (t * right + s * left) / h;
      default -> (right - left) / h;
    };
  }

  private double slope(int i) {
    return (values[i + 1] - values[i]) / knots.gap(i);
  }

  private static double requireFinite(double point, int index) {
    if (!Double.isFinite(point)) {
      throw new IllegalArgumentException(
          "points[%d] = %s is not finite; remove or replace it".formatted(index, point));
    }
    return point;
  }

  private static void requireOrder(int order) {
    if (order < 0 || order > 3) {
      throw new IllegalArgumentException(
          "the order of the derivative is %d, but it must be from 0 to 3".formatted(order));
    }
  }

  /**
   * Writes one column of an evaluation matrix: the spline at points that are known to be finite.
   */
  void column(double[] points, double[] to, int offset, int stride) {
    for (int i = 0; i < points.length; i++) {
      to[offset + i * stride] = evaluate(points[i], 0);
    }
  }
}
