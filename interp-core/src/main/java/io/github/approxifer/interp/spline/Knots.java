package io.github.approxifer.interp.spline;

import io.github.approxifer.interp.nodes.Nodes;

/** Knots in ascending order; descending ones are mirrored, which keeps their indices. */
final class Knots {

  final double[] ascending;

  /** What to multiply a point with before looking it up: 1, or -1 for mirrored knots. */
  final double direction;

  Knots(double[] knots) {
    Nodes.requireSorted(knots);
    direction = knots.length > 1 && knots[1] < knots[0] ? -1 : 1;
    ascending = new double[knots.length];
    for (int i = 0; i < knots.length; i++) {
      ascending[i] = direction * knots[i];
    }
  }

  int size() {
    return ascending.length;
  }

  double gap(int i) {
    return ascending[i + 1] - ascending[i];
  }

  double[] requireValues(double[] values) {
    if (values.length != size()) {
      throw new IllegalArgumentException(
          "there are %d values for %d knots; give one a knot".formatted(values.length, size()));
    }
    return Nodes.requireFinite("values", values);
  }
}
