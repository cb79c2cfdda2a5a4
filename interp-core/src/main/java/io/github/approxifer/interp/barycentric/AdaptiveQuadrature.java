package io.github.approxifer.interp.barycentric;

import io.github.approxifer.interp.nodes.LegendreNodes;

/**
 * Integrals of smooth pieces by the Gauss-Legendre rule of 16 points, on halves of a piece until
 * the result agrees with that for the whole, or until what is left of the difference is rounding
 * error.
 *
 * <p>Halving a piece squares the error of the rule at least to the power 1.5, because it doubles
 * the distance of the singularities in units of the piece; so a difference d, relative to the size
 * of the piece, leaves an error of about d^1.5 in the halves, and 1e-14 is reached for d below
 * 4.6e-10, here 1e-10. Where rounding errors of the integrand are larger than that, halving cannot
 * go below them: the piece is then done as soon as its difference is within a bound on them.
 */
final class AdaptiveQuadrature {

  private static final int RULE = 16;
  private static final double[] RULE_NODES = LegendreNodes.of(RULE);
  private static final double[] RULE_WEIGHTS = LegendreNodes.quadratureWeights(RULE);
  private static final double SETTLED = 1e-10;

  /** A difference as great as this share of a piece is no rounding error, but a pole. */
  private static final double POLE = 0.1;

  private static final int DEEPEST = 50;

  /** Rules a call may take: so many, and so many more a piece. */
  private static final int RULES = 4000;

  private static final int RULES_A_PIECE = 8;

  /** What is integrated: one function or several at once. */
  interface Integrand {

    /** The number of functions. */
    int outputs();

    /**
     * Adds weight times function over the points to one sum a function, and returns the sum of the
     * absolute terms.
     */
    double add(double[] points, double[] weights, double[] sums);

    /**
     * A bound on the rounding errors in the greatest of the sums, with the length of the piece,
     * which tells what the rounding of points does.
     *
     * @throws ArithmeticException if the functions have a pole between the points
     */
    double noise(double[] points, double[] weights, double length);
  }

  private final Integrand integrand;
  private final double[] result;
  private final double[] points = new double[RULE];
  private final double[] weights = new double[RULE];
  private int rulesLeft;

  AdaptiveQuadrature(Integrand integrand, int pieces) {
    this.integrand = integrand;
    result = new double[integrand.outputs()];
    rulesLeft = RULES + RULES_A_PIECE * pieces;
  }

  /** The sum of the integrals over the pieces added, one for each function. */
  double[] result() {
    return result;
  }

  /** Adds the integral over a piece in which the functions are smooth. */
  void addPiece(double from, double to) {
    double[] whole = new double[result.length];
    double size = rule(from, to, whole);
    refine(from, to, whole, Math.max(size, to - from), 0);
  }

  private void refine(double from, double to, double[] whole, double size, int depth) {
    double middle = from + 0.5 * (to - from);
    if (!(middle > from && middle < to)) {
      add(whole);
      return;
    }
    double[] left = new double[result.length];
    double[] right = new double[result.length];
    rule(from, middle, left);
    rule(middle, to, right);
    double change = 0;
    for (int j = 0; j < result.length; j++) {
      change = Math.max(change, Math.abs(left[j] + right[j] - whole[j]));
    }
    if (change <= SETTLED * size) {
      add(left);
      add(right);
      return;
    }
    double noise = noise(from, middle, to);
    if (change <= Math.min(noise, POLE * size)) {
      add(left);
      add(right);
      return;
    }
    if (depth == DEEPEST || rulesLeft <= 0) {
      throw new ArithmeticException(
          ("the integral does not settle between %s and %s: its halves still change it by %s of its"
                  + " size, and rounding errors are %s of it; weights with a smaller Lebesgue"
                  + " constant, or limits farther from a pole, help")
              .formatted(from, to, (float) (change / size), (float) (noise / size)));
    }
    refine(from, middle, left, size, depth + 1);
    refine(middle, to, right, size, depth + 1);
  }

  private void add(double[] part) {
    for (int j = 0; j < result.length; j++) {
      result[j] += part[j];
    }
  }

  private double rule(double from, double to, double[] into) {
    rulesLeft--;
    place(from, to);
    return integrand.add(points, weights, into);
  }

  private double noise(double from, double middle, double to) {
    place(from, middle);
    double left = integrand.noise(points, weights, middle - from);
    place(middle, to);
    return left + integrand.noise(points, weights, to - middle);
  }

  private void place(double from, double to) {
    double half = 0.5 * (to - from);
    for (int q = 0; q < RULE; q++) {
      points[q] = from + half * (1 + RULE_NODES[q]);
      weights[q] = half * RULE_WEIGHTS[q];
    }
  }
}
