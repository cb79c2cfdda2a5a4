package io.github.approxifer.interp.aaa;

import io.github.approxifer.interp.barycentric.BarycentricInterpolant;
import io.github.approxifer.interp.barycentric.Extrapolation;
import io.github.approxifer.interp.rational.ComplexInterpolant;
import java.util.List;
import org.ejml.data.Complex_F64;

/**
 * The rational function that an approximation from samples arrived at, of type (n-1, n-1) for n
 * support points.
 *
 * <p>Instances are immutable and thread-safe.
 */
public final class AaaApproximant {

  private final Complex_F64[] points;
  private final Complex_F64[] weights;
  private final Complex_F64[] values;
  private final double[] history;
  private final boolean real;
  private final ComplexInterpolant function;

  AaaApproximant(
      Samples samples,
      List<Integer> support,
      double[][] weights,
      double[][] values,
      double[] history) {
    // A support point of weight zero is none.
    int count = 0;
    for (int k = 0; k < support.size(); k++) {
      count += weights[0][k] != 0 || weights[1][k] != 0 ? 1 : 0;
    }
    points = new Complex_F64[count];
    this.weights = new Complex_F64[count];
    this.values = new Complex_F64[count];
    int to = 0;
    boolean allReal = samples.isReal();
    for (int k = 0; k < support.size(); k++) {
      if (weights[0][k] != 0 || weights[1][k] != 0) {
        int j = support.get(k);
        points[to] = new Complex_F64(samples.pointsRe[j], samples.pointsIm[j]);
        this.weights[to] = new Complex_F64(weights[0][k], weights[1][k]);
        this.values[to++] = new Complex_F64(values[0][k], values[1][k]);
        allReal &= weights[1][k] == 0 && values[1][k] == 0;
      }
    }
    real = allReal;
    this.history = history;
    function = new ComplexInterpolant(points, this.weights, this.values);
  }

  private AaaApproximant(AaaApproximant other, double[] history) {
    points = other.points;
    weights = other.weights;
    values = other.values;
    real = other.real;
    function = other.function;
    this.history = history;
  }

  AaaApproximant withErrors(double[] errors) {
    return new AaaApproximant(this, errors);
  }

  /**
   * The number of support points; the degree is one less.
   *
   * @return the number, at least 1
   */
  public int terms() {
    return points.length;
  }

  /**
   * The greatest error at the samples after each support point was added; the clean-up is not in
   * it.
   *
   * @return a new array with as many errors as there were steps
   */
  public double[] errors() {
    return history.clone();
  }

  /**
   * The support points: samples that the function passes through.
   *
   * @return a new array, in the order in which they were chosen
   */
  public Complex_F64[] supportPoints() {
    return copy(points);
  }

  /**
   * The values at the support points.
   *
   * @return a new array, in the order of the support points
   */
  public Complex_F64[] supportValues() {
    return copy(values);
  }

  /**
   * The barycentric weights.
   *
   * @return a new array, in the order of the support points
   */
  public Complex_F64[] weights() {
    return copy(weights);
  }

  private static Complex_F64[] copy(Complex_F64[] numbers) {
    Complex_F64[] copy = new Complex_F64[numbers.length];
    for (int k = 0; k < copy.length; k++) {
      copy[k] = new Complex_F64(numbers[k].real, numbers[k].imaginary);
    }
    return copy;
  }

  /**
   * Whether points, values and weights are all real.
   *
   * @return true for samples of a real function at real points
   */
  public boolean isReal() {
    return real;
  }

  /**
   * Evaluates the function.
   *
   * @param point a finite complex number; not modified
   * @return the value there
   * @throws IllegalArgumentException if the point is not finite
   */
  public Complex_F64 value(Complex_F64 point) {
    return function.value(point);
  }

  /**
   * Evaluates the function of real samples.
   *
   * @param point a finite number
   * @return the value there
   * @throws IllegalArgumentException if the point is not finite
   * @throws IllegalStateException if the function is not real
   */
  public double value(double point) {
    requireReal();
    return function.value(new Complex_F64(point, 0)).real;
  }

  /**
   * The function of real samples as an interpolant, for fast evaluation, derivatives and integrals.
   * It extrapolates.
   *
   * @return the interpolant
   * @throws IllegalStateException if the function is not real
   */
  public BarycentricInterpolant toInterpolant() {
    requireReal();
    return new BarycentricInterpolant(realParts(points), realParts(weights), realParts(values))
        .withExtrapolation(Extrapolation.ALLOWED);
  }

  private static double[] realParts(Complex_F64[] numbers) {
    double[] parts = new double[numbers.length];
    for (int k = 0; k < parts.length; k++) {
      parts[k] = numbers[k].real;
    }
    return parts;
  }

  private void requireReal() {
    if (!real) {
      throw new IllegalStateException(
          "the samples are complex, and so is the function; use complex points");
    }
  }

  /**
   * The function as a function of a complex argument.
   *
   * @return the function, which also gives derivatives
   */
  public ComplexInterpolant function() {
    return function;
  }

  /**
   * The finite poles; those that are real and lie between the samples tell that the function is
   * sampled too coarsely there.
   *
   * @return a new array, see {@link ComplexInterpolant#poles}
   */
  public Complex_F64[] poles() {
    return function.poles();
  }

  /**
   * The finite zeros.
   *
   * @return a new array, see {@link ComplexInterpolant#zeros}
   */
  public Complex_F64[] zeros() {
    return function.zeros();
  }

  /**
   * The residues at the poles.
   *
   * @return a new array, in the order of {@link #poles}
   */
  public Complex_F64[] residues() {
    return function.residues(function.poles());
  }
}
