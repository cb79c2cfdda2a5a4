package io.github.approxifer.interp.weights;

import io.github.approxifer.interp.nodes.Nodes;
import java.util.Arrays;

/**
 * The weights of the interpolating polynomial at arbitrary nodes: 1 / product over k of (x_j -
 * x_k).
 *
 * <p>The products over- and underflow for some hundred nodes, so their logarithms are added
 * instead: with the differences divided by the capacity of the interval, a quarter of its length
 * (Berrut and Trefethen 2004, section 7), and with the integer part of the binary logarithm kept
 * apart as an exponent while the fraction stays a product. That is as safe as a sum of
 * floating-point logarithms, for any number of nodes, but takes a multiplication where that takes a
 * logarithm, and its relative error is below 2 n units of rounding. The class is thread-safe.
 */
public final class LagrangeWeights {

  private static final int BLOCK = 256;

  private LagrangeWeights() {}

  /**
   * The weights in O(n^2) operations, divided by the greatest absolute one.
   *
   * <p>Weights less than about 1e-323 of the greatest would underflow, and are refused: polynomial
   * interpolation at such nodes is useless, as on more than about a thousand equispaced ones.
   *
   * @param nodes the n nodes, in any order, finite and distinct; not modified
   * @return a new array of n weights in the order of the nodes, the greatest being 1 or -1
   * @throws IllegalArgumentException if there is no node, or if one is not finite or repeated, if a
   *     weight underflows, or if two are closer than about 1e-616 times the length of the interval
   */
  public static double[] of(double[] nodes) {
    Nodes.requireDistinct(nodes);
    int count = nodes.length;
    if (count == 1) {
      return new double[] {1};
    }
    double[] scaled = inUnitsOfCapacity(nodes);
    int stride = factorsWithoutOverflow(nodes, scaled);
    double[] weights = new double[count];
    long[] exponents = new long[count];
    for (int from = 0; from < count; from += BLOCK) {
      multiplyBlock(scaled, from, Math.min(from + BLOCK, count), stride, weights, exponents);
    }
    normalize(weights, exponents);
    return weights;
  }

  private static double[] inUnitsOfCapacity(double[] nodes) {
    double least = Arrays.stream(nodes).min().orElseThrow();
    double greatest = Arrays.stream(nodes).max().orElseThrow();
    double capacity = 0.25 * greatest - 0.25 * least;
    // A power of two is exact; the factor left out is the same in every product.
    int exponent = Math.max(Math.getExponent(capacity), -1020);
    double[] scaled = new double[nodes.length];
    for (int j = 0; j < nodes.length; j++) {
      scaled[j] = Math.scalb(nodes[j], -exponent);
    }
    return scaled;
  }

  /** How many differences can be multiplied before the exponent must be taken out. */
  private static int factorsWithoutOverflow(double[] nodes, double[] scaled) {
    double[] sorted = scaled.clone();
    Arrays.sort(sorted);
    double[] original = nodes.clone();
    Arrays.sort(original);
    double gap = Double.POSITIVE_INFINITY;
    for (int k = 1; k < sorted.length; k++) {
      if (sorted[k] == sorted[k - 1]) {
        throw new IllegalArgumentException(
            "the nodes %s and %s are too close for their distance from the others; drop one of them"
                .formatted(original[k - 1], original[k]));
      }
      gap = Math.min(gap, sorted[k] - sorted[k - 1]);
    }
    int bits = Math.max(4, 1 - Math.getExponent(gap));
    return Math.max(1, 1000 / bits);
  }

  private static void multiplyBlock(
      double[] nodes, int from, int to, int stride, double[] products, long[] exponents) {
    double[] block = Arrays.copyOfRange(nodes, from, to);
    double[] product = new double[to - from];
    Arrays.fill(product, 1);
    for (int start = 0; start < nodes.length; start += stride) {
      int end = Math.min(start + stride, nodes.length);
      for (int k = start; k < end; k++) {
        multiply(product, block, nodes[k], 0, Math.min(Math.max(k - from, 0), product.length));
        multiply(product, block, nodes[k], Math.max(k - from + 1, 0), product.length);
      }
      for (int j = 0; j < product.length; j++) {
        int exponent = Math.getExponent(product[j]);
        exponents[from + j] += exponent;
        product[j] = Math.scalb(product[j], -exponent);
      }
    }
    System.arraycopy(product, 0, products, from, product.length);
  }

  private static void multiply(double[] product, double[] block, double node, int from, int to) {
    for (int j = from; j < to; j++) {
      product[j] *= block[j] - node;
    }
  }

  private static void normalize(double[] products, long[] exponents) {
    long least = Arrays.stream(exponents).min().orElseThrow();
    double greatest = 0;
    for (int j = 0; j < products.length; j++) {
      long shift = Math.min(exponents[j] - least, 3000);
      products[j] = Math.scalb(1 / products[j], (int) -shift);
      greatest = Math.max(greatest, Math.abs(products[j]));
    }
    for (int j = 0; j < products.length; j++) {
      products[j] /= greatest;
      if (products[j] == 0) {
        throw new IllegalArgumentException(
            "the weight of node %d of %d is less than 1e-323 of the greatest; no polynomial through these nodes can be computed, take FloaterHormannWeights or Chebyshev nodes"
                .formatted(j, products.length));
      }
    }
  }
}
