package io.github.approxifer.interp.barycentric;

import io.github.approxifer.interp.internal.Checks;

/** What an interpolant does at a point that lies outside of its nodes. */
public enum Extrapolation {
  /** Throws an {@link IllegalArgumentException} that names the point and the interval. */
  REFUSED,
  /** Evaluates the formula, whose error grows quickly with the distance. */
  ALLOWED;

  /** Requires a point to be finite, and within the nodes if others are refused. */
  void require(Basis basis, double point) {
    Checks.requireFinitePoint(point);
    if (refuses(basis, point)) {
      throw outside(basis, "the point " + point);
    }
  }

  /** The same for one of several points. */
  void require(Basis basis, double[] points, int index) {
    Checks.requireFinitePoint(points, index);
    if (refuses(basis, points[index])) {
      throw outside(basis, "points[%d] = %s".formatted(index, points[index]));
    }
  }

  private boolean refuses(Basis basis, double point) {
    return this == REFUSED
        && !(point >= basis.table.least() && point <= basis.table.greatest())
        && basis.table.nodeAt(basis.table.scaled(point)) < 0;
  }

  private static IllegalArgumentException outside(Basis basis, String point) {
    return new IllegalArgumentException(
        "%s lies outside of the nodes, [%s, %s]; allow extrapolation or leave it out"
            .formatted(point, basis.table.least(), basis.table.greatest()));
  }
}
