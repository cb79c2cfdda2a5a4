package io.github.approxifer.bench.report;

/**
 * A picture of a report, in the one style of all: no ground, colours that serve light and dark,
 * names beside what they name. Confined to one thread while it is filled.
 */
public interface Chart {
  /** The width of every chart, in units that are pixels on a phone. */
  int WIDTH = 400;

  /**
   * The picture for a page that has the style.
   *
   * @return an {@code svg} element
   */
  String svg();

  /**
   * The picture as a file of its own.
   *
   * @return an SVG document with the style in it
   */
  default String document() {
    String style = "<style>\n" + Styles.chart() + "</style>";
    String svg = svg();
    int end = svg.indexOf('>') + 1;
    return svg.substring(0, end) + "\n" + style + svg.substring(end) + "\n";
  }
}
