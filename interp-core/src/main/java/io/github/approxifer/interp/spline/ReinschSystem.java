package io.github.approxifer.interp.spline;

/**
 * The factored five-band system (R + mu Q'Q) gamma = Q'y of Reinsch's algorithm.
 *
 * <p>Q is n x (n-2) and takes second divided differences, R is the (n-2) x (n-2) Gram matrix of the
 * hat functions, gamma are the second derivatives at the inner knots. The system is divided by
 * max(1, mu), so that no penalty overflows: gamma = scaled gamma / max(1, mu).
 */
final class ReinschSystem {

  private final Knots knots;
  private final double divisor;
  private final double share;
  private final int inner;
  // The factors of the divided matrix: unit lower triangle with two subdiagonals, and a diagonal.
  private final double[] diagonal;
  private final double[] first;
  private final double[] second;

  ReinschSystem(Knots knots, double penalty) {
    this.knots = knots;
    divisor = Math.max(1, penalty);
    share = penalty / divisor;
    inner = Math.max(0, knots.size() - 2);
    diagonal = new double[inner];
    first = new double[inner];
    second = new double[inner];
    factor();
  }

  /** min(1, mu). */
  double share() {
    return share;
  }

  private void factor() {
    for (int j = 0; j < inner; j++) {
      double a = 1 / knots.gap(j);
      double c = 1 / knots.gap(j + 1);
      double b = -a - c;
      diagonal[j] =
          (knots.gap(j) + knots.gap(j + 1)) / 3 / divisor + share * (a * a + b * b + c * c);
      if (j + 1 < inner) {
        double e = 1 / knots.gap(j + 2);
        first[j] = knots.gap(j + 1) / 6 / divisor + share * (b * c + c * (-c - e));
      }
      if (j + 2 < inner) {
        second[j] = share * c / knots.gap(j + 2);
      }
    }
    for (int j = 0; j < inner; j++) {
      double below = first[j] / diagonal[j];
      double belowThat = second[j] / diagonal[j];
      if (j + 1 < inner) {
        diagonal[j + 1] -= below * first[j];
        first[j + 1] -= below * second[j];
      }
      if (j + 2 < inner) {
        diagonal[j + 2] -= belowThat * second[j];
      }
      first[j] = below;
      second[j] = belowThat;
    }
  }

  /** The second derivatives at all n knots, zero at the two ends. */
  double[] curvatures(double[] values) {
    double[] curvatures = scaledCurvatures(values);
    for (int i = 0; i < curvatures.length; i++) {
      curvatures[i] /= divisor;
    }
    return curvatures;
  }

  /** The values minus the fitted values. */
  double[] residuals(double[] values) {
    double[] residuals = scaledResiduals(values);
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] *= share;
    }
    return residuals;
  }

  /** The residuals divided by min(1, mu). */
  double[] scaledResiduals(double[] values) {
    double[] gamma = scaledCurvatures(values);
    int count = knots.size();
    double[] residuals = new double[count];
    for (int i = 0; i + 1 < count; i++) {
      double slope = (gamma[i + 1] - gamma[i]) / knots.gap(i);
      residuals[i] += slope;
      residuals[i + 1] -= slope;
    }
    return residuals;
  }

  /** The diagonal of (I - H) / min(1, mu) for the n x n hat matrix H. */
  double[] scaledResidualDiagonal() {
    double[] main = new double[inner + 2];
    double[] next = new double[inner + 2];
    double[] afterNext = new double[inner + 2];
    for (int i = inner - 1; i >= 0; i--) {
      afterNext[i] = -first[i] * next[i + 1] - second[i] * main[i + 2];
      next[i] = -first[i] * main[i + 1] - second[i] * next[i + 1];
      main[i] = 1 / diagonal[i] - first[i] * next[i] - second[i] * afterNext[i];
    }
    int count = knots.size();
    double[] result = new double[count];
    for (int i = 0; i < count; i++) {
      // Row i of Q is (a, b, c) in the columns i-2, i-1, i, as far as they exist.
      double a = i >= 2 ? 1 / knots.gap(i - 1) : 0;
      double b = i >= 1 && i + 1 < count ? -1 / knots.gap(i - 1) - 1 / knots.gap(i) : 0;
      double c = i + 2 < count ? 1 / knots.gap(i) : 0;
      double sum = 0;
      if (a != 0) {
        sum += a * a * main[i - 2];
        sum += 2 * a * b * next[i - 2];
        sum += 2 * a * c * afterNext[i - 2];
      }
      if (b != 0) {
        sum += b * b * main[i - 1] + 2 * b * c * next[i - 1];
      }
      result[i] = sum + c * c * main[i];
    }
    return result;
  }

  /** Solves for the second derivatives times max(1, mu), with the zeros at both ends. */
  private double[] scaledCurvatures(double[] values) {
    double[] gamma = new double[knots.size()];
    for (int j = 0; j < inner; j++) {
      gamma[j + 1] =
          (values[j + 2] - values[j + 1]) / knots.gap(j + 1)
              - (values[j + 1] - values[j]) / knots.gap(j);
    }
    for (int j = 0; j < inner; j++) {
      double known = gamma[j + 1];
      if (j + 1 < inner) {
        gamma[j + 2] -= first[j] * known;
      }
      if (j + 2 < inner) {
        gamma[j + 3] -= second[j] * known;
      }
    }
    for (int j = inner - 1; j >= 0; j--) {
      double sum = gamma[j + 1] / diagonal[j];
      if (j + 1 < inner) {
        sum -= first[j] * gamma[j + 2];
      }
      if (j + 2 < inner) {
        sum -= second[j] * gamma[j + 3];
      }
      gamma[j + 1] = sum;
    }
    return gamma;
  }
}
