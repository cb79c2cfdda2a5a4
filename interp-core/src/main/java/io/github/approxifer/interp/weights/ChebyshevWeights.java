package io.github.approxifer.interp.weights;

/**
 * The weights of the interpolating polynomial at Chebyshev points, by closed forms.
 *
 * <p>They hold on any interval and in either order of the nodes. Source: Berrut and Trefethen 2004,
 * equations 5.3 and 5.4. All methods are thread-safe and return a new array.
 */
public final class ChebyshevWeights {

  private ChebyshevWeights() {}

  /**
   * The weights (-1)^j sin((2j+1) pi / (2 count)) at the points of the first kind.
   *
   * @param count the number of nodes, at least 1
   * @return the weights
   * @throws IllegalArgumentException if {@code count} is less than 1
   */
  public static double[] firstKind(int count) {
    double[] weights = BerrutWeights.first(count);
    for (int j = 0; j < count; j++) {
      int fromEnd = Math.min(j, count - 1 - j);
      weights[j] *= Math.sin(Math.PI * (2.0 * fromEnd + 1) / (2.0 * count));
    }
    return weights;
  }

  /**
   * The weights at the points of the second kind, which are those of {@link BerrutWeights#second}.
   *
   * @param count the number of nodes, at least 1
   * @return the weights
   * @throws IllegalArgumentException if {@code count} is less than 1
   */
  public static double[] secondKind(int count) {
    return BerrutWeights.second(count);
  }
}
