package io.github.approxifer.interp.lebesgue;

import io.github.approxifer.interp.internal.Checks;
import io.github.approxifer.interp.internal.GoldenSection;
import io.github.approxifer.interp.internal.Scaling;
import io.github.approxifer.interp.nodes.Nodes;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * The Lebesgue function of a barycentric interpolant: at every point the sum of the absolute
 * interpolation weights, so the greatest factor by which errors in the values are magnified there.
 *
 * <p>It is sum |w_j / (z - x_j)| divided by |sum w_j / (z - x_j)|: 1 at the nodes, at least 1
 * elsewhere, infinite at poles. Source: L. Bos, S. De Marchi and K. Hormann, On the Lebesgue
 * constant of Berrut's rational interpolant at equidistant nodes, Journal of Computational and
 * Applied Mathematics 236 (2011), equation 3. Instances are immutable and thread-safe.
 */
public final class LebesgueFunction {

  /** A dip of the denominator below this share of its ends is searched for a change of sign. */
  private static final double DIP = 0.25;

  private static final int STEPS = 12;

  // In ascending order of the nodes, which are multiplied with a power of two.
  private final double[] nodes;
  private final double[] weights;
  private final double scale;

  private LebesgueFunction(double[] nodes, double[] weights) {
    Nodes.requireDistinct(nodes);
    double[] scaled = Scaling.weights(weights, nodes.length);
    this.nodes = nodes.clone();
    this.weights = new double[nodes.length];
    Arrays.sort(this.nodes);
    for (int j = 0; j < nodes.length; j++) {
      this.weights[Arrays.binarySearch(this.nodes, nodes[j])] = scaled[j];
    }
    scale = Scaling.ofInterval(this.nodes[0], this.nodes[nodes.length - 1]);
    for (int j = 0; j < nodes.length; j++) {
      this.nodes[j] *= scale;
    }
  }

  /**
   * The Lebesgue function of nodes and weights.
   *
   * @param nodes the n nodes, in any order, finite and distinct; copied
   * @param weights the n barycentric weights, in the order of the nodes, finite and not zero;
   *     copied
   * @return the function
   * @throws IllegalArgumentException if there is no node, if nodes and weights differ in number, or
   *     if a number is not finite, a node is repeated or a weight is zero
   */
  public static LebesgueFunction of(double[] nodes, double[] weights) {
    return new LebesgueFunction(nodes, weights);
  }

  /**
   * The Lebesgue function of some of the nodes, as a decoder has it that received answers from
   * these only.
   *
   * @param nodes all nodes, finite; not modified
   * @param kept the indices of the nodes that are there, in the order in which the rule is to see
   *     them; not modified
   * @param weightRule the weights of the nodes that are there, for example {@code x ->
   *     BerrutWeights.first(x.length)}, whose signs alternate by rank
   * @return the Lebesgue function
   * @throws IllegalArgumentException if an index is out of range or repeated, or if the nodes kept
   *     or their weights are refused by the constructor
   */
  public static LebesgueFunction ofSubset(
      double[] nodes, int[] kept, UnaryOperator<double[]> weightRule) {
    double[] subset = new double[kept.length];
    for (int k = 0; k < kept.length; k++) {
      if (kept[k] < 0 || kept[k] >= nodes.length) {
        throw new IllegalArgumentException(
            "kept[%d] = %d, but there are nodes 0 to %d only"
                .formatted(k, kept[k], nodes.length - 1));
      }
      subset[k] = nodes[kept[k]];
    }
    return new LebesgueFunction(subset, weightRule.apply(subset.clone()));
  }

  /**
   * The value at one point.
   *
   * @param point a finite number
   * @return the value, at least 1 up to rounding; infinite at a pole
   * @throws IllegalArgumentException if the point is not finite
   */
  public double value(double point) {
    return at(Checks.requireFinitePoint(point) * scale);
  }

