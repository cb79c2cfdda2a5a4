package io.github.approxifer.interp.spline;

import io.github.approxifer.interp.internal.Scaling;
import io.github.approxifer.interp.nodes.Nodes;

/**
 * Cubic splines through values, twice continuously differentiable, with different ends.
 *
 * <p>For smooth functions their error is of the fourth order in the gaps, at the ends, too, where
 * that of the {@link NaturalCubicSpline} is of the second. Source: C. de Boor, A Practical Guide to
 * Splines (1978), chapter IV. All methods are thread-safe.
 */
public final class InterpolatingSpline {

  private InterpolatingSpline() {}

  /**
   * The spline whose third derivative is continuous at the second knot and the last but one, so
   * that these are no knots; what SciPy's {@code CubicSpline} and MATLAB's {@code spline} make. It
   * reproduces cubic polynomials. Three knots give a parabola, and two a straight line.
   *
   * @param knots the n knots, finite, in strictly ascending or descending order; not modified
   * @param values the n values, finite; not modified
   * @return the spline
   * @throws IllegalArgumentException if there is no knot, the lengths differ, a number is not
   *     finite or the knots are out of order
   */
  public static CubicSpline notAKnot(double[] knots, double[] values) {
    Knots ordered = new Knots(knots);
    int exponent = Scaling.exponentOf(ordered.requireValues(values));
    double[] scaled = Knots.scaled(values, exponent);
    double[] slopes;
    if (knots.length < 3) {
      slopes = SlopeSystem.natural(ordered, scaled);
    } else if (knots.length == 3) {
      slopes = parabola(ordered, scaled);
    } else {
      slopes = SlopeSystem.notAKnot(ordered, scaled);
    }
    return CubicSpline.hermite(ordered, values.clone(), slopes, exponent, false);
  }

  private static double[] parabola(Knots knots, double[] values) {
    double before = (values[1] - values[0]) / knots.gap(0);
    double after = (values[2] - values[1]) / knots.gap(1);
    double bend = (after - before) / (knots.gap(0) + knots.gap(1));
    return new double[] {
      before - bend * knots.gap(0), before + bend * knots.gap(0), after + bend * knots.gap(1)
    };
  }

  /**
   * The spline with given slopes at the first and the last knot: of all smooth curves through the
   * values with these slopes the one that bends least.
   *
   * @param knots the n knots, at least 2, finite, in strictly ascending or descending order; not
   *     modified
   * @param values the n values, finite; not modified
   * @param first the slope at the first knot, finite
   * @param last the slope at the last knot, finite
   * @return the spline
   * @throws IllegalArgumentException if there are fewer than 2 knots, the lengths differ, a number
   *     is not finite or the knots are out of order
   */
  public static CubicSpline clamped(double[] knots, double[] values, double first, double last) {
    Knots ordered = new Knots(knots);
    int exponent = Scaling.exponentOf(ordered.requireValues(values));
    requireKnots(knots.length, 2);
    Nodes.requireFinite("slopes", new double[] {first, last});
    double[] slopes =
        SlopeSystem.clamped(
            ordered,
            Knots.scaled(values, exponent),
            Math.scalb(first / ordered.factor, -exponent),
            Math.scalb(last / ordered.factor, -exponent));
    return CubicSpline.hermite(ordered, values.clone(), slopes, exponent, false);
  }

  /**
   * The periodic spline: value, slope and curvature at the last knot are those at the first, and
   * the curve goes on so outside of the knots.
   *
   * @param knots the n knots, at least 3, finite, in strictly ascending or descending order; from
   *     the first to the last is one period; not modified
   * @param values the n values, finite, the last equal to the first; not modified
   * @return the spline
   * @throws IllegalArgumentException if there are fewer than 3 knots, the lengths differ, a number
   *     is not finite, the knots are out of order or the last value differs from the first
   */
  public static CubicSpline periodic(double[] knots, double[] values) {
    Knots ordered = new Knots(knots);
    int exponent = Scaling.exponentOf(ordered.requireValues(values));
    requireKnots(knots.length, 3);
    int last = values.length - 1;
    if (values[0] != values[last]) {
      throw new IllegalArgumentException(
          "values[%d] = %s differs from values[0] = %s; a periodic curve ends where it begins"
              .formatted(last, values[last], values[0]));
    }
    double[] slopes = SlopeSystem.periodic(ordered, Knots.scaled(values, exponent));
    return CubicSpline.hermite(ordered, values.clone(), slopes, exponent, true);
  }

  private static void requireKnots(int count, int least) {
    if (count < least) {
      throw new IllegalArgumentException(
          "there are %d knots, but this spline needs at least %d".formatted(count, least));
    }
  }
}
