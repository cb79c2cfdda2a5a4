package io.github.approxifer.interp.spline;

import io.github.approxifer.interp.internal.Checks;
import io.github.approxifer.interp.nodes.Nodes;

/**
 * Knots in ascending order; descending ones are mirrored, which keeps their indices.
 *
 * <p>They are divided by the power of two that brings the extent into [1, 2), and values by the one
 * that brings the greatest of them there: then no square or cube of a gap over- or underflows.
 */
final class Knots {

  final double[] ascending;

  /** What to multiply a point with before looking it up: the unit, or minus it if mirrored. */
  final double factor;

  private final int exponent;

  Knots(double[] knots) {
    Nodes.requireSorted("knots", knots);
    int last = knots.length - 1;
    double direction = last > 0 && knots[last] < knots[0] ? -1 : 1;
    double halfExtent = Math.abs(0.5 * knots[last] - 0.5 * knots[0]);
    exponent = last == 0 ? 0 : Math.max(-1000, Math.min(1000, Math.getExponent(halfExtent) + 1));
    factor = Math.scalb(direction, -exponent);
    ascending = new double[knots.length];
    for (int i = 0; i < knots.length; i++) {
      ascending[i] = factor * knots[i];
    }
  }

  int size() {
    return ascending.length;
  }

  double gap(int i) {
    return ascending[i + 1] - ascending[i];
  }

  /** The binary logarithm of the unit of the knots here, in the caller's. */
  int exponent() {
    return exponent;
  }

  /** The knots as they were given. */
  double[] original() {
    double[] original = ascending.clone();
    for (int i = 0; i < original.length; i++) {
      original[i] /= factor;
    }
    return original;
  }

  double[] requireValues(double[] values) {
    Checks.requireOneEach("values", values.length, size(), "knot");
    return Nodes.requireFinite("values", values);
  }

  static double[] scaled(double[] values, int exponent) {
    double[] scaled = new double[values.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = Math.scalb(values[i], -exponent);
    }
    return scaled;
  }
}
