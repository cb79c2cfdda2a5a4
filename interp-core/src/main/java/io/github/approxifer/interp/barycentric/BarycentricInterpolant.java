package io.github.approxifer.interp.barycentric;

import io.github.approxifer.interp.internal.Checks;
import io.github.approxifer.interp.internal.Scaling;
import io.github.approxifer.interp.internal.TaylorCoefficients;
import io.github.approxifer.interp.nodes.Nodes;
import java.util.Arrays;
import java.util.Objects;

/**
 * The function that passes through given values at given nodes, in barycentric form.
 *
 * <p>Its value at z is sum(w_j f_j / (z - x_j)) divided by sum(w_j / (z - x_j)); the weights w
 * decide whether it is a polynomial or a rational function. A point at a node (see {@link
 * EvaluationMatrix#of}) gives the value there exactly, and there is no NaN for finite data. Points
 * outside of the nodes are refused, unless {@link #withExtrapolation} allows them. Multiplying the
 * values with a power of two multiplies the results with it exactly, barring over- and underflow.
 * {@code f::value} is a {@link java.util.function.DoubleUnaryOperator}, and just as well another
 * library's function of one variable, as Hipparchus's {@code UnivariateFunction}. {@link
 * Interpolants} has the usual combinations of nodes, weights and values. Instances are immutable
 * and thread-safe.
 */
public final class BarycentricInterpolant {

  private static final int BLOCK = 256;

  /** Points, numerators and denominators of one block. */
  private static final ThreadLocal<double[][]> WORK =
      ThreadLocal.withInitial(() -> new double[3][BLOCK]);

  private final Basis basis;
  private final PairKernel kernel;
  private final double[] values;

  /** The values divided by a power of two near the greatest of them. */
  private final double[] scaledValues;

  /** Weight times scaled value. */
  private final double[] products;

  private final double valueScale;
  private final Extrapolation extrapolation;

  private BarycentricInterpolant(double[] nodes, double[] weights, double[] values) {
    this(new Basis(nodes, weights), values, Extrapolation.REFUSED);
  }

  private BarycentricInterpolant(Basis basis, double[] values, Extrapolation extrapolation) {
    this(basis, new PairKernel(basis), requireValues(values, basis.size()).clone(), extrapolation);
  }

  private BarycentricInterpolant(
      Basis basis, PairKernel kernel, double[] values, Extrapolation extrapolation) {
    this.basis = basis;
    this.kernel = kernel;
    this.values = values;
    this.extrapolation = extrapolation;
    valueScale = Math.scalb(1.0, Scaling.exponentOf(values));
    scaledValues = new double[values.length];
    for (int j = 0; j < values.length; j++) {
      scaledValues[j] = values[j] / valueScale;
    }
    products = kernel.products(scaledValues);
  }

  /**
   * The interpolant of values at nodes.
   *
   * @param nodes the n nodes, in any order, finite and distinct; copied
   * @param weights the n barycentric weights, in the order of the nodes, finite and not zero;
   *     copied
   * @param values the n values, in the order of the nodes, finite; copied
   * @return the interpolant
   * @throws IllegalArgumentException if there is no node, if the arrays differ in length, or if a
   *     number is not finite, a node is repeated or a weight is zero
   */
  public static BarycentricInterpolant of(double[] nodes, double[] weights, double[] values) {
    return new BarycentricInterpolant(nodes, weights, values);
  }

  /**
   * The interpolant of other values at the same nodes with the same weights, in O(n) operations.
   *
   * @param newValues the n values, in the order of the nodes, finite; copied
   * @return a new interpolant
   * @throws IllegalArgumentException if there are not n values or one is not finite
   */
  public BarycentricInterpolant withValues(double[] newValues) {
    return new BarycentricInterpolant(
        basis, kernel, requireValues(newValues, size()).clone(), extrapolation);
  }

  /**
   * The same interpolant with another answer to points outside of the nodes.
   *
   * @param policy whether they are refused
   * @return a new interpolant
   */
  public BarycentricInterpolant withExtrapolation(Extrapolation policy) {
    return new BarycentricInterpolant(
        basis, kernel, values, Objects.requireNonNull(policy, "policy"));
  }

