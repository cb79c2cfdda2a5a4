package io.github.approxifer.interp.barycentric;

/** What an interpolant does at a point that lies outside of its nodes. */
public enum Extrapolation {
  /** Throws an {@link IllegalArgumentException} that names the point and the interval. */
  REFUSED,
  /** Evaluates the formula, whose error grows quickly with the distance. */
  ALLOWED;

  void require(Basis basis, double point, int index) {
    if (!Double.isFinite(point)) {
      throw new IllegalArgumentException(
          "points[%d] = %s is not finite; remove or replace it".formatted(index, point));
    }
    if (this == REFUSED
        && !(point >= basis.table.least() && point <= basis.table.greatest())
        && basis.table.nodeAt(basis.table.scaled(point)) < 0) {
      throw new IllegalArgumentException(
          "points[%d] = %s lies outside of the nodes, [%s, %s]; allow extrapolation or leave it out"
              .formatted(index, point, basis.table.least(), basis.table.greatest()));
    }
  }
}
