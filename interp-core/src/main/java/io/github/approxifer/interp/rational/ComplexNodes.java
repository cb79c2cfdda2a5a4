package io.github.approxifer.interp.rational;

import io.github.approxifer.interp.internal.Scaling;
import io.github.approxifer.interp.internal.TaylorCoefficients;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.Complex_F64;

/**
 * Complex nodes, weights and values as arrays of parts, and the arithmetic on them.
 *
 * <p>Nodes and weights of extreme size, and all values, are divided by powers of two, so that no
 * product or quotient over- or underflows; what comes out is in the caller's units.
 */
final class ComplexNodes {

  private final double[] nodesRe;
  private final double[] nodesIm;
  private final double[] weightsRe;
  private final double[] weightsIm;
  private final double[] valuesRe;
  private final double[] valuesIm;
  private final int nodeExponent;
  private final int valueExponent;

  ComplexNodes(Complex_F64[] nodes, Complex_F64[] weights, Complex_F64[] values) {
    int count = nodes.length;
    if (count < 1 || weights.length != count || values.length != count) {
      throw new IllegalArgumentException(
          "there are %d nodes, %d weights and %d values; give as many of each, at least one"
              .formatted(count, weights.length, values.length));
    }
    double[][] split = {part(nodes, "nodes"), part(weights, "weights"), part(values, "values")};
    nodesRe = split[0];
    weightsRe = split[1];
    valuesRe = split[2];
    nodesIm = imaginary(nodes);
    weightsIm = imaginary(weights);
    valuesIm = imaginary(values);
    for (int j = 0; j < count; j++) {
      if (weightsRe[j] == 0 && weightsIm[j] == 0) {
        throw new IllegalArgumentException(
            "weights[%d] = 0; a weight must not be zero, or the value of its node is missed"
                .formatted(j));
      }
      for (int k = 0; k < j; k++) {
        if (nodesRe[j] == nodesRe[k] && nodesIm[j] == nodesIm[k]) {
          throw new IllegalArgumentException(
              "nodes[%d] = %s repeats nodes[%d]; remove one of them".formatted(j, nodes[j], k));
        }
      }
    }
    nodeExponent = Scaling.divideOut(200, nodesRe, nodesIm);
    Scaling.divideOut(200, weightsRe, weightsIm);
    valueExponent = Scaling.divideOut(0, valuesRe, valuesIm);
  }

  /** Takes a point to the units of the nodes here; one beyond all bounds stays finite. */
  private double scaled(double coordinate) {
    double result = Math.scalb(coordinate, -nodeExponent);
    return Math.max(-0x1p1000, Math.min(0x1p1000, result));
  }

  /** Takes roots of the sums to the caller's units. */
  Complex_F64 unscaled(Complex_F64 root) {
    return new Complex_F64(
        Math.scalb(root.real, nodeExponent), Math.scalb(root.imaginary, nodeExponent));
  }

  private static double[] part(Complex_F64[] numbers, String name) {
    double[] parts = new double[numbers.length];
    for (int j = 0; j < parts.length; j++) {
      if (!Double.isFinite(numbers[j].real) || !Double.isFinite(numbers[j].imaginary)) {
        throw new IllegalArgumentException(
            "%s[%d] = %s is not finite; remove or replace it".formatted(name, j, numbers[j]));
      }
      parts[j] = numbers[j].real;
    }
    return parts;
  }

  private static double[] imaginary(Complex_F64[] numbers) {
    double[] parts = new double[numbers.length];
    for (int j = 0; j < parts.length; j++) {
      parts[j] = numbers[j].imaginary;
    }
    return parts;
  }

  int size() {
    return nodesRe.length;
  }

  ComplexSum denominator() {
    return new ComplexSum(weightsRe, weightsIm, nodesRe, nodesIm);
  }

  /** The numerator without the terms that are zero. */
  ComplexSum numerator() {
    int[] kept = new int[size()];
    int count = 0;
    for (int j = 0; j < size(); j++) {
      if (valuesRe[j] != 0 || valuesIm[j] != 0) {
        kept[count++] = j;
      }
    }
    double[][] parts = new double[4][count];
    for (int k = 0; k < count; k++) {
      int j = kept[k];
      parts[0][k] = weightsRe[j] * valuesRe[j] - weightsIm[j] * valuesIm[j];
      parts[1][k] = weightsRe[j] * valuesIm[j] + weightsIm[j] * valuesRe[j];
      parts[2][k] = nodesRe[j];
      parts[3][k] = nodesIm[j];
    }
    return new ComplexSum(parts[0], parts[1], parts[2], parts[3]);
  }

  List<Complex_F64> nodesOfValueZero() {
    List<Complex_F64> nodes = new ArrayList<>();
    for (int j = 0; j < size(); j++) {
      if (valuesRe[j] == 0 && valuesIm[j] == 0) {
        nodes.add(unscaled(new Complex_F64(nodesRe[j], nodesIm[j])));
      }
    }
    return nodes;
  }

  Complex_F64[] residues(Complex_F64[] poles) {
    ComplexSum below = denominator();
    ComplexSum above = numerator();
    int exponent = nodeExponent + valueExponent;
    Complex_F64[] residues = new Complex_F64[poles.length];
    for (int i = 0; i < poles.length; i++) {
      double re = scaled(poles[i].real);
      double im = scaled(poles[i].imaginary);
      below.evaluate(re, im);
      above.evaluate(re, im);
      Complex_F64 residue = quotient(above.re, above.im, below.derivativeRe, below.derivativeIm);
      residues[i] =
          new Complex_F64(
              Math.scalb(residue.real, exponent), Math.scalb(residue.imaginary, exponent));
    }
    return residues;
  }

  Complex_F64 derivative(Complex_F64 point, int order) {
    if (!Double.isFinite(point.real) || !Double.isFinite(point.imaginary)) {
      throw new IllegalArgumentException("the point %s is not finite".formatted(point));
    }
    double re = scaled(point.real);
    double im = scaled(point.imaginary);
    double[][] coefficients = new double[2][order + 1];
    new TaylorCoefficients(new double[][] {nodesRe, nodesIm}, new double[][] {weightsRe, weightsIm})
        .compute(new double[][] {valuesRe, valuesIm}, re, im, nearest(re, im), coefficients);
    double factorial = 1;
    for (int m = 2; m <= order; m++) {
      factorial *= m;
    }
    int exponent = valueExponent - order * nodeExponent;
    return new Complex_F64(
        Math.scalb(coefficients[0][order] * factorial, exponent),
        Math.scalb(coefficients[1][order] * factorial, exponent));
  }

  private int nearest(double re, double im) {
    int near = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < size(); j++) {
      double distance = Math.hypot(re - nodesRe[j], im - nodesIm[j]);
      if (distance < least) {
        least = distance;
        near = j;
      }
    }
    return near;
  }

  /** a / b without needless over- or underflow, which EJML's division does not avoid. */
  private static Complex_F64 quotient(double aRe, double aIm, double bRe, double bIm) {
    double scale = Math.max(Math.abs(bRe), Math.abs(bIm));
    double re = bRe / scale;
    double im = bIm / scale;
    double norm = re * re + im * im;
    return new Complex_F64(
        (aRe * re + aIm * im) / norm / scale, (aIm * re - aRe * im) / norm / scale);
  }
}
