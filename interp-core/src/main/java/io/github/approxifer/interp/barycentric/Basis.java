package io.github.approxifer.interp.barycentric;

import io.github.approxifer.interp.internal.Scaling;
import io.github.approxifer.interp.internal.TaylorCoefficients;
import java.util.Arrays;

/**
 * Nodes with their weights: everything about an interpolant but its values.
 *
 * <p>Weights are divided by the power of two that brings the greatest absolute one into [1, 2),
 * which changes neither their ratios nor, barring underflow, any of their bits. Arrays are in the
 * caller's order; nodes are in the units of {@link NodeTable}.
 */
final class Basis {

  final double[] nodes;
  final double[] weights;
  final NodeTable table;

  Basis(double[] nodes, double[] weights) {
    table = new NodeTable(nodes);
    this.nodes = nodes.clone();
    for (int j = 0; j < nodes.length; j++) {
      this.nodes[j] *= table.scale();
    }
    this.weights = Scaling.weights(weights, nodes.length);
  }

  int size() {
    return nodes.length;
  }

  /** Writes the n interpolation weights of one point, which is in the units of the table. */
  void row(double point, double[] to, int offset) {
    int node = table.nodeAt(point);
    if (node >= 0) {
      Arrays.fill(to, offset, offset + nodes.length, 0);
      to[offset + node] = 1;
      return;
    }
    double distance = distance(point);
    double sum = 0;
    for (int j = 0; j < nodes.length; j++) {
      double quotient = quotient(j, point, distance);
      to[offset + j] = quotient;
      sum += quotient;
    }
    requireNoPole(sum, point);
    for (int j = 0; j < nodes.length; j++) {
      to[offset + j] /= sum;
    }
  }

  /** The value of the interpolant of given values; safe for any point, and not fast. */
  double value(double[] values, double point) {
    double distance = distance(point);
    double numerator = 0;
    double denominator = 0;
    for (int j = 0; j < nodes.length; j++) {
      double quotient = quotient(j, point, distance);
      numerator += quotient * values[j];
      denominator += quotient;
    }
    requireNoPole(denominator, point);
    return numerator / denominator;
  }

  /** What computes derivatives on these nodes; for one thread. */
  TaylorCoefficients taylor() {
    double[] none = new double[size()];
    return new TaylorCoefficients(new double[][] {nodes, none}, new double[][] {weights, none});
  }

  /** Coefficients at a point, in the units of the table; one at a node is taken for the node. */
  void expand(TaylorCoefficients taylor, double[][] values, double point, double[][] to) {
    int at = table.nodeAt(point);
    int near = at >= 0 ? at : table.order(table.nearest(point));
    double z = at >= 0 ? nodes[at] : point;
    if (!taylor.compute(values, z, 0, near, to)) {
      throw pole(z);
    }
  }

  double distance(double point) {
    return Math.abs(point - table.sorted(table.nearest(point)));
  }

  /** The weight over the distance to its node, in units of 1 over the distance to the nearest. */
  double quotient(int j, double point, double distance) {
    return weights[j] * (distance / (point - nodes[j]));
  }

  void requireNoPole(double denominator, double point) {
    if (denominator == 0) {
      throw pole(point);
    }
  }

  private ArithmeticException pole(double point) {
    return new ArithmeticException(
        "the point %s is a pole of the interpolant; use weights of alternating sign"
            .formatted(point / table.scale()));
  }
}
