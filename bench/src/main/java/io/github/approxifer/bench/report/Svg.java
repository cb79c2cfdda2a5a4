package io.github.approxifer.bench.report;

import java.util.Locale;

/** The elements of a chart. Coordinates grow to the right and downwards. */
final class Svg {
  /** About the width of a letter of a chart, for what must fit. */
  static final double LETTER = 5.9;

  private final StringBuilder elements = new StringBuilder();

  void line(double x1, double y1, double x2, double y2, String style) {
    elements.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>\n",
            x1,
            y1,
            x2,
            y2,
            style));
  }

  void bar(double x, double y, double width, double height, String style) {
    elements.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"%s\"/>\n",
            x,
            y,
            Math.max(0.5, width),
            height,
            style));
  }

  void dot(double x, double y, String style) {
    elements.append(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" class=\"%s\"/>\n",
            x,
            y,
            style));
  }

  void path(String commands, String style) {
    elements.append("<path d=\"" + commands + "\" class=\"" + style + "\"/>\n");
  }

  /** Text with its foot at y; the style says which end is at x. */
  void text(double x, double y, String style, String words) {
    elements.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">%s</text>\n",
            x,
            y,
            style,
            escaped(words)));
  }

  /** The whole picture, with what a screen reader says of it. */
  String svg(double height, String title) {
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %.0f\" class=\"chart\""
                + " role=\"img\" aria-label=\"%s\">\n",
            Chart.WIDTH,
            height,
            escaped(title))
        + elements
        + "</svg>";
  }

  /** Text as HTML and SVG want it. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
