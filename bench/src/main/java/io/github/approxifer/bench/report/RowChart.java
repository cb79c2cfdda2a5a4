package io.github.approxifer.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row for each thing that is compared: bars or dots with their intervals, and what others printed
 * as a line across the row. Values grow to the right. Names stand at their rows; what the colours
 * mean stands once above.
 */
public final class RowChart implements Chart {
  private static final double LEAST_LABELS = 60;
  private static final double MOST_LABELS = 200;
  private static final double VALUES = 46;
  private static final double MARK = 11;
  private static final double GAP = 6;
  private static final double LINE = 15;

  /** Half of what the number of a tick takes. */
  private static final double EDGE = 14;

  /** How a series is drawn. */
  public enum Shape {
    /** A bar from the left, with its value beside it. */
    BAR,
    /** A dot, with its value beside it. */
    DOT,
    /** A line across the row, for what another has measured. */
    LINE
  }

  /**
   * A value with half the width of its interval.
   *
   * @param value the value
   * @param interval half the width; 0 or NaN to draw none
   */
  public record Value(double value, double interval) {
    /**
     * A value without an interval.
     *
     * @param value the value
     * @return the value
     */
    public static Value of(double value) {
      return new Value(value, 0);
    }

    double drawn() {
      return interval > 0 ? interval : 0;
    }
  }

  private record Series(String name, Shape shape, Family family) {}

  /** A row, or a heading if it has no values. */
  private record Row(String label, List<@Nullable Value> values, @Nullable Family family) {}

  private final String title;
  private final String unit;
  private final String format;
  private final List<Series> series = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private double low;
  private double high = Double.NaN;

  /**
   * An empty chart.
   *
   * @param title what it shows
   * @param unit what the axis counts
   * @param format how a value is written, such as {@code %.3f}
   */
  public RowChart(String title, String unit, String format) {
    this.title = title;
    this.unit = unit;
    this.format = format;
  }

  /**
   * Adds a series. All series come before the rows.
   *
   * @param name what the key calls it
   * @param shape how it is drawn
   * @param family its colour
   * @return this chart
   */
  public RowChart series(String name, Shape shape, Family family) {
    series.add(new Series(name, shape, family));
    return this;
  }

  /**
   * Sets the ends of the axis instead of 0 and the largest value.
   *
   * @param from the left end
   * @param to the right end, above the left one
   * @return this chart
   */
  public RowChart axis(double from, double to) {
    if (!(from < to)) {
      throw new IllegalArgumentException("no axis goes from " + from + " to " + to);
    }
    low = from;
    high = to;
    return this;
  }

  /**
   * Adds a heading above the rows that follow.
   *
   * @param text the heading
   * @return this chart
   */
  public RowChart heading(String text) {
    rows.add(new Row(text, List.of(), null));
    return this;
  }

  /**
   * Adds a row.
   *
   * @param label its name
   * @param values a value for each series, or null for none
   * @return this chart
   */
  public RowChart row(String label, @Nullable Value... values) {
    return coloured(label, null, values);
  }

  /**
   * Adds a row in a colour of its own.
   *
   * @param label its name
   * @param family its colour, whatever the series have; null for theirs
   * @param values a value for each series, or null for none
   * @return this chart
   * @throws IllegalArgumentException if there are more or fewer values than series
   */
  public RowChart coloured(String label, @Nullable Family family, @Nullable Value... values) {
    if (values.length != series.size()) {
      throw new IllegalArgumentException(
          "a row of " + values.length + " values in a chart of " + series.size() + " series");
    }
    // List.of would refuse the nulls.
    rows.add(new Row(label, new ArrayList<>(Arrays.asList(values)), family));
    return this;
  }

  /**
   * Whether there is anything to see.
   *
   * @return whether a row has a value
   */
  public boolean isEmpty() {
    return values().findAny().isEmpty();
  }

  /** The width that the longest label takes. */
  private double longest() {
    return rows.stream()
        .filter(row -> !row.values().isEmpty())
        .mapToDouble(row -> row.label().length() * 1.1 * Svg.LETTER + 12)
        .max()
        .orElse(0);
  }

  /** Whether labels stand above their rows, as they are too long to stand beside them. */
  private boolean above() {
    return longest() > MOST_LABELS;
  }

  private Stream<Value> values() {
    return rows.stream().flatMap(row -> row.values().stream()).filter(value -> value != null);
  }

