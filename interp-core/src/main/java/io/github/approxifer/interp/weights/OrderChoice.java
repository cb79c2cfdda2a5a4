package io.github.approxifer.interp.weights;

import java.util.Arrays;

/** The order of Floater and Hormann's weights that predicts samples best from the others. */
final class OrderChoice {

  private static final int GREATEST_ORDER = 12;

  /** How many samples are left out, one after the other. */
  private static final int LEFT_OUT = 40;

  /** How many neighbours on either side predict them. */
  private static final int REACH = 100;

  private OrderChoice() {}

  static int of(double[] nodes, double[] values) {
    int count = nodes.length;
    if (count < 3) {
      return 0;
    }
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    int most = Math.min(GREATEST_ORDER, count - 2);
    int inner = count - 2;
    int tries = Math.min(LEFT_OUT, inner);
    double greatest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
    if (greatest == 0) {
      return 0;
    }
    for (int order = 0; order <= most; order++) {
      double squares = 0;
      for (int k = 0; k < tries; k++) {
        // The middles of equal stretches of the inner samples.
        int index = 1 + (int) ((k + 0.5) * inner / tries);
        double miss = miss(nodes, values, greatest, index, order);
        squares += miss * miss;
      }
      if (squares < least) {
        least = squares;
        best = order;
      }
    }
    return best;
  }

  private static double miss(
      double[] nodes, double[] values, double greatest, int index, int order) {
    int from = Math.max(0, index - REACH);
    int to = Math.min(nodes.length, index + REACH + 1);
    double[] others = new double[to - from - 1];
    double[] known = new double[others.length];
    for (int j = from, k = 0; j < to; j++) {
      if (j != index) {
        others[k] = nodes[j];
        known[k++] = values[j];
      }
    }
    double[] weights = FloaterHormannWeights.of(others, Math.min(order, others.length - 1));
    double numerator = 0;
    double denominator = 0;
    for (int j = 0; j < others.length; j++) {
      double quotient = weights[j] / (nodes[index] - others[j]);
      numerator += quotient * (known[j] / greatest);
      denominator += quotient;
    }
    return numerator / denominator - values[index] / greatest;
  }
}
