package io.github.approxifer.interp.spline;

/**
 * The slopes at the knots of a cubic spline that passes through values and is twice continuously
 * differentiable.
 *
 * <p>At an inner knot, with gaps h before and k after it and chords c and d there: k m_before + 2
 * (h + k) m + h m_after = 3 (k c + h d); the two equations at the ends say what kind of spline it
 * is (C. de Boor, A Practical Guide to Splines, 1978, chapter IV). Solved in O(n) operations.
 */
final class SlopeSystem {

  private final Knots knots;
  private final double[] chords;
  // Row i: below[i] m_{i-1} + main[i] m_i + above[i] m_{i+1} = right[i].
  private final double[] below;
  private final double[] main;
  private final double[] above;
  private final double[] right;

  /** The inner equations for values in the units of the knots. */
  private SlopeSystem(Knots knots, double[] values) {
    this.knots = knots;
    int count = values.length;
    chords = new double[count - 1];
    below = new double[count];
    main = new double[count];
    above = new double[count];
    right = new double[count];
    for (int i = 0; i < count - 1; i++) {
      chords[i] = (values[i + 1] - values[i]) / knots.gap(i);
    }
    for (int i = 1; i < count - 1; i++) {
      inner(i, i - 1, i);
    }
  }

  private void inner(int row, int before, int after) {
    double h = knots.gap(before);
    double k = knots.gap(after);
    // Divided by the sum of the gaps, so that rows are of like size.
    double share = h / (h + k);
    below[row] = 1 - share;
    main[row] = 2;
    above[row] = share;
    right[row] = 3 * ((1 - share) * chords[before] + share * chords[after]);
  }

  /** No curvature at the ends. */
  static double[] natural(Knots knots, double[] values) {
    int count = values.length;
    if (count == 1) {
      return new double[1];
    }
    SlopeSystem system = new SlopeSystem(knots, values);
    int last = count - 1;
    system.main[0] = 2;
    system.above[0] = 1;
    system.right[0] = 3 * system.chords[0];
    system.below[last] = 1;
    system.main[last] = 2;
    system.right[last] = 3 * system.chords[last - 1];
    return system.solve();
  }

  /** Given slopes at the ends. */
  static double[] clamped(Knots knots, double[] values, double first, double last) {
    SlopeSystem system = new SlopeSystem(knots, values);
    int end = values.length - 1;
    system.main[0] = 1;
    system.right[0] = first;
    system.main[end] = 1;
    system.right[end] = last;
    return system.solve();
  }

  /** The first two pieces are one cubic, and so are the last two; at least 4 knots. */
  static double[] notAKnot(Knots knots, double[] values) {
    SlopeSystem system = new SlopeSystem(knots, values);
    int last = values.length - 1;
    double h = knots.gap(0);
    double k = knots.gap(1);
    system.main[0] = k / (h + k);
    system.above[0] = 1;
    system.right[0] = end(h, k, system.chords[0], system.chords[1]);
    h = knots.gap(last - 1);
    k = knots.gap(last - 2);
    system.main[last] = k / (h + k);
    system.below[last] = 1;
    system.right[last] = end(h, k, system.chords[last - 1], system.chords[last - 2]);
    return system.solve();
  }

  /** De Boor, equation IV.11, divided by the sum of the gaps. */
  private static double end(double h, double k, double chord, double next) {
    double sum = h + k;
    return (h + 2 * sum) / sum * (k / sum) * chord + (h / sum) * (h / sum) * next;
  }

  /** The first knot and the last are the same; at least 3 knots. */
  static double[] periodic(Knots knots, double[] values) {
    SlopeSystem system = new SlopeSystem(knots, values);
    int last = values.length - 1;
    system.inner(0, last - 1, 0);
    // Unknowns 0 to last - 1, with corners (0, last - 1) and (last - 1, 0). Subtracting a matrix of
    // rank one leaves a tridiagonal one (Sherman and Morrison).
    double upper = system.below[0];
    double lower = system.above[last - 1];
    if (last == 2) {
      // Two unknowns, whose coefficients next to the diagonal and in the corner are one.
      double determinant = 4 - (system.above[0] + upper) * (system.below[1] + lower);
      double first =
          (2 * system.right[0] - (system.above[0] + upper) * system.right[1]) / determinant;
      double second =
          (2 * system.right[1] - (system.below[1] + lower) * system.right[0]) / determinant;
      return new double[] {first, second, first};
    }
    double gamma = -system.main[0];
    double[] extra = new double[last];
    extra[0] = gamma;
    extra[last - 1] = lower;
    SlopeSystem second = new SlopeSystem(knots, values);
    system.main[0] -= gamma;
    system.main[last - 1] -= lower * upper / gamma;
    System.arraycopy(system.below, 0, second.below, 0, last);
    System.arraycopy(system.main, 0, second.main, 0, last);
    System.arraycopy(system.above, 0, second.above, 0, last);
    System.arraycopy(extra, 0, second.right, 0, last);
    double[] y = system.solve(last);
    double[] q = second.solve(last);
    double factor = (y[0] + upper / gamma * y[last - 1]) / (1 + q[0] + upper / gamma * q[last - 1]);
    double[] slopes = new double[last + 1];
    for (int i = 0; i < last; i++) {
      slopes[i] = y[i] - factor * q[i];
    }
    slopes[last] = slopes[0];
    return slopes;
  }

  private double[] solve() {
    return solve(main.length);
  }

  /** Elimination without pivoting: all rows but those at the ends are diagonally dominant. */
  private double[] solve(int count) {
    for (int i = 1; i < count; i++) {
      double factor = below[i] / main[i - 1];
      main[i] -= factor * above[i - 1];
      right[i] -= factor * right[i - 1];
    }
    double[] slopes = new double[count];
    for (int i = count - 1; i >= 0; i--) {
      slopes[i] = (right[i] - (i + 1 < count ? above[i] * slopes[i + 1] : 0)) / main[i];
    }
    return slopes;
  }
}