  /**
   * The interpolant with one more node, in O(n) operations.
   *
   * <p>The denominator of the interpolant as a quotient of polynomials is kept, and so are its
   * poles: a polynomial stays a polynomial, and an interpolant without real poles stays one. It
   * differs from the Berrut or Floater-Hormann interpolant of the larger node set. Every weight is
   * divided by the distance to the new node, and the new weight is sum(w_j / (x - x_j)) at the new
   * node x (Berrut and Trefethen 2004, section 3, for polynomials). That sum loses digits where the
   * Lebesgue function at x is large: after many additions, weights computed afresh are better.
   *
   * @param node the new node, finite, inside or outside of the others, and not at one of them
   * @param value the value there, finite
   * @return a new interpolant of n + 1 nodes, the new one being the last
   * @throws IllegalArgumentException if a number is not finite or the node is at another one
   */
  public BarycentricInterpolant withNode(double node, double value) {
    Checks.requireFinitePoint(node);
    double added = basis.table.scaled(node);
    int at = basis.table.nodeAt(added);
    if (at >= 0) {
      throw new IllegalArgumentException(
          "the new node %s is at node %d, %s; exchange the value of that one instead"
              .formatted(node, at, basis.nodes[at] / basis.table.scale()));
    }
    int count = size();
    double distance = basis.distance(added);
    double[] nodes = Arrays.copyOf(nodes(), count + 1);
    double[] weights = new double[count + 1];
    for (int j = 0; j < count; j++) {
      weights[j] = -basis.quotient(j, added, distance);
      weights[count] -= weights[j];
    }
    nodes[count] = node;
    double[] moreValues = Arrays.copyOf(values, count + 1);
    moreValues[count] = value;
    return new BarycentricInterpolant(new Basis(nodes, weights), moreValues, extrapolation);
  }

  /**
   * The number of nodes.
   *
   * @return n, at least 1
   */
  public int size() {
    return values.length;
  }

  /**
   * The interval of the nodes.
   *
   * @return a new array of its ends, the lower one first
   */
  public double[] domain() {
    return new double[] {basis.table.least(), basis.table.greatest()};
  }

  @Override
  public String toString() {
    return "BarycentricInterpolant of %d nodes on [%s, %s], extrapolation %s"
        .formatted(
            size(),
            basis.table.least(),
            basis.table.greatest(),
            extrapolation == Extrapolation.ALLOWED ? "allowed" : "refused");
  }

  /**
   * The nodes.
   *
   * @return a new array of n nodes, in the order given
   */
  public double[] nodes() {
    double[] nodes = basis.nodes.clone();
    for (int j = 0; j < nodes.length; j++) {
      nodes[j] /= basis.table.scale();
    }
    return nodes;
  }

  /**
   * The weights, which may differ by a power of two from those given.
   *
   * @return a new array of n weights, in the order of the nodes, the greatest absolute one from 1
   *     up to less than 2
   */
  public double[] weights() {
    return basis.weights.clone();
  }

  /**
   * The values at the nodes.
   *
   * @return a new array of n values, in the order of the nodes
   */
  public double[] nodeValues() {
    return values.clone();
  }

  /**
   * Evaluates the interpolant at one point.
   *
   * @param point a finite number
   * @return the value there
   * @throws IllegalArgumentException if the point is not finite, or outside of the nodes while
   *     extrapolation is refused
   * @throws ArithmeticException if the point is a pole
   */
  public double value(double point) {
    extrapolation.require(basis, point);
    double scaled = basis.table.scaled(point);
    return repaired(scaled, kernel.value(scaled, products) * valueScale);
  }

  /**
   * Evaluates the interpolant at many points, quickly and without allocating anything but one small
   * work space a thread on first use. The results equal those of {@link #value} to the last bit.
   *
   * @param points the m points, finite; not modified
   * @param destination an array of length m for the values; overwritten
   * @return {@code destination}
   * @throws IllegalArgumentException if the lengths differ, or if a point is not finite, or outside
   *     of the nodes while extrapolation is refused
   * @throws ArithmeticException if a point is a pole
   */
  public double[] values(double[] points, double[] destination) {
    Checks.requireDestination(points, destination);
    double[][] work = WORK.get();
    for (int start = 0; start < points.length; start += BLOCK) {
      int length = Math.min(BLOCK, points.length - start);
      begin(points, start, length, basis.table.scale(), work);
      requireAllowed(points, start, length, work[0]);
      kernel.accumulate(work[0], products, work[1], work[2], length);
      divide(work, length, valueScale);
      for (int i = 0; i < length; i++) {
        destination[start + i] = repaired(work[0][i], work[1][i]);
      }
    }
    return destination;
  }

  // Loops of their own, for the compiler's vector units: see PairKernel.

  private static void begin(double[] points, int start, int length, double scale, double[][] work) {
    double[] scaled = work[0];
    double[] numerators = work[1];
    double[] denominators = work[2];
    for (int i = 0; i < length; i++) {
      scaled[i] = points[start + i] * scale;
      numerators[i] = 0;
      denominators[i] = 0;
    }
  }

