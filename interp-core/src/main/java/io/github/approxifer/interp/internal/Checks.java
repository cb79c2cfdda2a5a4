package io.github.approxifer.interp.internal;

import java.util.function.DoubleUnaryOperator;

/**
 * Checks of arguments that several classes take. Messages print the value and say what to do. All
 * methods are thread-safe.
 */
public final class Checks {

  /** The greatest order whose factorial is a double. */
  private static final int GREATEST_ORDER = 170;

  private Checks() {}

  /**
   * Requires a point to be finite.
   *
   * @param point the point
   * @return {@code point}
   * @throws IllegalArgumentException if it is not
   */
  public static double requireFinitePoint(double point) {
    if (!Double.isFinite(point)) {
      throw new IllegalArgumentException(
          "the point %s is not finite; remove or replace it".formatted(point));
    }
    return point;
  }

  /**
   * Requires one of several points to be finite.
   *
   * @param points the points
   * @param index which
   * @return the point
   * @throws IllegalArgumentException if it is not
   */
  public static double requireFinitePoint(double[] points, int index) {
    if (!Double.isFinite(points[index])) {
      throw new IllegalArgumentException(
          "points[%d] = %s is not finite; remove or replace it".formatted(index, points[index]));
    }
    return points[index];
  }

  /**
   * Requires room for a result a point.
   *
   * @param points the points
   * @param destination the array for the results
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void requireDestination(double[] points, double[] destination) {
    if (destination.length != points.length) {
      throw new IllegalArgumentException(
          "the destination holds %d values, but there are %d points"
              .formatted(destination.length, points.length));
    }
  }

  /**
   * Requires a weight to be finite and not zero.
   *
   * @param weights the weights
   * @param index which
   * @return the weight
   * @throws IllegalArgumentException if it is not
   */
  public static double requireWeight(double[] weights, int index) {
    if (!Double.isFinite(weights[index]) || weights[index] == 0) {
      throw new IllegalArgumentException(
          "weights[%d] = %s; a weight must be finite and not zero, or the value of its node is missed"
              .formatted(index, weights[index]));
    }
    return weights[index];
  }

  /**
   * Requires the order of a derivative to be from 0 to 170.
   *
   * @param order the order
   * @return {@code order}
   * @throws IllegalArgumentException if it is not
   */
  public static int requireDerivativeOrder(int order) {
    if (order < 0 || order > GREATEST_ORDER) {
      throw new IllegalArgumentException(
          "the order of the derivative is %d, but it must be from 0 to %d"
              .formatted(order, GREATEST_ORDER));
    }
    return order;
  }

  /**
   * Requires one value or weight a node, knot or point.
   *
   * @param what what is given, in the plural
   * @param given how many there are
   * @param count the number of what carries them
   * @param name what carries them, in the singular
   * @throws IllegalArgumentException if they differ
   */
  public static void requireOneEach(String what, int given, int count, String name) {
    if (given != count) {
      throw new IllegalArgumentException(
          "there are %d %s for %d %ss; give one a %s".formatted(given, what, count, name, name));
    }
  }

  /**
   * Requires at least one node.
   *
   * @param count the number of nodes
   * @throws IllegalArgumentException if it is less than 1
   */
  public static void requireNodes(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "the number of nodes is %d, but at least 1 is needed".formatted(count));
    }
  }

  /**
   * Requires an interval that is finite and not empty.
   *
   * @param lower the lower end
   * @param upper the upper end
   * @throws IllegalArgumentException if an end is not finite or {@code upper} is not greater
   */
  public static void requireInterval(double lower, double upper) {
    if (!(lower < upper) || Double.isInfinite(lower) || Double.isInfinite(upper)) {
      throw new IllegalArgumentException(
          "[%s, %s] is not an interval; give two finite ends, the lower one first"
              .formatted(lower, upper));
    }
  }

  /**
   * The value of a function, which is required to be finite.
   *
   * @param function the function
   * @param point where it is evaluated
   * @return the value there
   * @throws IllegalArgumentException if it is not finite
   */
  public static double finiteValue(DoubleUnaryOperator function, double point) {
    double value = function.applyAsDouble(point);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "the function is %s at %s, but must be finite on the interval".formatted(value, point));
    }
    return value;
  }
}
