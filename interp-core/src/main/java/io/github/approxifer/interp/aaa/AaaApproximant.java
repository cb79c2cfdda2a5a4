package io.github.approxifer.interp.aaa;

import io.github.approxifer.interp.barycentric.BarycentricInterpolant;
import io.github.approxifer.interp.barycentric.Extrapolation;
import io.github.approxifer.interp.rational.ComplexInterpolant;
import java.util.ArrayList;
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
  private final Convergence convergence;
  private final boolean real;
  private final ComplexInterpolant function;

  private AaaApproximant(
      Complex_F64[] points,
      Complex_F64[] weights,
      Complex_F64[] values,
      boolean real,
      Convergence convergence) {
    this.points = points;
    this.weights = weights;
    this.values = values;
    this.real = real;
    this.convergence = convergence;
    function = ComplexInterpolant.of(points, weights, values);
  }

  /** The same function with another record of how it came about. */
  AaaApproximant with(Convergence other) {
    return new AaaApproximant(points, weights, values, real, other);
  }

  /**
   * Puts together what an iteration found. A support point of weight zero is none.
   *
   * @param samples the samples
   * @param support the indices of the support points
   * @param weights real and imaginary parts of their weights
   * @param values real and imaginary parts of the values there, in the units of the samples
   * @param convergence how it went, in the units given
   */
  static AaaApproximant of(
      Samples samples,
      List<Integer> support,
      double[][] weights,
      double[][] values,
      Convergence convergence) {
    List<Complex_F64> keptPoints = new ArrayList<>();
    List<Complex_F64> keptWeights = new ArrayList<>();
    List<Complex_F64> keptValues = new ArrayList<>();
    boolean allReal = samples.isReal();
    for (int k = 0; k < support.size(); k++) {
      if (weights[0][k] != 0 || weights[1][k] != 0) {
        keptPoints.add(samples.point(support.get(k)));
        keptWeights.add(new Complex_F64(weights[0][k], weights[1][k]));
        keptValues.add(new Complex_F64(samples.value(values[0][k]), samples.value(values[1][k])));
        allReal &= weights[1][k] == 0 && values[1][k] == 0;
      }
    }
    Complex_F64[] none = new Complex_F64[0];
    return new AaaApproximant(
        keptPoints.toArray(none),
        keptWeights.toArray(none),
        keptValues.toArray(none),
        allReal,
        convergence);
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
    return convergence.history().stream().mapToDouble(x -> x).toArray();
  }

  /**
   * The greatest error of this function at the samples, after everything was done to it.
   *
   * @return the error, at least 0; infinite if a sample is a pole
   */
  public double error() {
    return convergence.error();
  }

  /**
   * Whether this function is as good as was asked for: its error is within the tolerance times the
   * greatest absolute sample, or, for {@link AaaLawson}, the fits no longer change it.
   *
   * @return false if the iteration ended for another reason; {@link #error} then says how good it
   *     is
   */
  public boolean converged() {
    return convergence.converged();
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
    return BarycentricInterpolant.of(realParts(points), realParts(weights), realParts(values))
        .withExtrapolation(Extrapolation.ALLOWED);
  }

  static double[] realParts(Complex_F64[] numbers) {
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
