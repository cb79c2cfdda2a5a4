package io.github.approxifer.interp.weights;

import io.github.approxifer.interp.internal.Checks;
import io.github.approxifer.interp.nodes.Nodes;

/**
 * The weights of the rational interpolants of Floater and Hormann, which blend the polynomials of
 * degree d through d + 1 consecutive nodes.
 *
 * <p>For every order d and any sorted nodes they have no pole on the real line, reproduce
 * polynomials of degree d, and converge with order d + 1 for smooth functions. Order 0 is Berrut's
 * first interpolant and order n - 1 for n nodes is the interpolating polynomial. Source: M. S.
 * Floater and K. Hormann, Barycentric rational interpolation with no poles and high rates of
 * approximation, Numerische Mathematik 107 (2007), equation 18. Signs here always start with +,
 * which leaves the interpolant as it is. All methods are thread-safe and return a new array.
 */
public final class FloaterHormannWeights {

  /** Beyond it the ratio of the weights at the ends to those inside is no longer a double. */
  private static final int GREATEST_EQUISPACED_ORDER = 1000;

  private FloaterHormannWeights() {}

  /**
   * The weights at arbitrary sorted nodes, in O(n d^2) operations.
   *
   * @param nodes the n nodes, finite, in strictly ascending or descending order; not modified
   * @param order the order d, from 0 to n - 1
   * @return the n weights, the greatest being between 1 and 2 in absolute value
   * @throws IllegalArgumentException if there is no node, one is not finite or out of order, the
   *     order is out of range, or a weight underflows, as at the ends for orders above 1000
   */
  public static double[] of(double[] nodes, int order) {
    Nodes.requireSorted(nodes);
    requireOrder(order, nodes.length);
    int count = nodes.length;
    double[] weights = new double[count];
    long[] exponents = new long[count];
    long greatest = Long.MIN_VALUE;
    for (int k = 0; k < count; k++) {
      double sum = 0;
      long exponent = Long.MIN_VALUE;
      for (int i = Math.max(0, k - order); i <= Math.min(k, count - 1 - order); i++) {
        double product = 1;
        long productExponent = 0;
        for (int j = i; j <= i + order; j++) {
          if (j != k) {
            // Halved, because the difference of two finite numbers may overflow.
            product *= Math.abs(0.5 * nodes[k] - 0.5 * nodes[j]);
            int shift = Math.getExponent(product);
            product = Math.scalb(product, -shift);
            productExponent -= shift;
          }
        }
        // Add 2^productExponent / product to 2^exponent sum.
        if (sum == 0) {
          exponent = productExponent;
        } else if (productExponent > exponent) {
          sum = scale(sum, exponent - productExponent);
          exponent = productExponent;
        }
        sum += scale(1 / product, productExponent - exponent);
      }
      int shift = Math.getExponent(sum);
      weights[k] = Math.scalb((k & 1) == 0 ? sum : -sum, -shift);
      exponents[k] = exponent + shift;
      greatest = Math.max(greatest, exponents[k]);
    }
    for (int k = 0; k < count; k++) {
      double weight = scale(weights[k], exponents[k] - greatest);
      if (!Double.isFinite(weight)) {
        throw new IllegalArgumentException(
            "the nodes next to nodes[%d] = %s are closer than 2^-1022; scale the nodes up"
                .formatted(k, nodes[k]));
      }
      if (weight == 0) {
        throw new IllegalArgumentException(
            "order %d at these nodes gives node %d, %s, a weight of 2^%d of the greatest, which is no double; choose a lower order"
                .formatted(order, k, nodes[k], exponents[k] - greatest));
      }
      weights[k] = weight;
    }
    return weights;
  }

  /**
   * The weights at equispaced nodes: sums of binomial coefficients, exact integers up to order 52,
   * starting with 1.
   *
   * @param count the number n of nodes, at least 1
   * @param order the order d, from 0 to n - 1 and at most 1000
   * @return the n weights
   * @throws IllegalArgumentException if the count is less than 1 or the order is out of range
   */
  public static double[] equispaced(int count, int order) {
    double[] signs = BerrutWeights.first(count);
    requireOrder(order, count);
    if (order > GREATEST_EQUISPACED_ORDER) {
      throw new IllegalArgumentException(
          "the order is %d, but the weights at the ends underflow above %d; choose a lower one"
              .formatted(order, GREATEST_EQUISPACED_ORDER));
    }
    double[] binomial = new double[order + 1];
    binomial[0] = 1;
    for (int row = 1; row <= order; row++) {
      for (int i = row; i > 0; i--) {
        binomial[i] += binomial[i - 1];
      }
    }
    double[] weights = new double[count];
    for (int k = 0; k < count; k++) {
      for (int i = Math.max(0, k - order); i <= Math.min(k, count - 1 - order); i++) {
        weights[k] += binomial[k - i];
      }
      weights[k] *= signs[k];
    }
    return weights;
  }

  /**
   * An order that suits a number of nodes, if nothing is known about the function: one for every 13
   * intervals, and at most 8.
   *
   * <p>High orders need many nodes, because each blended polynomial spans order + 1 of them, and
   * the Lebesgue constant doubles with every order. The rule gives the best order for the function
   * 1 / (1 + x^2) on [-5, 5] within a factor of two of the error; it is cautious for smoother
   * functions, which profit from more.
   *
   * @param count the number of nodes, at least 1
   * @return the order, from 0 to 8
   * @throws IllegalArgumentException if {@code count} is less than 1
   */
  public static int suggestedOrder(int count) {
    Checks.requireNodes(count);
    return Math.min(8, (count - 1) / 13);
  }

  /**
   * The order that suits samples: the one by whose interpolants some samples are predicted best
   * from all others, each left out in turn, as Chebfun chooses it for equispaced data.
   *
   * <p>Smooth functions get high orders, noise and kinks low ones. Up to 40 samples are left out
   * and predicted from 100 neighbours on either side, by every order up to 12.
   *
   * @param nodes the n nodes, finite, in strictly ascending or descending order; not modified
   * @param values the n values, finite; not modified
   * @return the order, from 0 to 12, and to n - 2
   * @throws IllegalArgumentException if there is no node, the lengths differ, a number is not
   *     finite or the nodes are out of order
   */
  public static int suggestedOrder(double[] nodes, double[] values) {
    Nodes.requireSorted(nodes);
    Checks.requireOneEach("values", values.length, nodes.length, "node");
    return OrderChoice.of(nodes, Nodes.requireFinite("values", values));
  }

  private static void requireOrder(int order, int count) {
    if (order < 0 || order >= count) {
      throw new IllegalArgumentException(
          "the order is %d, but for %d nodes it must be from 0 to %d"
              .formatted(order, count, count - 1));
    }
  }

  private static double scale(double number, long exponent) {
    return Math.scalb(number, (int) Math.max(exponent, -3000));
  }
}
