package io.github.approxifer.interp.spline;

import io.github.approxifer.interp.internal.Checks;
import io.github.approxifer.interp.internal.Scaling;
import io.github.approxifer.interp.nodes.Nodes;

/**
 * Curves through values that keep to the shape of the data: cubics with slopes chosen from
 * neighbouring values, so that a jump stays where it is. They are once continuously differentiable.
 *
 * <p>All methods are thread-safe. A single knot gives a constant and two give a straight line.
 */
public final class ShapePreservingCurve {

  private ShapePreservingCurve() {}

  /**
   * The monotone curve PCHIP: it rises where the values rise, falls where they fall, and never
   * leaves the range of the two values around a point. Slopes are weighted harmonic means of the
   * chords (F. N. Fritsch and J. Butland, A method for constructing local monotone piecewise cubic
   * interpolants, SIAM Journal on Scientific and Statistical Computing 5 (1984)), and one-sided
   * three-point formulas at the ends, cut so that the shape is kept (C. Moler, Numerical Computing
   * with MATLAB (2004), section 3.4); the same as SciPy's and MATLAB's.
   *
   * @param knots the n knots, finite, in strictly ascending or descending order; not modified
   * @param values the n values, finite; not modified
   * @return the curve
   * @throws IllegalArgumentException if there is no knot, the lengths differ, a number is not
   *     finite or the knots are out of order
   */
  public static CubicSpline monotone(double[] knots, double[] values) {
    return of(knots, values, ShapePreservingCurve::monotoneSlopes);
  }

  /**
   * Akima's curve: a slope is the mean of the chords on both sides, weighted so that the side where
   * the chords change less counts more. It follows data as one would draw it, overshooting little.
   * Source: H. Akima, A new method of interpolation and smooth curve fitting based on local
   * procedures, Journal of the ACM 17 (1970).
   *
   * @param knots the n knots, finite, in strictly ascending or descending order; not modified
   * @param values the n values, finite; not modified
   * @return the curve
   * @throws IllegalArgumentException if there is no knot, the lengths differ, a number is not
   *     finite or the knots are out of order
   */
  public static CubicSpline akima(double[] knots, double[] values) {
    return of(knots, values, (gaps, chords) -> akimaSlopes(chords, 0));
  }

  /**
   * The modified Akima curve: the weights also count the sizes of the chords, so that it overshoots
   * less where data become flat, and is flat where they are. It is what MATLAB and SciPy call
   * makima.
   *
   * @param knots the n knots, finite, in strictly ascending or descending order; not modified
   * @param values the n values, finite; not modified
   * @return the curve
   * @throws IllegalArgumentException if there is no knot, the lengths differ, a number is not
   *     finite or the knots are out of order
   */
  public static CubicSpline modifiedAkima(double[] knots, double[] values) {
    return of(knots, values, (gaps, chords) -> akimaSlopes(chords, 0.5));
  }

  /**
   * The curve through values with given slopes (the cubic Hermite interpolant).
   *
   * @param knots the n knots, finite, in strictly ascending or descending order; not modified
   * @param values the n values, finite; not modified
   * @param slopes the n slopes, finite; not modified
   * @return the curve
   * @throws IllegalArgumentException if there is no knot, the lengths differ, a number is not
   *     finite or the knots are out of order
   */
  public static CubicSpline withSlopes(double[] knots, double[] values, double[] slopes) {
    Knots ordered = new Knots(knots);
    int exponent = Scaling.exponentOf(ordered.requireValues(values));
    Checks.requireOneEach("slopes", slopes.length, knots.length, "knot");
    double[] scaled = Nodes.requireFinite("slopes", slopes).clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = Math.scalb(scaled[i] / ordered.factor, -exponent);
    }
    return CubicSpline.hermite(ordered, values.clone(), scaled, exponent, false);
  }

  /** Slopes from gaps and chords. */
  private interface Rule {
    double[] slopes(double[] gaps, double[] chords);
  }

  private static CubicSpline of(double[] knots, double[] values, Rule rule) {
    Knots ordered = new Knots(knots);
    int exponent = Scaling.exponentOf(ordered.requireValues(values));
    double[] scaled = Knots.scaled(values, exponent);
    double[] slopes = new double[values.length];
    double[] gaps = new double[values.length - 1];
    double[] chords = new double[values.length - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = ordered.gap(i);
      chords[i] = (scaled[i + 1] - scaled[i]) / gaps[i];
    }
    if (values.length == 2) {
      slopes = new double[] {chords[0], chords[0]};
    } else if (values.length > 2) {
      slopes = rule.slopes(gaps, chords);
    }
    return CubicSpline.hermite(ordered, values.clone(), slopes, exponent, false);
  }

  private static double[] monotoneSlopes(double[] gaps, double[] chords) {
    int last = chords.length;
    double[] slopes = new double[last + 1];
    for (int i = 1; i < last; i++) {
      double before = chords[i - 1];
      double after = chords[i];
      if (before != 0 && after != 0 && before > 0 == after > 0) {
        double v = 2 * gaps[i] + gaps[i - 1];
        double w = gaps[i] + 2 * gaps[i - 1];
        slopes[i] = (v + w) / (v / before + w / after);
      }
    }
    slopes[0] = end(gaps[0], gaps[1], chords[0], chords[1]);
    slopes[last] = end(gaps[last - 1], gaps[last - 2], chords[last - 1], chords[last - 2]);
    return slopes;
  }

  private static double end(double gap, double next, double chord, double after) {
    double slope = ((2 * gap + next) * chord - gap * after) / (gap + next);
    if (Math.signum(slope) != Math.signum(chord)) {
      return 0;
    }
    boolean turns = Math.signum(chord) != Math.signum(after);
    return turns && Math.abs(slope) > 3 * Math.abs(chord) ? 3 * chord : slope;
  }

  private static double[] akimaSlopes(double[] chords, double flatness) {
    int count = chords.length;
    // Two more chords at either end, on the parabola through the last three knots.
    double[] m = new double[count + 4];
    System.arraycopy(chords, 0, m, 2, count);
    m[1] = 2 * m[2] - m[3];
    m[0] = 2 * m[1] - m[2];
    m[count + 2] = 2 * m[count + 1] - m[count];
    m[count + 3] = 2 * m[count + 2] - m[count + 1];
    double greatest = 0;
    for (int i = 0; i <= count; i++) {
      greatest = Math.max(greatest, changes(m, i, flatness));
    }
    double[] slopes = new double[count + 1];
    for (int i = 0; i <= count; i++) {
      double before = change(m[i], m[i + 1], flatness);
      double after = change(m[i + 2], m[i + 3], flatness);
      // Where the chords on both sides are the same up to rounding, the mean.
      slopes[i] =
          before + after > 1e-9 * greatest
              ? (after * m[i + 1] + before * m[i + 2]) / (before + after)
              : 0.5 * (m[i + 1] + m[i + 2]);
    }
    return slopes;
  }

  private static double changes(double[] m, int i, double flatness) {
    return change(m[i], m[i + 1], flatness) + change(m[i + 2], m[i + 3], flatness);
  }

  private static double change(double chord, double next, double flatness) {
    return Math.abs(next - chord) + flatness * Math.abs(next + chord);
  }
}
