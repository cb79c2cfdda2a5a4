package io.github.approxifer.interp.minimax;

import io.github.approxifer.interp.barycentric.BarycentricInterpolant;
import io.github.approxifer.interp.barycentric.Extrapolation;
import io.github.approxifer.interp.internal.Checks;

/**
 * A best approximation, with its error and the points where that is reached.
 *
 * <p>Instances are immutable and thread-safe.
 */
public final class MinimaxApproximant {

  private final LevelledFit fit;
  private final int numerator;
  private final int denominator;
  private final double[] reference;
  private final double level;
  private final double error;
  private final boolean converged;
  private final boolean exact;

  private MinimaxApproximant(
      LevelledFit fit,
      int numerator,
      int denominator,
      double[] reference,
      double level,
      double error,
      boolean converged,
      boolean exact) {
    this.fit = fit;
    this.numerator = numerator;
    this.denominator = denominator;
    this.reference = reference;
    this.level = level;
    this.error = error;
    this.converged = converged;
    this.exact = exact;
  }

  static MinimaxApproximant of(LevelledFit fit, int m, int n, double[] reference) {
    return new MinimaxApproximant(
        fit, m, n, reference, Math.abs(fit.level()), Double.POSITIVE_INFINITY, false, false);
  }

  MinimaxApproximant with(double newError, boolean isConverged, boolean isExact) {
    return new MinimaxApproximant(
        fit, numerator, denominator, reference, level, newError, isConverged, isExact);
  }

  MinimaxApproximant notConverged() {
    return with(error, false, exact);
  }

  /** Whether the function itself is of these degrees, up to rounding. */
  boolean isExact() {
    return exact;
  }

  /**
   * Evaluates the function.
   *
   * @param point a finite number
   * @return the value there; not finite at a pole, which there is none of on the interval
   * @throws IllegalArgumentException if the point is not finite
   */
  public double value(double point) {
    return fit.value(Checks.requireFinitePoint(point));
  }

  /**
   * The function as an interpolant, for fast evaluation, derivatives and integrals. It
   * extrapolates. Where the degrees differ much it is less exact than {@link #value}.
   *
   * @return the interpolant of max(m, n) + 1 nodes
   */
  public BarycentricInterpolant toInterpolant() {
    int count = Math.max(numerator, denominator) + 1;
    double[] nodes = new double[count];
    double[] logarithms = new double[count];
    double[] weights = new double[count];
    double[] values = new double[count];
    for (int j = 0; j < count; j++) {
      nodes[j] = reference[(int) ((2L * j + 1) * reference.length / (2L * count))];
      values[j] = fit.value(nodes[j]);
    }
    double greatest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < count; j++) {
      weights[j] = Math.signum(fit.denominator(nodes[j]));
      logarithms[j] = Math.log(Math.abs(fit.denominator(nodes[j])));
      for (double support : fit.support()) {
        weights[j] *= Math.signum(nodes[j] - support);
        logarithms[j] += Math.log(Math.abs(nodes[j] - support));
      }
      for (int k = 0; k < count; k++) {
        if (k != j) {
          weights[j] *= Math.signum(nodes[j] - nodes[k]);
          logarithms[j] -= Math.log(Math.abs(nodes[j] - nodes[k]));
        }
      }
      greatest = Math.max(greatest, logarithms[j]);
    }
    for (int j = 0; j < count; j++) {
      weights[j] *= Math.exp(logarithms[j] - greatest);
    }
    return BarycentricInterpolant.of(nodes, weights, values)
        .withExtrapolation(Extrapolation.ALLOWED);
  }

  /**
   * The degree of the numerator.
   *
   * @return the degree, at least 0 and at most the one asked for
   */
  public int numerator() {
    return numerator;
  }

  /**
   * The degree of the denominator.
   *
   * @return the degree, at least 0 and at most the one asked for
   */
  public int denominator() {
    return denominator;
  }

  /**
   * The greatest error on the interval.
   *
   * @return the error, at least 0
   */
  public double error() {
    return error;
  }

  /**
   * A lower bound of the error of every function of these degrees (C. de la Vallee Poussin): the
   * size that the error has at all of the reference points.
   *
   * @return the bound, at most {@link #error} up to rounding
   */
  public double lowerBound() {
    return level;
  }

  /**
   * The points where the error is level, with alternating signs.
   *
   * @return a new array of m + n + 2 points, ascending
   */
  public double[] referencePoints() {
    return reference.clone();
  }

  /**
   * Whether this is the best approximation, to six digits of its error or to rounding.
   *
   * @return false if the iteration broke down before; {@link #error} and {@link #lowerBound} then
   *     say how good it is
   */
  public boolean converged() {
    return converged;
  }
}
