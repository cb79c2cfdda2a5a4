package io.github.approxifer.interp.barycentric;

/** What an interpolant does at a point that lies outside of its nodes. */
public enum Extrapolation {
  /** Throws an {@link IllegalArgumentException} that names the point and the interval. */
  REFUSED,
  /** Evaluates the formula, whose error grows quickly with the distance. */
  ALLOWED
}
