package io.github.approxifer.interp.internal;

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
   * Requires a number of values a number of nodes, knots or points.
   *
   * @param values the number of values
   * @param count the number of what carries them
   * @param name what carries them, in the singular
   * @throws IllegalArgumentException if they differ
   */
  public static void requireOneEach(int values, int count, String name) {
    if (values != count) {
      throw new IllegalArgumentException(
          "there are %d values for %d %ss; give one a %s".formatted(values, count, name, name));
    }
  }
}
