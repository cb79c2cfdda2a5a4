package io.github.approxifer.models.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The mean loss over every stretch of steps. Not thread-safe. */
final class LossCurve {

  /** One point: the mean loss of the steps since the point before, up to this step. */
  record Point(long step, double loss) {}

  private final long stretch;
  private final List<Point> points = new ArrayList<>();
  private double sum;
  private int count;

  /** Creates an empty curve with a point for each {@code stretch} steps. */
  LossCurve(long stretch) {
    this.stretch = Math.max(1, stretch);
  }

  /** Adds the loss of a step, counted from 1. */
  void add(long step, float loss) {
    sum += loss;
    count++;
    if (step % stretch == 0) {
      points.add(new Point(step, sum / count));
      sum = 0;
      count = 0;
    }
  }

  List<Point> points() {
    return List.copyOf(points);
  }

  /** The points as {@code step:loss} with commas between them. */
  String text() {
    return points.stream()
        .map(point -> String.format(Locale.ROOT, "%d:%.5f", point.step(), point.loss()))
        .collect(Collectors.joining(","));
  }

  /** Adds the points of such a text. */
  void add(String text) {
    if (text.isEmpty()) {
      return;
    }
    for (String point : text.split(",", -1)) {
      int colon = point.indexOf(':');
      points.add(
          new Point(
              Long.parseLong(point.substring(0, colon)),
              Double.parseDouble(point.substring(colon + 1))));
    }
  }
}