  @Override
  public String svg() {
    double largest = values().mapToDouble(v -> v.value() + v.drawn()).max().orElse(1);
    double right = Double.isNaN(high) ? (largest > 0 ? largest : 1) : high;
    double labels = above() ? 6 : Math.max(LEAST_LABELS, longest());
    Scale scale = new Scale(low, right, labels, WIDTH - VALUES);
    Svg svg = new Svg();
    svg.text(0, 12, "strong", title);
    double top = key(svg, 12 + LINE) + GAP;
    double bottom = top + rows.stream().mapToDouble(this::height).sum();
    for (double tick : scale.ticks()) {
      svg.line(scale.at(tick), top, scale.at(tick), bottom, "grid");
      // A number at the edge of the drawing would be cut off in the middle.
      String side = scale.at(tick) < EDGE ? "faint" : "faint middle";
      svg.text(scale.at(tick), bottom + 13, side, scale.text(tick));
    }
    svg.text(WIDTH, bottom + 26, "faint end", unit);
    double y = top;
    for (Row row : rows) {
      draw(svg, scale, row, y);
      y += height(row);
    }
    return svg.svg(bottom + 31, title);
  }

  /** Draws the key, in as many lines as it takes; returns where it ends. */
  private double key(Svg svg, double y) {
    if (series.size() < 2) {
      return y - LINE;
    }
    double x = 0;
    double line = y;
    for (Series one : series) {
      double width = 16 + one.name().length() * Svg.LETTER + 10;
      if (x > 0 && x + width > WIDTH) {
        x = 0;
        line += LINE;
      }
      switch (one.shape()) {
        case BAR -> svg.bar(x, line - 8, 11, 8, one.family().style());
        case DOT -> svg.dot(x + 6, line - 4, one.family().style());
        case LINE -> svg.line(x + 6, line - 10, x + 6, line + 2, "mark " + one.family().style());
      }
      svg.text(x + 16, line, "", one.name());
      x += width;
    }
    return line;
  }

  private double height(Row row) {
    double label = above() ? LINE - 3 : 0;
    return row.values().isEmpty() ? LINE + 3 : label + Math.max(1, marks(row)) * MARK + GAP;
  }

  /** How many marks lie below each other. */
  private long marks(Row row) {
    return row.values().isEmpty()
        ? 0
        : series.stream().filter(one -> one.shape() != Shape.LINE).count();
  }

  private void draw(Svg svg, Scale scale, Row row, double from) {
    double y = from;
    double height = height(row);
    if (row.values().isEmpty()) {
      svg.text(0, y + LINE - 2, "strong faint", row.label());
      return;
    }
    if (above()) {
      svg.text(scale.start(), y + LINE - 4, "", row.label());
      y += LINE - 3;
      height -= LINE - 3;
    } else {
      svg.text(scale.start() - 6, y + (height - GAP) / 2 + 7, "end", row.label());
    }
    double line = y + GAP / 2;
    for (int s = 0; s < series.size(); s++) {
      Value value = row.values().get(s);
      if (series.get(s).shape() != Shape.LINE) {
        if (value != null) {
          mark(svg, scale, series.get(s), row.family(), value, line);
        }
        line += MARK;
      }
    }
    for (int s = 0; s < series.size(); s++) {
      Value value = row.values().get(s);
      if (value != null && series.get(s).shape() == Shape.LINE) {
        double x = scale.at(value.value());
        svg.line(x, y + 1, x, y + height - 1, "mark " + series.get(s).family().style());
      }
    }
    // Numbers last, so that no line crosses them.
    line = y + GAP / 2;
    for (int s = 0; s < series.size(); s++) {
      Value value = row.values().get(s);
      if (series.get(s).shape() != Shape.LINE) {
        if (value != null) {
          double end = scale.at(value.value() + value.drawn()) + 4;
          // What rounds to zero has no sign.
          String text =
              String.format(Locale.ROOT, format, value.value()).replaceAll("^-(0[.0]*)$", "$1");
          svg.text(end + (series.get(s).shape() == Shape.DOT ? 3 : 0), line + 9.5, "value", text);
        }
        line += MARK;
      }
    }
  }

  private static void mark(
      Svg svg, Scale scale, Series one, @Nullable Family family, Value value, double y) {
    String style = (family == null ? one.family() : family).style();
    double x = scale.at(value.value());
    double middle = y + MARK / 2;
    if (one.shape() == Shape.BAR) {
      svg.bar(scale.start(), y + 1, x - scale.start(), MARK - 2, style);
    }
    if (value.drawn() > 0) {
      double low = scale.at(value.value() - value.interval());
      double high = scale.at(value.value() + value.interval());
      svg.line(low, middle, high, middle, "interval");
    }
    if (one.shape() == Shape.DOT) {
      svg.dot(x, middle, style);
    }
  }
}
