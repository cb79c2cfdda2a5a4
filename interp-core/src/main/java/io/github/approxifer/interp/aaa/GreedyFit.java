package io.github.approxifer.interp.aaa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.Complex_F64;

/**
 * The state of the AAA iteration: support points, their weights, and the errors at all samples, all
 * in the units of the samples.
 *
 * <p>A step takes O(samples terms) operations and a decomposition of the small factor of the
 * Loewner matrix, whose row (i, output) and column j hold (f_i - f_j) / (z_i - z_j). Complex
 * matrices are kept as real ones of twice as many rows and columns. Not thread-safe.
 */
final class GreedyFit {

  private final Samples samples;
  private final boolean real;
  private final int count;
  private final ColumnwiseQr loewner;
  private final List<Integer> support = new ArrayList<>();
  // Parts of 1 / (z_i - z_j), one array a support point, 0 at the point itself.
  private final List<double[]> cauchyRe = new ArrayList<>();
  private final List<double[]> cauchyIm = new ArrayList<>();
  private final double[] errors;
  private double[][] weights = new double[2][0];
  private double error;

  /** Starts from the mean of the samples. */
  GreedyFit(Samples samples) {
    this.samples = samples;
    real = samples.isReal();
    count = samples.size();
    loewner = new ColumnwiseQr(count * samples.outputs() * (real ? 1 : 2));
    errors = new double[count];
    for (int c = 0; c < samples.outputs(); c++) {
      double re = 0;
      double im = 0;
      for (int i = 0; i < count; i++) {
        re += samples.valuesRe[c][i] / count;
        im += samples.valuesIm[c][i] / count;
      }
      for (int i = 0; i < count; i++) {
        double miss = Math.hypot(samples.valuesRe[c][i] - re, samples.valuesIm[c][i] - im);
        errors[i] = Math.max(errors[i], miss);
      }
    }
    error = Arrays.stream(errors).max().orElseThrow();
  }

  /** The indices of the support points. */
  List<Integer> support() {
    return support;
  }

  /** Real and imaginary parts of the weights, the last right singular vector. */
  double[][] weights() {
    return weights;
  }

  /** The greatest error at the samples. */
  double error() {
    return error;
  }

  /** The sample with the greatest error, or -1 if all are support points. */
  int worst() {
    int worst = -1;
    for (int i = 0; i < count; i++) {
      if ((worst < 0 || errors[i] > errors[worst]) && !support.contains(i)) {
        worst = i;
      }
    }
    return worst;
  }

  /** Makes a sample a support point; {@link #fit} must follow. */
  void add(int sample) {
    support.add(sample);
    for (int row = sample; row < count * samples.outputs() * (real ? 1 : 2); row += count) {
      loewner.remove(row);
    }
    double[] re = new double[count];
    double[] im = new double[real ? 0 : count];
    for (int i = 0; i < count; i++) {
      if (i == sample) {
        continue;
      }
      double dRe = samples.pointsRe[i] - samples.pointsRe[sample];
      if (real) {
        re[i] = 1 / dRe;
      } else {
        double dIm = samples.pointsIm[i] - samples.pointsIm[sample];
        double norm = Math.hypot(dRe, dIm);
        re[i] = dRe / norm / norm;
        im[i] = -dIm / norm / norm;
      }
    }
    cauchyRe.add(re);
    cauchyIm.add(im);
    for (double[] column : columns(sample, re, im)) {
      loewner.append(column);
    }
  }

  private double[][] columns(int sample, double[] re, double[] im) {
    int outputs = samples.outputs();
    double[][] columns = new double[real ? 1 : 2][count * outputs * (real ? 1 : 2)];
    for (int c = 0; c < outputs; c++) {
      double[] fRe = samples.valuesRe[c];
      double[] fIm = samples.valuesIm[c];
      for (int i = 0; i < count; i++) {
        double dRe = fRe[i] - fRe[sample];
        if (real) {
          columns[0][c * count + i] = dRe * re[i];
          continue;
        }
        double dIm = fIm[i] - fIm[sample];
        double elementRe = dRe * re[i] - dIm * im[i];
        double elementIm = dRe * im[i] + dIm * re[i];
        put(columns, 0, c * count + i, elementRe, elementIm);
      }
    }
    return columns;
  }

