package io.github.approxifer.interp.spline;

import io.github.approxifer.interp.internal.Checks;
import java.util.Arrays;

/**
 * A curve that is a cubic between neighbouring knots, with a continuous derivative at least.
 *
 * <p>Outside of the knots it goes on as a straight line, or, if it is periodic, as it does inside.
 * One knot gives a constant. What there is between the knots is up to the class that makes it:
 * {@link NaturalCubicSpline}, {@link InterpolatingSpline}, {@link ShapePreservingCurve} and {@link
 * SmoothingSpline}. Instances are immutable and thread-safe; {@code spline::value} is a {@link
 * java.util.function.DoubleUnaryOperator}.
 */
public final class CubicSpline {

  private final Knots knots;
  private final boolean periodic;
  private final int valueExponent;

  /** The values as they were given. */
  private final double[] values;

  // With t from the left knot, in the units of the knots: value + t (slope + t (bend + t twist)).
  private final double[] scaled;
  private final double[] slope;
  private final double[] bend;
  private final double[] twist;

  private CubicSpline(
      Knots knots,
      double[] values,
      int valueExponent,
      boolean periodic,
      double[] scaled,
      double[] slope,
      double[] bend,
      double[] twist) {
    this.knots = knots;
    this.values = values;
    this.valueExponent = valueExponent;
    this.periodic = periodic;
    this.scaled = scaled;
    this.slope = slope;
    this.bend = bend;
    this.twist = twist;
  }

  /**
   * The curve with given values and slopes at the knots (C. de Boor, A Practical Guide to Splines,
   * 1978, chapter IV).
   *
   * @param knots the knots
   * @param values the n values, in the caller's units; kept
   * @param slopes the n slopes in the units of the knots and of values divided by 2^exponent; kept
   * @param valueExponent that exponent
   * @param periodic whether it goes on periodically
   */
  static CubicSpline hermite(
      Knots knots, double[] values, double[] slopes, int valueExponent, boolean periodic) {
    double[] scaled = Knots.scaled(values, valueExponent);
    int pieces = knots.size() - 1;
    double[] bend = new double[pieces];
    double[] twist = new double[pieces];
    for (int i = 0; i < pieces; i++) {
      double gap = knots.gap(i);
      double chord = (scaled[i + 1] - scaled[i]) / gap;
      double excess = (slopes[i] - chord) + (slopes[i + 1] - chord);
      bend[i] = ((chord - slopes[i]) - excess) / gap;
      twist[i] = excess / gap / gap;
    }
    return new CubicSpline(knots, values, valueExponent, periodic, scaled, slopes, bend, twist);
  }

  /**
   * Evaluates the curve.
   *
   * @param point a finite number, inside or outside of the knots
   * @return the value there
   * @throws IllegalArgumentException if the point is not finite
   */
  public double value(double point) {
    return derivative(point, 0);
  }

  /**
   * Evaluates the curve at many points without allocating anything. Sorted points are fastest.
   *
   * @param points the m points, finite; not modified
   * @param destination an array of length m for the values; overwritten
   * @return {@code destination}
   * @throws IllegalArgumentException if the lengths differ or a point is not finite
   */
  public double[] values(double[] points, double[] destination) {
    return derivatives(points, 0, destination);
  }

  /**
   * A derivative of the curve.
   *
   * @param point a finite number
   * @param order the order of the derivative, from 0 (the value) to 3; at a knot where it is not
   *     continuous, it is that of the piece to the right, in the order of ascending knots
   * @return the derivative there
   * @throws IllegalArgumentException if the point is not finite or the order is out of range
   */
  public double derivative(double point, int order) {
    requireOrder(order);
    double z = inside(knots.factor * Checks.requireFinitePoint(point));
    return evaluate(z, piece(z, 0), order) * unit(order);
  }

  /**
   * A derivative of the curve at many points, without allocating anything.
   *
   * @param points the m points, finite; not modified
   * @param order the order of the derivative, from 0 to 3
   * @param destination an array of length m for the derivatives; overwritten
   * @return {@code destination}
   * @throws IllegalArgumentException if the lengths differ, a point is not finite or the order is
   *     out of range
   */
  public double[] derivatives(double[] points, int order, double[] destination) {
    requireOrder(order);
    Checks.requireDestination(points, destination);
    double unit = unit(order);
    int piece = 0;
    for (int i = 0; i < points.length; i++) {
      double z = inside(knots.factor * Checks.requireFinitePoint(points, i));
      piece = piece(z, piece);
      destination[i] = evaluate(z, piece, order) * unit;
    }
    return destination;
  }

  /**
   * The definite integral of the curve.
   *
   * @param lower the lower limit, finite, inside or outside of the knots
   * @param upper the upper limit, finite; less than {@code lower} turns the sign
   * @return the integral
   * @throws IllegalArgumentException if a limit is not finite
   */
  public double integral(double lower, double upper) {
    double from = knots.factor * Checks.requireFinitePoint(lower);
    double to = knots.factor * Checks.requireFinitePoint(upper);
    double sum = antiderivative(to) - antiderivative(from);
    return Math.scalb(sum / Math.signum(knots.factor), valueExponent + knots.exponent());
  }

