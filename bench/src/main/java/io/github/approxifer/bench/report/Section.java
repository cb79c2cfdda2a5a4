package io.github.approxifer.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A part of a report: words, charts, a table. The same part becomes Markdown and HTML. Confined to
 * one thread while it is filled.
 */
public final class Section {
  /** A longer table is folded on a page. */
  private static final int LONG_TABLE = 8;

  /** A cell of more letters takes several lines. */
  private static final int LONG_CELL = 30;

  /** What counts as a number, for the side on which it stands. */
  private static final Pattern NUMBER = Pattern.compile("[~+-]?[0-9][0-9.,]*( ?%| ± [0-9.?]+)?");

  private final String title;
  private final List<String> words = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Picture> pictures = new ArrayList<>();
  private boolean folded;

  /**
   * A chart and the name of its file.
   *
   * @param file the file's name, with its end {@code .svg}
   * @param caption what is in it
   * @param chart the chart
   */
  record Picture(String file, String caption, Chart chart) {}

  /**
   * An empty section.
   *
   * @param title its title
   * @param heading the names of the columns of its table; none if there is no table
   */
  public Section(String title, String... heading) {
    this.title = title;
    if (heading.length > 0) {
      rows.add(List.of(heading));
    }
  }

  /**
   * Adds a paragraph.
   *
   * @param paragraph plain words; code between backticks
   * @return this section
   */
  public Section words(String paragraph) {
    words.add(paragraph);
    return this;
  }

  /**
   * Adds a row to the table.
   *
   * @param cells as many as the heading has
   * @throws IllegalArgumentException if there are more or fewer
   */
  public void row(String... cells) {
    if (rows.isEmpty() || cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "a row of "
              + cells.length
              + " cells in a table of "
              + (rows.isEmpty() ? 0 : rows.get(0).size())
              + " columns");
    }
    rows.add(List.of(cells));
  }

  /**
   * Shows a chart.
   *
   * @param file the name of its file beside the report, without its end
   * @param caption what is in it
   * @param chart the chart
   */
  public void chart(String file, String caption, Chart chart) {
    pictures.add(new Picture(file + ".svg", caption, chart));
  }

  /**
   * Folds everything but the charts away on a page, however short.
   *
   * @return this section
   */
  public Section folded() {
    folded = true;
    return this;
  }

  /**
   * The title.
   *
   * @return the title
   */
  public String title() {
    return title;
  }

  /**
   * The table.
   *
   * @return its rows, the heading first; empty if there is no table
   */
  public List<List<String>> rows() {
    return List.copyOf(rows);
  }

  List<Picture> pictures() {
    return List.copyOf(pictures);
  }

  /**
   * The section in Markdown; charts are files beside it.
   *
   * @return a heading of the second level and what belongs to it
   */
  public String markdown() {
    StringBuilder text = new StringBuilder("## " + title + "\n\n");
    words.forEach(paragraph -> text.append(paragraph).append("\n\n"));
    pictures.forEach(p -> text.append("![" + p.caption() + "](" + p.file() + ")\n\n"));
    if (rows.size() > 1) {
      MarkdownTable table = new MarkdownTable(rows.get(0).toArray(new String[0]));
      rows.subList(1, rows.size()).forEach(row -> table.row(row.toArray(new String[0])));
      text.append(table).append('\n');
    }
    return text.toString();
  }

  /** Where links to the section lead. */
  String anchor() {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }

  String html() {
    StringBuilder text = new StringBuilder("<section id=\"" + anchor() + "\">\n<h2>");
    text.append(Svg.escaped(title)).append("</h2>\n");
    if (!folded) {
      words.forEach(paragraph -> text.append(paragraph(paragraph)));
    }
    // A chart and a short table stand beside each other where there is room.
    boolean beside = !folded && pictures.size() == 1 && rows.size() <= 1 + LONG_TABLE;
    text.append(beside ? "<div class=\"beside\">\n" : "").append(charts());
    if (folded) {
      text.append("<details><summary>more</summary>\n");
      words.forEach(paragraph -> text.append(paragraph(paragraph)));
      text.append(rows.size() > 1 ? table() : "").append("</details>\n");
    } else if (rows.size() > 1 + LONG_TABLE) {
      text.append("<details><summary>table of ").append(rows.size() - 1);
      text.append(" rows</summary>\n").append(table()).append("</details>\n");
    } else if (rows.size() > 1) {
      text.append(table());
    }
    return text.append(beside ? "</div>\n" : "").append("</section>\n").toString();
  }

  /** The charts alone, side by side where there is room. */
  String charts() {
    if (pictures.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("<div class=\"charts\">\n");
    for (Picture picture : pictures) {
      text.append("<figure>").append(picture.chart().svg()).append("</figure>\n");
    }
    return text.append("</div>\n").toString();
  }

  private String table() {
    StringBuilder text = new StringBuilder("<div class=\"table\"><table>\n");
    for (int r = 0; r < rows.size(); r++) {
      text.append("<tr>");
      String tag = r == 0 ? "th" : "td";
      for (int c = 0; c < rows.get(r).size(); c++) {
        String cell = rows.get(r).get(c);
        text.append('<')
            .append(tag)
            .append(style(c, cell))
            .append('>')
            .append(inline(cell))
            .append("</")
            .append(tag)
            .append('>');
      }
      text.append("</tr>\n");
    }
    return text.append("</table></div>\n").toString();
  }

  /** What the style sheet calls a cell of the column. */
  private String style(int column, String cell) {
    if (isNumber(column)) {
      return " class=\"number\"";
    }
    return cell.length() > LONG_CELL ? " class=\"words\"" : "";
  }

  /** Whether a column holds a number wherever it holds one in its first row. */
  private boolean isNumber(int column) {
    return NUMBER.matcher(rows.get(1).get(column)).matches();
  }

  private static String paragraph(String words) {
    return "<p>" + inline(words) + "</p>\n";
  }

  /** Code between backticks becomes code. */
  static String inline(String words) {
    return Svg.escaped(words).replaceAll("`([^`]*)`", "<code>$1</code>");
  }
}
