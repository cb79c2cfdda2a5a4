package io.github.approxifer.interp.barycentric;

import io.github.approxifer.interp.nodes.Nodes;

/**
 * The function that passes through given values at given nodes, in barycentric form.
 *
 * <p>Its value at z is sum(w_j f_j / (z - x_j)) divided by sum(w_j / (z - x_j)); the weights w
 * decide whether it is a polynomial or a rational function. A point at a node (see {@link
 * EvaluationMatrix#of}) gives the value there exactly, and there is no NaN for finite data. Points
 * outside of the nodes are refused, unless {@link #withExtrapolation} allows them. Instances are
 * immutable and thread-safe.
 */
public final class BarycentricInterpolant {

  private final double[] nodes;
  private final double[] weights;
  private final double[] values;
  private final NodeTable table;
  private final Extrapolation extrapolation;

  /**
   * Interpolates values.
   *
   * @param nodes the n nodes, in any order, finite and distinct; copied
   * @param weights the n barycentric weights, in the order of the nodes, finite and not zero;
   *     copied
   * @param values the n values, in the order of the nodes, finite; copied
   * @throws IllegalArgumentException if there is no node, if the arrays differ in length, or if a
   *     number is not finite, a node is repeated or a weight is zero
   */
  public BarycentricInterpolant(double[] nodes, double[] weights, double[] values) {
    this(
        nodes.clone(),
        Weights.scaled(weights, nodes.length),
        requireValues(values.clone(), nodes.length),
        new NodeTable(nodes),
        Extrapolation.REFUSED);
  }

  private BarycentricInterpolant(
      double[] nodes,
      double[] weights,
      double[] values,
      NodeTable table,
      Extrapolation extrapolation) {
    this.nodes = nodes;
    this.weights = weights;
    this.values = values;
    this.table = table;
    this.extrapolation = extrapolation;
  }

  /**
   * The interpolant of other values at the same nodes with the same weights, for little more than
   * copying the values.
   *
   * @param newValues the n values, in the order of the nodes, finite; copied
   * @return a new interpolant
   * @throws IllegalArgumentException if there are not n values or one is not finite
   */
  public BarycentricInterpolant withValues(double[] newValues) {
    return new BarycentricInterpolant(
        nodes, weights, requireValues(newValues.clone(), nodes.length), table, extrapolation);
  }

  /**
   * The same interpolant with another answer to points outside of the nodes.
   *
   * @param policy whether they are refused
   * @return a new interpolant
   */
  public BarycentricInterpolant withExtrapolation(Extrapolation policy) {
    return new BarycentricInterpolant(nodes, weights, values, table, policy);
  }

  /**
   * The number of nodes.
   *
   * @return n, at least 1
   */
  public int size() {
    return nodes.length;
  }

  /**
   * Evaluates the interpolant at one point.
   *
   * @param point a finite number
   * @return the value there
   * @throws IllegalArgumentException if the point is not finite, or outside of the nodes while
   *     extrapolation is refused
   * @throws ArithmeticException if the point is a pole
   */
  public double value(double point) {
    requirePoint(point, 0);
    return unchecked(point);
  }

  /**
   * Evaluates the interpolant at many points without allocating anything.
   *
   * @param points the m points, finite; not modified
   * @param destination an array of length m for the values; overwritten
   * @return {@code destination}
   * @throws IllegalArgumentException if the lengths differ, or if a point is not finite, or outside
   *     of the nodes while extrapolation is refused
   * @throws ArithmeticException if a point is a pole
   */
  public double[] values(double[] points, double[] destination) {
    if (destination.length != points.length) {
      throw new IllegalArgumentException(
          "the destination holds %d values, but there are %d points"
              .formatted(destination.length, points.length));
    }
    for (int i = 0; i < points.length; i++) {
      requirePoint(points[i], i);
      destination[i] = unchecked(points[i]);
    }
    return destination;
  }

  private double unchecked(double point) {
    int node = table.nodeAt(point);
    if (node >= 0) {
      return values[node];
    }
    double distance = table.distance(point);
    double numerator = 0;
    double denominator = 0;
    for (int j = 0; j < nodes.length; j++) {
      double quotient = weights[j] * (distance / (point - nodes[j]));
      numerator += quotient * values[j];
      denominator += quotient;
    }
    if (denominator == 0) {
      throw EvaluationMatrix.pole(point);
    }
    return numerator / denominator;
  }

  private void requirePoint(double point, int index) {
    if (!Double.isFinite(point)) {
      throw new IllegalArgumentException(
          "points[%d] = %s is not finite; remove or replace it".formatted(index, point));
    }
    if (extrapolation == Extrapolation.REFUSED
        && !(point >= table.least() && point <= table.greatest())) {
      throw new IllegalArgumentException(
          "points[%d] = %s lies outside of the nodes, [%s, %s]; allow extrapolation or leave it out"
              .formatted(index, point, table.least(), table.greatest()));
    }
  }

  private static double[] requireValues(double[] values, int count) {
    if (values.length != count) {
      throw new IllegalArgumentException(
          "there are %d values for %d nodes; give one a node".formatted(values.length, count));
    }
    return Nodes.requireFinite("values", values);
  }
}
