package io.github.approxifer.interp.aaa;

import io.github.approxifer.interp.internal.Checks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/** A function on an interval and everything that is known of it. Not thread-safe. */
final class SampledFunction {

  /** An irrational share, so that no period of the function hides between equal steps. */
  private static final double FRESH = 0.5 * (3 - Math.sqrt(5));

  private static final int AT_FIRST = 16;

  private final DoubleUnaryOperator function;
  private final TreeMap<Double, Double> known = new TreeMap<>();

  SampledFunction(DoubleUnaryOperator function, double lower, double upper) {
    this.function = function;
    value(lower);
    value(upper);
    fill(lower, upper, AT_FIRST - 1);
  }

  double lower() {
    return known.firstKey();
  }

  double upper() {
    return known.lastKey();
  }

  int size() {
    return known.size();
  }

  /** All points known, ascending. */
  double[] points() {
    return known.keySet().stream().mapToDouble(x -> x).toArray();
  }

  double[] values() {
    return known.values().stream().mapToDouble(x -> x).toArray();
  }

  /** The value at a point, sampled if it is not known. */
  double value(double point) {
    Double already = known.get(point);
    if (already != null) {
      return already;
    }
    double value = Checks.finiteValue(function, point);
    known.put(point, value);
    return value;
  }

  /** Sees to it that there are at least so many samples between two points. */
  void fill(double from, double to, int least) {
    if (known.subMap(from, false, to, false).size() >= least) {
      return;
    }
    for (int k = 1; k <= least; k++) {
      double point = from + k / (least + 1.0) * (to - from);
      // Between neighbouring numbers there is nothing.
      if (point > from && point < to) {
        value(point);
      }
    }
  }

  /** The distance from a point to the nearest sample. */
  double distance(double point) {
    Double below = known.floorKey(point);
    Double above = known.ceilingKey(point);
    return Math.min(
        below == null ? Double.POSITIVE_INFINITY : point - below,
        above == null ? Double.POSITIVE_INFINITY : above - point);
  }

  /** Samples the function between each two neighbouring samples, and returns where. */
  double[] refine() {
    double[] before = points();
    List<Double> fresh = new ArrayList<>();
    for (int i = 0; i + 1 < before.length; i++) {
      double point = before[i] + FRESH * (before[i + 1] - before[i]);
      if (point > before[i] && point < before[i + 1]) {
        value(point);
        fresh.add(point);
      }
    }
    return fresh.stream().mapToDouble(x -> x).toArray();
  }

  double greatestValue() {
    return Arrays.stream(values()).map(Math::abs).max().orElseThrow();
  }

  double medianValue() {
    double[] sizes = Arrays.stream(values()).map(Math::abs).sorted().toArray();
    return sizes[sizes.length / 2];
  }
}