  /**
   * The knots.
   *
   * @return a new array of n knots, in the order given
   */
  public double[] knots() {
    return knots.original();
  }

  /**
   * The interval of the knots.
   *
   * @return a new array of its ends, the lower one first
   */
  public double[] domain() {
    double[] original = knots.original();
    double first = original[0];
    double last = original[original.length - 1];
    return new double[] {Math.min(first, last), Math.max(first, last)};
  }

  /**
   * The values at the knots, which for a smoothing spline are the fitted values.
   *
   * @return a new array of n values, in the order of the knots
   */
  public double[] knotValues() {
    return values.clone();
  }

  /**
   * The second derivatives at the knots, of the piece to the right where they are not continuous.
   *
   * @return a new array of n values, in the order of the knots
   */
  public double[] knotCurvatures() {
    double[] curvatures = new double[values.length];
    int last = values.length - 1;
    for (int i = 0; i <= last && last > 0; i++) {
      int piece = Math.min(i, last - 1);
      curvatures[i] = evaluate(knots.ascending[i], piece, 2) * unit(2);
    }
    return curvatures;
  }

  @Override
  public String toString() {
    double[] domain = domain();
    return "CubicSpline of %d knots on [%s, %s]%s"
        .formatted(values.length, domain[0], domain[1], periodic ? ", periodic" : "");
  }

  /** A point in the units of the knots, brought into the first period if there is one. */
  private double inside(double z) {
    if (!periodic) {
      return z;
    }
    double first = knots.ascending[0];
    double period = knots.ascending[values.length - 1] - first;
    double within = z - period * Math.floor((z - first) / period);
    // Where neighbouring numbers are farther apart than a period, a point has no phase.
    return within >= first && within <= first + period ? within : first;
  }

  /** The piece that a point belongs to, -1 before the first and n - 1 from the last knot on. */
  private int piece(double z, int last) {
    double[] x = knots.ascending;
    int pieces = x.length - 1;
    // Sorted points are in the same piece as the one before, or in the next.
    for (int i = Math.max(0, last); i < Math.min(last + 2, pieces); i++) {
      if (z >= x[i] && z < x[i + 1]) {
        return i;
      }
    }
    int at = Arrays.binarySearch(x, z);
    return at >= 0 ? at : -at - 2;
  }

  private double evaluate(double z, int piece, int order) {
    int last = values.length - 1;
    if (piece < 0) {
      return line(0, z, order);
    }
    boolean atLast = z == knots.ascending[last] && order > 0 && last > 0;
    if (piece >= last && !atLast) {
      return line(last, z, order);
    }
    return cubic(z, Math.min(piece, last - 1), order);
  }

  private double cubic(double z, int piece, int order) {
    double t = z - knots.ascending[piece];
    return switch (order) {
      case 0 -> scaled[piece] + t * (slope[piece] + t * (bend[piece] + t * twist[piece]));
      case 1 -> slope[piece] + t * (2 * bend[piece] + 3 * t * twist[piece]);
      case 2 -> 2 * bend[piece] + 6 * t * twist[piece];
      default -> 6 * twist[piece];
    };
  }

  private double line(int knot, double z, int order) {
    return switch (order) {
      case 0 -> scaled[knot] + slope[knot] * (z - knots.ascending[knot]);
      case 1 -> slope[knot];
      default -> 0;
    };
  }

  /** The integral from the first knot on. */
  private double antiderivative(double point) {
    double[] x = knots.ascending;
    int last = x.length - 1;
    double turns = 0;
    double z = point;
    if (periodic) {
      z = inside(point);
      turns = Math.rint((point - z) / (x[last] - x[0]));
    }
    int piece = piece(z, 0);
    double whole = 0;
    double before = 0;
    for (int i = 0; i < last && (i < piece || turns != 0); i++) {
      double part = gauss(i, x[i], x[i + 1]);
      whole += part;
      before += i < piece ? part : 0;
    }
    double start = x[Math.max(0, Math.min(piece, last))];
    return turns * whole + before + gauss(piece, start, z);
  }

  /** The rule of two points, exact for cubics. */
  private double gauss(int piece, double from, double to) {
    double half = 0.5 * (to - from);
    double middle = from + half;
    double offset = half / Math.sqrt(3);
    return half * (evaluate(middle - offset, piece, 0) + evaluate(middle + offset, piece, 0));
  }

  /** What to multiply a result in the units of knots and values with. */
  private double unit(int order) {
    double sign = (order & 1) == 1 ? Math.signum(knots.factor) : 1;
    return Math.scalb(sign, valueExponent - order * knots.exponent());
  }

  private static void requireOrder(int order) {
    if (order < 0 || order > 3) {
      throw new IllegalArgumentException(
          "the order of the derivative is %d, but it must be from 0 to 3".formatted(order));
    }
  }

  /**
   * Writes one column of an evaluation matrix: the spline at points that are known to be finite.
   */
  void column(double[] points, double[] to, int offset, int stride) {
    double unit = unit(0);
    int piece = 0;
    for (int i = 0; i < points.length; i++) {
      double z = inside(knots.factor * points[i]);
      piece = piece(z, piece);
      to[offset + i * stride] = evaluate(z, piece, 0) * unit;
    }
  }
}
