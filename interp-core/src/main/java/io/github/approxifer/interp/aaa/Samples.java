package io.github.approxifer.interp.aaa;

import io.github.approxifer.interp.internal.Scaling;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;

/**
 * The finite samples of a function with one or more outputs, as arrays of parts.
 *
 * <p>Points and values are divided by powers of two near the greatest of them, so that no
 * difference, quotient or square over- or underflows; {@link #point} and {@link #value} give them
 * back.
 */
final class Samples {

  final double[] pointsRe;
  final double[] pointsIm;

  /** The parts of the values, one array an output. */
  final double[][] valuesRe;

  final double[][] valuesIm;

  private final int pointExponent;
  private final int valueExponent;

  private Samples(
      double[] pointsRe, double[] pointsIm, double[][] valuesRe, double[][] valuesIm, int total) {
    if (pointsRe.length == 0) {
      throw new IllegalArgumentException(
          "there is no finite sample among %d; at least one is needed".formatted(total));
    }
    requireDistinct(pointsRe, pointsIm);
    this.pointsRe = pointsRe;
    this.pointsIm = pointsIm;
    this.valuesRe = valuesRe;
    this.valuesIm = valuesIm;
    pointExponent = Scaling.divideOut(200, pointsRe, pointsIm);
    double[][] all = Arrays.copyOf(valuesRe, 2 * valuesRe.length);
    System.arraycopy(valuesIm, 0, all, valuesRe.length, valuesIm.length);
    valueExponent = Scaling.divideOut(0, all);
  }

  static Samples of(double[] points, double[] values) {
    requireEqual(points.length, values.length);
    return of(points, new DMatrixRMaj(values.length, 1, true, values));
  }

  /** Samples of a real function of one or more outputs: row i holds those at point i. */
  static Samples of(double[] points, DMatrixRMaj values) {
    requireEqual(points.length, values.numRows);
    int outputs = values.numCols;
    double[] kept = new double[points.length];
    double[][] parts = new double[outputs][points.length];
    int count = 0;
    for (int i = 0; i < points.length; i++) {
      double sum = 0 * points[i];
      for (int c = 0; c < outputs; c++) {
        sum += 0 * values.get(i, c);
      }
      if (sum == 0) {
        kept[count] = points[i];
        for (int c = 0; c < outputs; c++) {
          parts[c][count] = values.get(i, c);
        }
        count++;
      }
    }
    for (int c = 0; c < outputs; c++) {
      parts[c] = Arrays.copyOf(parts[c], count);
    }
    return new Samples(
        Arrays.copyOf(kept, count),
        new double[count],
        parts,
        new double[outputs][count],
        points.length);
  }

  static Samples of(Complex_F64[] points, Complex_F64[] values) {
    requireEqual(points.length, values.length);
    double[][] parts = new double[4][points.length];
    int count = 0;
    for (int i = 0; i < points.length; i++) {
      double sum =
          0 * points[i].real
              + 0 * points[i].imaginary
              + 0 * values[i].real
              + 0 * values[i].imaginary;
      if (sum == 0) {
        parts[0][count] = points[i].real;
        parts[1][count] = points[i].imaginary;
        parts[2][count] = values[i].real;
        parts[3][count++] = values[i].imaginary;
      }
    }
    for (int k = 0; k < 4; k++) {
      parts[k] = Arrays.copyOf(parts[k], count);
    }
    return new Samples(
        parts[0], parts[1], new double[][] {parts[2]}, new double[][] {parts[3]}, points.length);
  }

  private static void requireEqual(int points, int values) {
    if (points != values) {
      throw new IllegalArgumentException(
          "there are %d points and %d values; give a value a point".formatted(points, values));
    }
  }

  private static void requireDistinct(double[] re, double[] im) {
    Map<Long, Map<Long, Integer>> seen = new HashMap<>();
    for (int i = 0; i < re.length; i++) {
      Integer other =
          seen.computeIfAbsent(Double.doubleToLongBits(re[i] + 0.0), k -> new HashMap<>())
              .putIfAbsent(Double.doubleToLongBits(im[i] + 0.0), i);
      if (other != null) {
        throw new IllegalArgumentException(
            "the point %s%s occurs twice among the finite samples, as number %d and %d; remove one"
                .formatted(re[i], im[i] == 0 ? "" : " + " + im[i] + "i", other, i));
      }
    }
  }

  int size() {
    return pointsRe.length;
  }

  int outputs() {
    return valuesRe.length;
  }

  /** A point as it was given. */
  Complex_F64 point(int i) {
    return new Complex_F64(
        Math.scalb(pointsRe[i], pointExponent), Math.scalb(pointsIm[i], pointExponent));
  }

  /** Takes a value, or an error, to the units of the samples given. */
  double value(double scaled) {
    return Math.scalb(scaled, valueExponent);
  }

  boolean isReal() {
    return isZero(pointsIm) && Arrays.stream(valuesIm).allMatch(Samples::isZero);
  }

  private static boolean isZero(double[] numbers) {
    return Arrays.stream(numbers).allMatch(x -> x == 0);
  }

  /** The greatest absolute value of all outputs, from 1 to less than 3, or 0. */
  double greatestValue() {
    double greatest = 0;
    for (int c = 0; c < outputs(); c++) {
      for (int i = 0; i < size(); i++) {
        greatest = Math.max(greatest, Math.hypot(valuesRe[c][i], valuesIm[c][i]));
      }
    }
    return greatest;
  }

  /** The geometric mean of the absolute values that are not zero. */
  double geometricMean() {
    double logarithms = 0;
    int count = 0;
    for (int c = 0; c < outputs(); c++) {
      for (int i = 0; i < size(); i++) {
        double absolute = Math.hypot(valuesRe[c][i], valuesIm[c][i]);
        if (absolute > 0) {
          logarithms += Math.log(absolute);
          count++;
        }
      }
    }
    return count == 0 ? 0 : Math.exp(logarithms / count);
  }
}
