package io.github.approxifer.bench.report;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A picture of a report, in the one style of all: no ground, colours that serve light and dark,
 * names beside what they name. Confined to one thread while it is filled.
 */
public interface Chart {
  /** The width of every chart, in units that are pixels on a phone. */
  int WIDTH = 400;

  /** How much larger a file of its own is drawn: its letters are then as large as a page's. */
  double ENLARGED = 1.5;

  /**
   * The picture for a page that has the style.
   *
   * @return an {@code svg} element
   */
  String svg();

  /**
   * The picture as a file of its own. It has a size, or a browser would make it as wide as a page.
   *
   * @return an SVG document with the style in it
   */
  default String document() {
    String style = "<style>\n" + Styles.chart() + "</style>";
    String svg = svg();
    int end = svg.indexOf('>');
    Matcher box = Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"").matcher(svg);
    if (!box.find()) {
      throw new IllegalStateException("no chart without a size: " + svg.substring(0, end));
    }
    String size =
        String.format(
            Locale.ROOT,
            " width=\"%.0f\" height=\"%.0f\">\n",
            ENLARGED * Integer.parseInt(box.group(1)),
            ENLARGED * Integer.parseInt(box.group(2)));
    return svg.substring(0, end) + size + style + svg.substring(end + 1) + "\n";
  }
}
