package io.github.approxifer.interp.weights;

import io.github.approxifer.interp.nodes.GaussRule;
import io.github.approxifer.interp.nodes.LegendreNodes;

/**
 * The weights of the interpolating polynomial at the Gauss-Legendre nodes.
 *
 * <p>They hold on any interval. Source: H. Wang and S. Xiang, On the convergence rates of Legendre
 * approximation, Mathematics of Computation 81 (2012), theorem 3.1. The class is thread-safe.
 */
public final class LegendreWeights {

  private LegendreWeights() {}

  /**
   * The weights (-1)^j sqrt((1 - x_j^2) q_j) for the nodes x and the quadrature weights q, divided
   * by the greatest of them.
   *
   * @param count the number of nodes, at least 1
   * @return a new array, in the order of {@link LegendreNodes#of(int)}
   * @throws IllegalArgumentException if {@code count} is less than 1
   */
  public static double[] of(int count) {
    return GaussRule.legendre(count).barycentricWeights();
  }
}
