package io.github.approxifer.interp.spline;

import io.github.approxifer.interp.internal.Checks;
import io.github.approxifer.interp.nodes.Nodes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The points and weights of data to be smoothed: values at the same point count as their weighted
 * mean with the sum of their weights, which leaves the curve as it is.
 */
final class DataPoints {

  private final Knots knots;

  /** Squares of smaller weights would underflow. */
  private static final double LEAST_SHARE = 0x1p-400;

  private final int[] knotOf;
  private final double[] weights;
  private final double[] knotWeights;
  private final int weightExponent;

  DataPoints(double[] points, double @Nullable [] given, boolean repeated) {
    int count = points.length;
    if (given != null) {
      Checks.requireOneEach("weights", given.length, count, "point");
    }
    knotOf = new int[count];
    double[] distinct = new double[count];
    int last = -1;
    for (int i = 0; i < count; i++) {
      if (!repeated || last < 0 || points[i] != distinct[last]) {
        distinct[++last] = points[i];
      }
      knotOf[i] = last;
    }
    knots = new Knots(Arrays.copyOf(distinct, last + 1));
    weights = given == null ? ones(count) : given.clone();
    for (int i = 0; i < count; i++) {
      if (!(weights[i] > 0) || Double.isInfinite(weights[i])) {
        throw new IllegalArgumentException(
            "weights[%d] = %s; a weight must be finite and greater than zero, leave its value out otherwise"
                .formatted(i, weights[i]));
      }
    }
    double greatest = Arrays.stream(weights).max().orElse(1);
    for (int i = 0; i < count; i++) {
      if (weights[i] < LEAST_SHARE * greatest) {
        throw new IllegalArgumentException(
            "weights[%d] = %s is nothing beside the greatest, %s; leave its value out"
                .formatted(i, weights[i], greatest));
      }
    }
    weightExponent = Math.getExponent(greatest);
    knotWeights = new double[last + 1];
    for (int i = 0; i < count; i++) {
      knotWeights[knotOf[i]] += Math.scalb(weights[i], -weightExponent);
    }
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  int size() {
    return knotOf.length;
  }

  Knots knots() {
    return knots;
  }

  int knotOf(int point) {
    return knotOf[point];
  }

  /** The sums of the weights at the knots, divided by 2 to the weight exponent. */
  double[] knotWeights() {
    return knotWeights;
  }

  int weightExponent() {
    return weightExponent;
  }

  double originalKnotWeight(int knot) {
    return Math.scalb(knotWeights[knot], weightExponent);
  }

  /** The share of a point in the weight of its knot; 1 for one that is alone. */
  double share(int point) {
    return Math.scalb(weights[point], -weightExponent) / knotWeights[knotOf[point]];
  }

  double[] requireValues(double[] values) {
    Checks.requireOneEach(
        "values", values.length, size(), size() == knots.size() ? "knot" : "point");
    return Nodes.requireFinite("values", values);
  }

  /** The weighted means of the values at every knot. */
  double[] knotValues(double[] values) {
    if (size() == knots.size()) {
      return values.clone();
    }
    double[] means = new double[knots.size()];
    for (int i = 0; i < values.length; i++) {
      means[knotOf[i]] += share(i) * values[i];
    }
    return means;
  }

  /** The weighted sum of the squared differences of values and means. */
  double squaresWithin(double[] values, double[] means) {
    double sum = 0;
    for (int i = 0; i < values.length && size() > knots.size(); i++) {
      double difference = values[i] - means[knotOf[i]];
      sum += weights[i] * difference * difference;
    }
    return sum;
  }
}
