package io.github.approxifer.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bars that are cut into parts, to see what a whole is made of. Confined to one thread while it is
 * filled.
 */
public final class StackChart implements Chart {
  private static final double LABELS = 112;
  private static final double BAR = 14;
  private static final double ROW = 20;
  private static final double LINE = 15;
  private static final double GAP = 5;

  private record Part(String name, Family family) {}

  private record Row(String label, String note, List<Double> values) {
    double sum() {
      return values.stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  private final String title;
  private final String unit;
  private final List<Part> parts = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  /**
   * An empty chart.
   *
   * @param title what it shows
   * @param unit what the axis counts
   */
  public StackChart(String title, String unit) {
    this.title = title;
    this.unit = unit;
  }

  /**
   * Adds a part. All parts come before the rows.
   *
   * @param name what the key calls it
   * @param family its colour
   * @return this chart
   */
  public StackChart part(String name, Family family) {
    parts.add(new Part(name, family));
    return this;
  }

  /**
   * Adds a row; one without values is a heading.
   *
   * @param label its name
   * @param note a few letters at its end
   * @param values the size of each part, from left to right
   * @return this chart
   */
  public StackChart row(String label, String note, double... values) {
    if (values.length != 0 && values.length != parts.size()) {
      throw new IllegalArgumentException(
          "a row of " + values.length + " values in a chart of " + parts.size() + " parts");
    }
    rows.add(new Row(label, note, Arrays.stream(values).boxed().toList()));
    return this;
  }

  /**
   * Whether there is anything to see.
   *
   * @return whether a row has values
   */
  public boolean isEmpty() {
    return rows.stream().allMatch(row -> row.values().isEmpty());
  }

  @Override
  public String svg() {
    double largest = rows.stream().mapToDouble(Row::sum).max().orElse(1);
    double notes =
        rows.stream()
            .mapToDouble(row -> GAP + row.note().length() * 1.15 * Svg.LETTER)
            .max()
            .orElse(GAP);
    Scale scale = new Scale(0, largest > 0 ? largest : 1, LABELS, WIDTH - notes);
    Svg svg = new Svg();
    svg.text(0, 12, "strong", title);
    double x = 0;
    for (Part part : parts) {
      svg.bar(x, 12 + LINE - 8, 11, 8, part.family().style());
      svg.text(x + 16, 12 + LINE, "", part.name());
      x += 26 + part.name().length() * Svg.LETTER;
    }
    double top = 12 + LINE + 8;
    double bottom = top + rows.size() * ROW;
    for (double tick : scale.ticks()) {
      svg.line(scale.at(tick), top, scale.at(tick), bottom, "grid");
      svg.text(scale.at(tick), bottom + 13, "faint middle", scale.text(tick));
    }
    svg.text(WIDTH, bottom + 26, "faint end", unit);
    double y = top;
    for (Row row : rows) {
      if (row.values().isEmpty()) {
        svg.text(0, y + BAR, "strong faint", row.label());
      } else {
        draw(svg, scale, row, y);
      }
      y += ROW;
    }
    return svg.svg(bottom + 31, title);
  }

  private void draw(Svg svg, Scale scale, Row row, double y) {
    svg.text(LABELS - 6, y + BAR - 1, "end", row.label());
    double from = 0;
    for (int p = 0; p < parts.size(); p++) {
      double size = row.values().get(p);
      if (size > 0) {
        double x = scale.at(from);
        svg.bar(x, y + 3, scale.at(from + size) - x, BAR - 2, parts.get(p).family().style());
        from += size;
      }
    }
    svg.text(scale.at(from) + GAP, y + BAR - 1, "faint", row.note());
  }
}
