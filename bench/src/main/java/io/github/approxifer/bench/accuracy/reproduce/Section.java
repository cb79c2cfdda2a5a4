package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.report.MarkdownTable;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of the report: words, a table, perhaps a picture. Confined to one thread while it is
 * written.
 */
final class Section {
  private final String title;
  private final List<String> words = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Picture> pictures = new ArrayList<>();

  private record Picture(String file, String caption) {}

  Section(String title, String... heading) {
    this.title = title;
    if (heading.length > 0) {
      rows.add(List.of(heading));
    }
  }

  Section words(String paragraph) {
    words.add(paragraph);
    return this;
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** Shows a picture, a file beside the report. */
  void picture(String file) {
    picture(file, title);
  }

  /** Shows one of several pictures, with what is in it. */
  void picture(String file, String caption) {
    pictures.add(new Picture(file, caption));
  }

  String title() {
    return title;
  }

  List<List<String>> rows() {
    return List.copyOf(rows);
  }

  String markdown() {
    StringBuilder text = new StringBuilder("## " + title + "\n\n");
    words.forEach(paragraph -> text.append(paragraph).append("\n\n"));
    if (!rows.isEmpty()) {
      MarkdownTable table = new MarkdownTable(rows.get(0).toArray(new String[0]));
      rows.subList(1, rows.size()).forEach(row -> table.row(row.toArray(new String[0])));
      text.append(table).append('\n');
    }
    pictures.forEach(
        picture -> text.append("![" + picture.caption() + "](" + picture.file() + ")\n\n"));
    return text.toString();
  }

  String html() {
    StringBuilder text = new StringBuilder("<section><h2>" + escaped(title) + "</h2>\n");
    words.forEach(paragraph -> text.append("<p>").append(escaped(paragraph)).append("</p>\n"));
    if (!rows.isEmpty()) {
      text.append("<div class=\"table\"><table>\n");
      for (int r = 0; r < rows.size(); r++) {
        text.append("<tr>");
        for (String cell : rows.get(r)) {
          String tag = r == 0 ? "th" : "td";
          text.append('<').append(tag).append('>').append(escaped(cell));
          text.append("</").append(tag).append('>');
        }
        text.append("</tr>\n");
      }
      text.append("</table></div>\n");
    }
    if (!pictures.isEmpty()) {
      text.append("<div class=\"pictures\">\n");
      for (Picture picture : pictures) {
        text.append("<a href=\"" + picture.file() + "\"><img src=\"" + picture.file());
        text.append("\" alt=\"" + escaped(picture.caption()) + "\"></a>\n");
      }
      text.append("</div>\n");
    }
    return text.append("</section>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("`", "");
  }
}
