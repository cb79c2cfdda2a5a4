package io.github.approxifer.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A linear axis.
 *
 * @param low the value at the left or lower end
 * @param high the value at the other end
 * @param start the coordinate of the lowest value
 * @param end the coordinate of the highest value
 */
record Scale(double low, double high, double start, double end) {
  private static final int TICKS = 5;

  /** The coordinate of a value; outside of the axis, its end. */
  double at(double value) {
    double share = (value - low) / (high - low);
    return start + Math.max(0, Math.min(1, share)) * (end - start);
  }

  /** At most six round values within the axis. */
  List<Double> ticks() {
    double step = step();
    List<Double> ticks = new ArrayList<>();
    for (double tick = Math.ceil(low / step) * step; tick <= high + step / 1000; tick += step) {
      ticks.add(Math.abs(tick) < step / 1000 ? 0 : tick);
    }
    return ticks;
  }

  /** A tick with as many decimals as its neighbours need. */
  String text(double tick) {
    int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step()) - 1e-9));
    return String.format(Locale.ROOT, "%." + decimals + "f", tick);
  }

  private double step() {
    double rough = (high - low) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= rough * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