  private static void divide(double[][] work, int length, double unit) {
    double[] numerators = work[1];
    double[] denominators = work[2];
    for (int i = 0; i < length; i++) {
      numerators[i] = numerators[i] / denominators[i] * unit;
    }
  }

  private void requireAllowed(double[] points, int start, int length, double[] scaled) {
    double least = basis.table.least();
    double greatest = basis.table.greatest();
    for (int i = 0; i < length; i++) {
      double point = points[start + i];
      if (!(point >= least && point <= greatest)) {
        extrapolation.require(basis, points, start + i);
        scaled[i] = basis.table.scaled(point);
      }
    }
  }

  /** The kernel's result, unless the point is at a node or something over- or underflowed. */
  private double repaired(double point, double computed) {
    if (basis.table.maybeAtNode(point)) {
      int node = basis.table.nodeAt(point);
      if (node >= 0) {
        return values[node];
      }
    }
    return Double.isFinite(computed) ? computed : basis.value(scaledValues, point) * valueScale;
  }

  /**
   * A derivative of the interpolant at one point.
   *
   * @param point a finite number, at a node or not
   * @param order the order of the derivative, from 0 to 170, beyond which its factorial is no
   *     double
   * @return the derivative there
   * @throws IllegalArgumentException if the point is not finite, or outside of the nodes while
   *     extrapolation is refused, or if the order is out of range
   * @throws ArithmeticException if the point is a pole
   */
  public double derivative(double point, int order) {
    extrapolation.require(basis, point);
    return derivatives(new double[] {point}, order, new double[1])[0];
  }

  /**
   * A derivative of the interpolant at many points, in O(n order) operations each.
   *
   * @param points the m points, finite, at nodes or not; not modified
   * @param order the order of the derivative, from 0 to 170, beyond which its factorial is no
   *     double
   * @param destination an array of length m for the derivatives; overwritten
   * @return {@code destination}
   * @throws IllegalArgumentException if the lengths differ, if a point is not finite, or outside of
   *     the nodes while extrapolation is refused, or if the order is out of range
   * @throws ArithmeticException if a point is a pole
   */
  public double[] derivatives(double[] points, int order, double[] destination) {
    Checks.requireDestination(points, destination);
    Checks.requireDerivativeOrder(order);
    double[][] coefficients = new double[2][order + 1];
    double[][] parts = {scaledValues, new double[size()]};
    TaylorCoefficients taylor = basis.taylor();
    double unit = valueScale;
    for (int k = 1; k <= order; k++) {
      unit *= k * basis.table.scale();
    }
    for (int i = 0; i < points.length; i++) {
      extrapolation.require(basis, points, i);
      basis.expand(taylor, parts, basis.table.scaled(points[i]), coefficients);
      destination[i] = coefficients[0][order] * unit;
    }
    return destination;
  }

  /**
   * The definite integral of the interpolant, by adaptive quadrature between neighbouring nodes. It
   * is as exact as the values of the interpolant: its error is about the greater of 1e-14 and
   * Lambda units of rounding, relative to the integral of the absolute function, for the Lebesgue
   * constant Lambda. It takes some 50 n^2 operations.
   *
   * @param lower the lower limit, finite
   * @param upper the upper limit, finite; less than {@code lower} turns the sign
   * @return the integral
   * @throws IllegalArgumentException if a limit is not finite, or outside of the nodes while
   *     extrapolation is refused
   * @throws ArithmeticException if the interpolant has a pole between the limits, or one so close
   *     or a Lebesgue constant so great that the quadrature does not settle
   */
  public double integral(double lower, double upper) {
    extrapolation.require(basis, lower);
    extrapolation.require(basis, upper);
    return IntegrationWeights.of(this, basis, lower, upper);
  }

  /**
   * The limit of the interpolant for points that go to infinity, whatever the policy on
   * extrapolation.
   *
   * <p>It is sum(w_j f_j) / sum(w_j), unless a sum vanishes. Sums that are zero up to rounding
   * count as zero, and the next moments of the weights then decide.
   *
   * @return the limit, or {@link Double#POSITIVE_INFINITY} if the absolute value grows beyond all
   *     bounds, whatever its sign on either side
   */
  public double valueAtInfinity() {
    return ValueAtInfinity.of(basis, scaledValues) * valueScale;
  }

  private static double[] requireValues(double[] values, int count) {
    Checks.requireOneEach("values", values.length, count, "node");
    return Nodes.requireFinite("values", values);
  }
}
