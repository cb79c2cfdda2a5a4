package io.github.approxifer.interp.minimax;

import io.github.approxifer.interp.internal.GoldenSection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The extrema of an error, whose signs alternate at reference points. */
final class ErrorCurve {

  /** Samples between two neighbouring reference points. */
  private static final int STEPS = 12;

  private final DoubleUnaryOperator error;
  private final List<Double> points = new ArrayList<>();
  private final List<Double> errors = new ArrayList<>();

  private ErrorCurve(DoubleUnaryOperator error) {
    this.error = error;
  }

  /**
   * Finds the extrema of one sign after the other.
   *
   * @param error the error
   * @param x the reference points, ascending
   * @param lower the lower end of the interval
   * @param upper the upper end
   */
  static ErrorCurve of(DoubleUnaryOperator error, double[] x, double lower, double upper) {
    List<Double> samples = new ArrayList<>();
    samples.add(lower);
    double last = lower;
    for (int k = 0; k <= x.length; k++) {
      double next = k < x.length ? x[k] : upper;
      for (int i = 1; i <= STEPS; i++) {
        double point = i == STEPS ? next : last + (next - last) * i / STEPS;
        if (point > samples.get(samples.size() - 1)) {
          samples.add(point);
        }
      }
      last = next;
    }
    ErrorCurve curve = new ErrorCurve(error);
    double[] values = new double[samples.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = error.applyAsDouble(samples.get(i));
    }
    // One extremum a run of samples of the same sign.
    for (int from = 0; from < values.length; ) {
      double sign = Math.signum(values[from]);
      int to = from;
      int peak = from;
      while (to < values.length && (values[to] == 0 || Math.signum(values[to]) == sign)) {
        peak = Math.abs(values[to]) > Math.abs(values[peak]) ? to : peak;
        to++;
      }
      if (sign != 0) {
        curve.add(samples, values, peak);
      }
      from = Math.max(to, from + 1);
    }
    return curve;
  }

  /** The greatest error next to a sample, which keeps its sign there. */
  private void add(List<Double> samples, double[] values, int i) {
    double sign = Math.signum(values[i]);
    double from = samples.get(Math.max(0, i - 1));
    double to = samples.get(Math.min(values.length - 1, i + 1));
    GoldenSection.Minimum peak =
        GoldenSection.minimize(z -> -sign * error.applyAsDouble(z), from, to, 1e-9 * (to - from));
    boolean better = -peak.value() > Math.abs(values[i]);
    points.add(better ? peak.point() : samples.get(i));
    errors.add(better ? -sign * peak.value() : values[i]);
  }

  double greatest() {
    double greatest = 0;
    for (double value : errors) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    return greatest;
  }

  /**
   * So many neighbouring extrema, among them the greatest: the smaller end is dropped as long as
   * there are too many.
   *
   * @return the points, or fewer if there are not so many
   */
  double[] reference(int count) {
    int from = 0;
    int to = points.size();
    while (to - from > count) {
      if (Math.abs(errors.get(from)) < Math.abs(errors.get(to - 1))) {
        from++;
      } else {
        to--;
      }
    }
    return points.subList(from, to).stream().mapToDouble(x -> x).toArray();
  }
}