  /** The value at a point in the units of the nodes here. */
  private double at(double point) {
    double distance = Double.POSITIVE_INFINITY;
    for (double node : nodes) {
      distance = Math.min(distance, Math.abs(point - node));
    }
    if (distance == 0) {
      return 1;
    }
    double sum = 0;
    double absolute = 0;
    for (int j = 0; j < nodes.length; j++) {
      double quotient = weights[j] * (distance / (point - nodes[j]));
      sum += quotient;
      absolute += Math.abs(quotient);
    }
    return absolute / Math.abs(sum);
  }

  /**
   * The Lebesgue constant between the outermost nodes.
   *
   * @return the greatest value, with a relative error below 1e-10; infinite if there is a pole
   *     between them
   */
  public double constant() {
    return between(nodes[0], nodes[nodes.length - 1]);
  }

  /**
   * The Lebesgue constant on an interval.
   *
   * <p>Between each two nodes the maximum is bracketed by equal steps and then found by golden
   * sections, because sampling the whole interval finds too little.
   *
   * @param lower the lower end, finite
   * @param upper the upper end, finite, not less than {@code lower}
   * @return the greatest value there, with a relative error below 1e-10; infinite if there is a
   *     pole
   * @throws IllegalArgumentException if an end is not finite or the ends are in the wrong order
   */
  public double constant(double lower, double upper) {
    if (!Double.isFinite(lower) || !Double.isFinite(upper) || lower > upper) {
      throw new IllegalArgumentException(
          "[%s, %s] is not an interval; give two finite ends, the lower one first"
              .formatted(lower, upper));
    }
    return between(lower * scale, upper * scale);
  }

  private double between(double lower, double upper) {
    double greatest = Math.max(at(lower), at(upper));
    int last = nodes.length - 1;
    for (int k = -1; k <= last; k++) {
      double from = Math.max(lower, k < 0 ? lower : nodes[k]);
      double to = Math.min(upper, k == last ? upper : nodes[k + 1]);
      if (from < to) {
        if (poleBetween(k, from, to)) {
          return Double.POSITIVE_INFINITY;
        }
        greatest = Math.max(greatest, IntervalMaximum.of(this::at, from, to));
      }
    }
    return greatest;
  }

  /**
   * Whether the denominator changes sign between two points of the gap after node k, once or twice.
   * Multiplied with the distances to the nodes around it is smooth, so a second change shows as a
   * deep dip between the ends.
   */
  private boolean poleBetween(int k, double from, double to) {
    double left = smooth(k, from);
    double right = smooth(k, to);
    if (Math.signum(left) * Math.signum(right) < 0) {
      return true;
    }
    double sign = Math.signum(left + right);
    double step = (to - from) / STEPS;
    double least = Math.min(Math.abs(left), Math.abs(right));
    int dip = 0;
    for (int i = 1; i < STEPS; i++) {
      double value = sign * smooth(k, from + i * step);
      if (value < DIP * least) {
        least = value / DIP;
        dip = i;
      }
    }
    if (dip == 0 || least < 0) {
      return least < 0;
    }
    GoldenSection.Minimum lowest =
        GoldenSection.minimize(
            z -> sign * smooth(k, z),
            from + (dip - 1) * step,
            from + (dip + 1) * step,
            1e-9 * (to - from));
    // A sum that is zero up to rounding has a pole next to it, or as good as.
    return lowest.value() < 0;
  }

  /** The denominator times the distances from the nodes before and after, where there are any. */
  private double smooth(int k, double point) {
    double before = k >= 0 ? point - nodes[k] : 1;
    double after = k + 1 < nodes.length ? nodes[k + 1] - point : 1;
    double sum = 0;
    for (int j = 0; j < nodes.length; j++) {
      if (j == k) {
        sum += weights[j] * after;
      } else if (j == k + 1) {
        sum -= weights[j] * before;
      } else {
        sum += weights[j] / (point - nodes[j]) * before * after;
      }
    }
    return sum;
  }
}
