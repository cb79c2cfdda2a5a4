package io.github.approxifer.interp.trigonometric;

/**
 * The trigonometric polynomial through equispaced values as a sum of cosines and sines, for its
 * derivatives and integrals.
 */
final class FourierSeries {

  private final double frequency;
  private final double[] cosines;
  private final double[] sines;

  FourierSeries(double period, double[] values) {
    frequency = 2 * Math.PI / period;
    int count = values.length;
    cosines = new double[count / 2 + 1];
    sines = new double[count / 2 + 1];
    double[] table = new double[count];
    for (int j = 0; j < count; j++) {
      table[j] = Math.cos(2 * Math.PI * Math.min(j, count - j) / count);
    }
    double[] sineTable = new double[count];
    for (int j = 0; j < count; j++) {
      sineTable[j] = Math.sin(2 * Math.PI * (2 * j <= count ? j : j - count) / count);
    }
    for (int k = 0; k < cosines.length; k++) {
      // The constant, and for even n the last cosine, stand alone; all others for two exponentials.
      double factor = (k == 0 || 2 * k == count ? 1.0 : 2.0) / count;
      for (int j = 0; j < count; j++) {
        int turn = (int) ((long) j * k % count);
        cosines[k] += factor * values[j] * table[turn];
        sines[k] += 2 * k == count ? 0 : factor * values[j] * sineTable[turn];
      }
    }
  }

  /** A derivative at a point, given as its share of the period. */
  double derivative(double turn, int order) {
    double sum = order == 0 ? cosines[0] : 0;
    for (int k = 1; k < cosines.length; k++) {
      double angle = 2 * Math.PI * Math.IEEEremainder(k * turn, 1);
      double sine = Math.sin(angle);
      double cosine = Math.cos(angle);
      // Every derivative turns cosine into minus sine, and sine into cosine.
      double term =
          switch (order & 3) {
            case 0 -> cosines[k] * cosine + sines[k] * sine;
            case 1 -> sines[k] * cosine - cosines[k] * sine;
            case 2 -> -cosines[k] * cosine - sines[k] * sine;
            default -> cosines[k] * sine - sines[k] * cosine;
          };
      sum += term * Math.pow(k * frequency, order);
    }
    return sum;
  }

  /** The integral between distances from the first node. */
  double integral(double from, double to) {
    double sum = cosines[0] * (to - from);
    for (int k = 1; k < cosines.length; k++) {
      // Differences as products, which keep their digits for close limits.
      double middle = k * frequency * (0.5 * from + 0.5 * to);
      double half = Math.sin(0.5 * k * frequency * (to - from)) * 2 / (k * frequency);
      sum += half * (cosines[k] * Math.cos(middle) + sines[k] * Math.sin(middle));
    }
    return sum;
  }
}
