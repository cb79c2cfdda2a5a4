package io.github.approxifer.interp.aaa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.Complex_F64;

/**
 * The best rational approximation of a given degree, in the sense of the least greatest error at
 * the samples.
 *
 * <p>Starts from the AAA approximation and repeats a weighted least-squares fit of numerator and
 * denominator, in which every sample's weight is multiplied with its error, until the errors are
 * equal. Source: Y. Nakatsukasa and L. N. Trefethen, An algorithm for real and complex rational
 * minimax approximation, SIAM Journal on Scientific Computing 42 (2020). The best of all steps is
 * returned. The result does not pass through the samples at the support points. Approximations near
 * rounding error cannot be improved. All methods are thread-safe.
 */
public final class AaaLawson {

  /** The relative change of the error in the last step that counts as none. */
  private static final double SETTLED = 1e-3;

  private AaaLawson() {}

  /**
   * Approximates samples of a real function at real points.
   *
   * @param points the points, distinct, more than 2 degree + 2; dense where the function varies;
   *     not modified
   * @param values the values; not modified
   * @param degree the degree of numerator and denominator, at least 0
   * @param steps the number of fits, for example 100
   * @return the approximation; its errors are those after each fit
   * @throws IllegalArgumentException if the lengths differ, there are too few finite samples, a
   *     point is repeated, or the degree or the number of steps is negative
   */
  public static AaaApproximant approximate(
      double[] points, double[] values, int degree, int steps) {
    return approximate(Samples.of(points, values), degree, steps);
  }

  /**
   * Approximates samples of a complex function.
   *
   * @param points the points, distinct, more than 2 degree + 2; not modified
   * @param values the values; not modified
   * @param degree the degree of numerator and denominator, at least 0
   * @param steps the number of fits, for example 100
   * @return the approximation; its errors are those after each fit
   * @throws IllegalArgumentException if the lengths differ, there are too few finite samples, a
   *     point is repeated, or the degree or the number of steps is negative
   */
  public static AaaApproximant approximate(
      Complex_F64[] points, Complex_F64[] values, int degree, int steps) {
    return approximate(Samples.of(points, values), degree, steps);
  }

  private static AaaApproximant approximate(Samples samples, int degree, int steps) {
    if (degree < 0 || steps < 0) {
      throw new IllegalArgumentException(
          "the degree is %d and the number of steps %d, but must not be negative"
              .formatted(degree, steps));
    }
    if (samples.size() < 2 * degree + 3) {
      throw new IllegalArgumentException(
          "there are %d finite samples, but degree %d needs at least %d"
              .formatted(samples.size(), degree, 2 * degree + 3));
    }
    GreedyFit start = new GreedyFit(samples);
    do {
      start.add(start.worst());
      start.fit();
    } while (start.support().size() < degree + 1 && start.error() > 0);
    List<Integer> support = start.support();
    double[][] bestWeights = start.weights();
    double[][] bestValues = start.supportValues(0);
    double best = start.error();
    double[] importance = new double[samples.size()];
    Arrays.fill(importance, 1);
    List<Double> history = new ArrayList<>();
    history.add(samples.value(best));
    double last = best;
    double change = Double.POSITIVE_INFINITY;
    for (int step = 1; step <= steps; step++) {
      double[][] fit = fit(samples, start, importance);
      double[][] weights = {fit[2], fit[3]};
      double[][] values = quotients(fit);
      double[] errors = start.errors(weights, values);
      double greatest = Arrays.stream(errors).max().orElseThrow();
      history.add(samples.value(greatest));
      if (greatest < best) {
        best = greatest;
        bestWeights = weights;
        bestValues = values;
      }
      change = Math.abs(greatest - last);
      last = greatest;
      reweigh(importance, errors, greatest);
    }
    Convergence convergence =
        new Convergence(history, samples.value(best), change <= SETTLED * best || best == 0);
    return AaaApproximant.of(samples, support, bestWeights, bestValues, convergence);
  }

  private static void reweigh(double[] importance, double[] errors, double greatestError) {
    double greatest = 0;
    for (int i = 0; i < importance.length; i++) {
      double share = greatestError > 0 ? Math.min(1, errors[i] / greatestError) : 1;
      importance[i] *= share;
      greatest = Math.max(greatest, importance[i]);
    }
    for (int i = 0; i < importance.length; i++) {
      importance[i] = greatest > 0 ? importance[i] / greatest : 1;
    }
  }

  /** Numerator coefficients (two arrays of parts) and denominator coefficients (two more). */
  private static double[][] fit(Samples samples, GreedyFit greedy, double[] importance) {
    List<Integer> support = greedy.support();
    int terms = support.size();
    int count = samples.size();
    boolean real = samples.isReal();
    int parts = real ? 1 : 2;
    double[] fRe = samples.valuesRe[0];
    double[] fIm = samples.valuesIm[0];
    // Numerator columns and then denominator columns; a complex one is two real ones.
    double[][] columns = new double[2 * terms * parts][count * parts];
    for (int i = 0; i < count; i++) {
      double root = Math.sqrt(importance[i]);
      int at = support.indexOf(i);
      for (int k = 0; k < terms; k++) {
        double cRe = at == k ? root : 0;
        double cIm = 0;
        if (at < 0) {
          Complex_F64 cauchy = greedy.cauchy(k, i);
          cRe = root * cauchy.real;
          cIm = root * cauchy.imaginary;
        }
        if (real) {
          columns[k][i] = cRe;
          columns[terms + k][i] = -cRe * fRe[i];
        } else {
          double re = cRe * fRe[i] - cIm * fIm[i];
          double im = cRe * fIm[i] + cIm * fRe[i];
          GreedyFit.put(columns, k, i, cRe, cIm);
          GreedyFit.put(columns, terms + k, i, -re, -im);
        }
      }
    }
    ColumnwiseQr matrix = new ColumnwiseQr(count * parts);
    for (double[] column : columns) {
      matrix.append(column);
    }
    double[] vector = matrix.smallest();
    double[][] fit = new double[4][terms];
    for (int k = 0; k < terms; k++) {
      for (int part = 0; part < parts; part++) {
        fit[part][k] = vector[parts * k + part];
        fit[2 + part][k] = vector[parts * (terms + k) + part];
      }
    }
    return fit;
  }

  private static double[][] quotients(double[][] fit) {
    int terms = fit[0].length;
    double[][] values = new double[2][terms];
    for (int k = 0; k < terms; k++) {
      double norm = Math.hypot(fit[2][k], fit[3][k]);
      if (norm > 0) {
        double re = fit[2][k] / norm;
        double im = fit[3][k] / norm;
        values[0][k] = (fit[0][k] * re + fit[1][k] * im) / norm;
        values[1][k] = (fit[1][k] * re - fit[0][k] * im) / norm;
      }
    }
    return values;
  }
}