  /** Puts a complex element into a matrix of twice as many real columns and rows. */
  static void put(double[][] columns, int column, int row, double re, double im) {
    int below = columns[0].length / 2 + row;
    columns[2 * column][row] = re;
    columns[2 * column][below] = im;
    columns[2 * column + 1][row] = -im;
    columns[2 * column + 1][below] = re;
  }

  /** Computes the weights for the present support points, and the errors at all samples. */
  void fit() {
    double[] vector = loewner.smallest();
    int terms = support.size();
    weights = new double[2][terms];
    for (int k = 0; k < terms; k++) {
      weights[0][k] = vector[real ? k : 2 * k];
      weights[1][k] = real ? 0 : vector[2 * k + 1];
    }
    Arrays.fill(errors, 0);
    for (int c = 0; c < samples.outputs(); c++) {
      addErrors(weights, supportValues(c), c);
    }
    error = Arrays.stream(errors).max().orElseThrow();
  }

  /** Real and imaginary parts of the values of one output at the support points. */
  double[][] supportValues(int output) {
    double[][] values = new double[2][support.size()];
    for (int k = 0; k < values[0].length; k++) {
      values[0][k] = samples.valuesRe[output][support.get(k)];
      values[1][k] = samples.valuesIm[output][support.get(k)];
    }
    return values;
  }

  /** Parts of 1 / (z_i - z_k) for the k-th support point, 0 at the point itself. */
  Complex_F64 cauchy(int k, int sample) {
    return new Complex_F64(cauchyRe.get(k)[sample], real ? 0 : cauchyIm.get(k)[sample]);
  }

  /** The errors of other weights and of values that may differ from the samples, of one output. */
  double[] errors(double[][] otherWeights, double[][] values) {
    Arrays.fill(errors, 0);
    addErrors(otherWeights, values, 0);
    return errors;
  }

  private void addErrors(double[][] w, double[][] values, int output) {
    int terms = support.size();
    double[] nRe = new double[count];
    double[] nIm = new double[count];
    double[] dRe = new double[count];
    double[] dIm = new double[count];
    for (int k = 0; k < terms; k++) {
      double wRe = w[0][k];
      double wIm = w[1][k];
      double aRe = wRe * values[0][k] - wIm * values[1][k];
      double aIm = wRe * values[1][k] + wIm * values[0][k];
      double[] cRe = cauchyRe.get(k);
      if (real) {
        for (int i = 0; i < count; i++) {
          nRe[i] += aRe * cRe[i];
          dRe[i] += wRe * cRe[i];
        }
      } else {
        double[] cIm = cauchyIm.get(k);
        for (int i = 0; i < count; i++) {
          nRe[i] += aRe * cRe[i] - aIm * cIm[i];
          nIm[i] += aRe * cIm[i] + aIm * cRe[i];
          dRe[i] += wRe * cRe[i] - wIm * cIm[i];
          dIm[i] += wRe * cIm[i] + wIm * cRe[i];
        }
      }
    }
    for (int k = 0; k < terms; k++) {
      // A support point with weight zero is none, and counts as any other sample.
      if (w[0][k] != 0 || w[1][k] != 0) {
        int i = support.get(k);
        nRe[i] = values[0][k];
        nIm[i] = values[1][k];
        dRe[i] = 1;
        dIm[i] = 0;
      }
    }
    for (int i = 0; i < count; i++) {
      double miss = miss(i, output, nRe[i], nIm[i], dRe[i], dIm[i]);
      errors[i] = Math.max(errors[i], Double.isNaN(miss) ? Double.POSITIVE_INFINITY : miss);
    }
  }

  private double miss(int i, int output, double nRe, double nIm, double dRe, double dIm) {
    if (real) {
      return Math.abs(samples.valuesRe[output][i] - nRe / dRe);
    }
    double norm = Math.hypot(dRe, dIm);
    double eRe = dRe / norm;
    double eIm = dIm / norm;
    double rRe = (nRe * eRe + nIm * eIm) / norm;
    double rIm = (nIm * eRe - nRe * eIm) / norm;
    return Math.hypot(samples.valuesRe[output][i] - rRe, samples.valuesIm[output][i] - rIm);
  }
}
