package io.github.approxifer.interp.aaa;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * The linear algebra of one AAA step: weights for given support points, and the values of the
 * rational function at all samples.
 */
final class Loewner {

  private final Samples samples;
  private final boolean real;

  Loewner(Samples samples) {
    this.samples = samples;
    real = samples.isReal();
  }

  /**
   * The weights w of length one that make the sum over the other samples of |F D - N|^2 least,
   * where D and N are the barycentric sums: the last singular vector of the Loewner matrix.
   *
   * @param support the indices of the support points
   * @return real and imaginary parts
   */
  double[][] weights(List<Integer> support) {
    int columns = support.size();
    boolean[] isSupport = new boolean[samples.size()];
    for (int j : support) {
      isSupport[j] = true;
    }
    DMatrixRMaj re = new DMatrixRMaj(samples.size() - columns, columns);
    DMatrixRMaj im = new DMatrixRMaj(samples.size() - columns, columns);
    int row = 0;
    for (int i = 0; i < samples.size(); i++) {
      if (!isSupport[i]) {
        for (int k = 0; k < columns; k++) {
          int j = support.get(k);
          double fRe = samples.valuesRe[i] - samples.valuesRe[j];
          double fIm = samples.valuesIm[i] - samples.valuesIm[j];
          double dRe = samples.pointsRe[i] - samples.pointsRe[j];
          double dIm = samples.pointsIm[i] - samples.pointsIm[j];
          if (real) {
            re.set(row, k, fRe / dRe);
          } else {
            double norm = Math.hypot(dRe, dIm);
            double eRe = dRe / norm;
            double eIm = dIm / norm;
            re.set(row, k, (fRe * eRe + fIm * eIm) / norm);
            im.set(row, k, (fIm * eRe - fRe * eIm) / norm);
          }
        }
        row++;
      }
    }
    return NullVector.of(re, im, real);
  }

  /**
   * The greatest error at the samples; support points with weight zero are no nodes and count, too.
   *
   * @param support the indices of the support points
   * @param weights real and imaginary parts of their weights
   * @param errors the absolute errors at all samples; overwritten
   * @return the greatest of them
   */
  double errors(List<Integer> support, double[][] weights, double[] errors) {
    int columns = support.size();
    double[][] values = new double[2][columns];
    for (int k = 0; k < columns; k++) {
      values[0][k] = samples.valuesRe[support.get(k)];
      values[1][k] = samples.valuesIm[support.get(k)];
    }
    return errors(support, weights, values, errors);
  }

  /** The same with values at the support points that may differ from the samples. */
  double errors(List<Integer> support, double[][] weights, double[][] values, double[] errors) {
    double greatest = 0;
    for (int i = 0; i < samples.size(); i++) {
      double nRe = 0;
      double nIm = 0;
      double dRe = 0;
      double dIm = 0;
      int at = -1;
      for (int k = 0; k < support.size() && at < 0; k++) {
        int j = support.get(k);
        double wRe = weights[0][k];
        double wIm = weights[1][k];
        if (wRe == 0 && wIm == 0) {
          continue;
        }
        if (i == j) {
          at = k;
          continue;
        }
        double zRe = samples.pointsRe[i] - samples.pointsRe[j];
        double zIm = samples.pointsIm[i] - samples.pointsIm[j];
        double qRe;
        double qIm = 0;
        if (real) {
          qRe = wRe / zRe;
        } else {
          double norm = Math.hypot(zRe, zIm);
          double eRe = zRe / norm;
          double eIm = zIm / norm;
          qRe = (wRe * eRe + wIm * eIm) / norm;
          qIm = (wIm * eRe - wRe * eIm) / norm;
        }
        dRe += qRe;
        dIm += qIm;
        nRe += qRe * values[0][k] - qIm * values[1][k];
        nIm += qRe * values[1][k] + qIm * values[0][k];
      }
      double rRe;
      double rIm;
      if (at >= 0) {
        rRe = values[0][at];
        rIm = values[1][at];
      } else {
        double norm = Math.hypot(dRe, dIm);
        double eRe = dRe / norm;
        double eIm = dIm / norm;
        rRe = (nRe * eRe + nIm * eIm) / norm;
        rIm = (nIm * eRe - nRe * eIm) / norm;
      }
      double error = Math.hypot(samples.valuesRe[i] - rRe, samples.valuesIm[i] - rIm);
      errors[i] = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
      greatest = Math.max(greatest, errors[i]);
    }
    return greatest;
  }
}
