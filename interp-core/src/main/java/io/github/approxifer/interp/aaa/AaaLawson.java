package io.github.approxifer.interp.aaa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;

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
    List<Integer> support = new ArrayList<>(Aaa.support(samples, degree + 1));
    Loewner loewner = new Loewner(samples);
    double[][] bestWeights = loewner.weights(support);
    double[][] bestValues = new double[2][support.size()];
    for (int k = 0; k < support.size(); k++) {
      bestValues[0][k] = samples.valuesRe[support.get(k)];
      bestValues[1][k] = samples.valuesIm[support.get(k)];
    }
    double[] errors = new double[samples.size()];
    double best = loewner.errors(support, bestWeights, bestValues, errors);
    double[] importance = new double[samples.size()];
    Arrays.fill(importance, 1);
    double[] history = new double[steps + 1];
    history[0] = best;
    for (int step = 1; step <= steps; step++) {
      double[][] fit = fit(samples, support, importance);
      double[][] weights = {fit[2], fit[3]};
      double[][] values = quotients(fit);
      history[step] = loewner.errors(support, weights, values, errors);
      if (history[step] < best) {
        best = history[step];
        bestWeights = weights;
        bestValues = values;
      }
      reweigh(importance, errors, history[step]);
    }
    return new AaaApproximant(samples, support, bestWeights, bestValues, history);
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
  private static double[][] fit(Samples samples, List<Integer> support, double[] importance) {
    int terms = support.size();
    DMatrixRMaj re = new DMatrixRMaj(samples.size(), 2 * terms);
    DMatrixRMaj im = new DMatrixRMaj(samples.size(), 2 * terms);
    for (int i = 0; i < samples.size(); i++) {
      double root = Math.sqrt(importance[i]);
      double fRe = samples.valuesRe[i];
      double fIm = samples.valuesIm[i];
      int at = support.indexOf(i);
      for (int k = 0; k < terms; k++) {
        double cRe = at == k ? root : 0;
        double cIm = 0;
        if (at < 0) {
          double dRe = samples.pointsRe[i] - samples.pointsRe[support.get(k)];
          double dIm = samples.pointsIm[i] - samples.pointsIm[support.get(k)];
          double norm = Math.hypot(dRe, dIm);
          cRe = root * (dRe / norm) / norm;
          cIm = -root * (dIm / norm) / norm;
        }
        re.set(i, k, cRe);
        im.set(i, k, cIm);
        re.set(i, terms + k, -(cRe * fRe - cIm * fIm));
        im.set(i, terms + k, -(cRe * fIm + cIm * fRe));
      }
    }
    double[][] vector = NullVector.of(re, im, samples.isReal());
    double[][] fit = new double[4][terms];
    System.arraycopy(vector[0], 0, fit[0], 0, terms);
    System.arraycopy(vector[1], 0, fit[1], 0, terms);
    System.arraycopy(vector[0], terms, fit[2], 0, terms);
    System.arraycopy(vector[1], terms, fit[3], 0, terms);
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
