package io.github.approxifer.interp.aaa;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.ejml.data.Complex_F64;

/** The finite samples of a function, as arrays of parts. */
final class Samples {

  final double[] pointsRe;
  final double[] pointsIm;
  final double[] valuesRe;
  final double[] valuesIm;

  private Samples(double[] pointsRe, double[] pointsIm, double[] valuesRe, double[] valuesIm) {
    this.pointsRe = pointsRe;
    this.pointsIm = pointsIm;
    this.valuesRe = valuesRe;
    this.valuesIm = valuesIm;
  }

  static Samples of(double[] points, double[] values) {
    requireEqual(points.length, values.length);
    double[][] parts = new double[4][points.length];
    int count = 0;
    for (int i = 0; i < points.length; i++) {
      if (Double.isFinite(points[i]) && Double.isFinite(values[i])) {
        parts[0][count] = points[i];
        parts[2][count++] = values[i];
      }
    }
    return checked(parts, count);
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
    return checked(parts, count);
  }

  private static void requireEqual(int points, int values) {
    if (points != values) {
      throw new IllegalArgumentException(
          "there are %d points and %d values; give a value a point".formatted(points, values));
    }
  }

  private static Samples checked(double[][] parts, int count) {
    if (count == 0) {
      throw new IllegalArgumentException(
          "there is no finite sample among %d; at least one is needed".formatted(parts[0].length));
    }
    double[][] finite = new double[4][];
    for (int k = 0; k < 4; k++) {
      finite[k] = Arrays.copyOf(parts[k], count);
    }
    Map<Long, Map<Long, Integer>> seen = new HashMap<>();
    for (int i = 0; i < count; i++) {
      Integer other =
          seen.computeIfAbsent(Double.doubleToLongBits(finite[0][i] + 0.0), k -> new HashMap<>())
              .putIfAbsent(Double.doubleToLongBits(finite[1][i] + 0.0), i);
      if (other != null) {
        throw new IllegalArgumentException(
            "the point %s%s occurs twice among the finite samples, as number %d and %d; remove one"
                .formatted(
                    finite[0][i], finite[1][i] == 0 ? "" : " + " + finite[1][i] + "i", other, i));
      }
    }
    return new Samples(finite[0], finite[1], finite[2], finite[3]);
  }

  int size() {
    return pointsRe.length;
  }

  boolean isReal() {
    for (int i = 0; i < size(); i++) {
      if (pointsIm[i] != 0 || valuesIm[i] != 0) {
        return false;
      }
    }
    return true;
  }

  double greatestValue() {
    double greatest = 0;
    for (int i = 0; i < size(); i++) {
      greatest = Math.max(greatest, Math.hypot(valuesRe[i], valuesIm[i]));
    }
    return greatest;
  }

  /** The geometric mean of the absolute values that are not zero. */
  double geometricMean() {
    double logarithms = 0;
    int count = 0;
    for (int i = 0; i < size(); i++) {
      double absolute = Math.hypot(valuesRe[i], valuesIm[i]);
      if (absolute > 0) {
        logarithms += Math.log(absolute);
        count++;
      }
    }
    return count == 0 ? 0 : Math.exp(logarithms / count);
  }
}
