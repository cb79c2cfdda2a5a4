package io.github.approxifer.interp.rational;

import io.github.approxifer.interp.barycentric.BarycentricInterpolant;
import io.github.approxifer.interp.internal.Checks;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.Complex_F64;

/**
 * A rational function of a complex argument through values at complex nodes, in barycentric form.
 *
 * <p>Its value at z is sum(w_j f_j / (z - x_j)) divided by sum(w_j / (z - x_j)). Every point of the
 * plane is allowed. Instances are immutable and thread-safe.
 */
public final class ComplexInterpolant {

  private final ComplexNodes nodes;

  private ComplexInterpolant(Complex_F64[] nodes, Complex_F64[] weights, Complex_F64[] values) {
    this.nodes = new ComplexNodes(nodes, weights, values);
  }

  /**
   * The interpolant of values at nodes.
   *
   * @param nodes the n nodes, finite and distinct; copied
   * @param weights the n weights, finite and not zero; copied
   * @param values the n values, finite; copied
   * @return the interpolant
   * @throws IllegalArgumentException if there is no node, if the arrays differ in length, or if a
   *     number is not finite, a node is repeated or a weight is zero
   */
  public static ComplexInterpolant of(
      Complex_F64[] nodes, Complex_F64[] weights, Complex_F64[] values) {
    return new ComplexInterpolant(nodes, weights, values);
  }

  /**
   * A real interpolant, for complex arguments.
   *
   * @param interpolant the interpolant
   * @return the same function
   */
  public static ComplexInterpolant of(BarycentricInterpolant interpolant) {
    return new ComplexInterpolant(
        complex(interpolant.nodes()),
        complex(interpolant.weights()),
        complex(interpolant.nodeValues()));
  }

  private static Complex_F64[] complex(double[] numbers) {
    Complex_F64[] result = new Complex_F64[numbers.length];
    for (int j = 0; j < numbers.length; j++) {
      result[j] = new Complex_F64(numbers[j], 0);
    }
    return result;
  }

  /**
   * Evaluates the function.
   *
   * @param point a finite complex number; not modified
   * @return the value there, exact at nodes; not finite at a pole
   * @throws IllegalArgumentException if the point is not finite
   */
  public Complex_F64 value(Complex_F64 point) {
    return derivative(point, 0);
  }

  /**
   * A derivative of the function (Schneider and Werner 1986, with the difference to the nearest
   * node taken inside the sum, which keeps its digits near nodes).
   *
   * @param point a finite complex number, at a node or not; not modified
   * @param order the order of the derivative, from 0 to 170, beyond which its factorial is no
   *     double
   * @return the derivative there; not finite at a pole
   * @throws IllegalArgumentException if the point is not finite or the order is not from 0 to 170
   */
  public Complex_F64 derivative(Complex_F64 point, int order) {
    Checks.requireDerivativeOrder(order);
    return nodes.derivative(point, order);
  }

  /**
   * The finite poles.
   *
   * <p>Those of a polynomial, as weights for one have it, are rounding noise: the polynomial has
   * none, but the quotient with rounded weights has n - 1 far from the nodes, which come closer as
   * n grows (from about 30 Chebyshev nodes on they are within the extent of the nodes). Their
   * residues are no smaller than the rounding errors of the values there.
   *
   * @return a new array of at most n - 1 poles, ordered by real and then by imaginary part; real
   *     ones of a real function have imaginary part 0
   * @throws ArithmeticException if the iteration for them does not settle
   */
  public Complex_F64[] poles() {
    return sorted(unscaled(RootFinder.of(nodes.denominator())));
  }

  /**
   * The finite zeros.
   *
   * @return a new array of at most n - 1 zeros, ordered as {@link #poles}; for the function zero it
   *     is empty
   * @throws ArithmeticException if the iteration for them does not settle
   */
  public Complex_F64[] zeros() {
    List<Complex_F64> zeros = new ArrayList<>(nodes.nodesOfValueZero());
    if (zeros.size() == nodes.size()) {
      return new Complex_F64[0];
    }
    zeros.addAll(unscaled(RootFinder.of(nodes.numerator())));
    return sorted(zeros);
  }

  private List<Complex_F64> unscaled(List<Complex_F64> roots) {
    roots.replaceAll(nodes::unscaled);
    return roots;
  }

  /**
   * The residues at simple poles: the numerator divided by the derivative of the denominator.
   *
   * @param poles poles of this function, as {@link #poles} returns them; not modified
   * @return a new array of the residues, in the order of the poles
   */
  public Complex_F64[] residues(Complex_F64[] poles) {
    return nodes.residues(poles);
  }

  private static Complex_F64[] sorted(List<Complex_F64> numbers) {
    numbers.sort(
        (a, b) -> {
          int byRe = Double.compare(a.real, b.real);
          return byRe != 0 ? byRe : Double.compare(a.imaginary, b.imaginary);
        });
    return numbers.toArray(new Complex_F64[0]);
  }
}
