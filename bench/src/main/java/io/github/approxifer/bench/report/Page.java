package io.github.approxifer.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A report: what came out in a few lines and a chart, then its sections, then the conditions. It is
 * one HTML file that needs nothing else, and a Markdown file with its charts beside it. Confined to
 * one thread while it is filled.
 */
public final class Page {
  private final String title;
  private final List<String> verdict = new ArrayList<>();
  private final Section lead = new Section("");
  private final List<Section> sections = new ArrayList<>();

  /**
   * An empty page.
   *
   * @param title its title
   */
  public Page(String title) {
    this.title = title;
  }

  /**
   * Adds a line to what came out.
   *
   * @param line a sentence
   */
  public void verdict(String line) {
    verdict.add(line);
  }

  /**
   * Shows a chart before everything else.
   *
   * @param file the name of its file beside the report, without its end
   * @param caption what is in it
   * @param chart the chart
   */
  public void lead(String file, String caption, Chart chart) {
    lead.chart(file, caption, chart);
  }

  /**
   * Adds a section.
   *
   * @param section the section
   */
  public void add(Section section) {
    sections.add(section);
  }

  /**
   * The sections.
   *
   * @return in their order
   */
  public List<Section> sections() {
    return List.copyOf(sections);
  }

  /**
   * Writes the page and its charts.
   *
   * @param folder where to; created if need be. {@code index.html} is the page
   * @param markdown the name of the Markdown file
   * @param conditions under which the report was made, as a Markdown list
   * @throws IOException if writing fails
   */
  public void write(Path folder, String markdown, String conditions) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("index.html"), html(conditions));
    Files.writeString(folder.resolve(markdown), markdown(conditions));
    List<Section> all = new ArrayList<>(List.of(lead));
    all.addAll(sections);
    for (Section section : all) {
      for (Section.Picture picture : section.pictures()) {
        Files.writeString(folder.resolve(picture.file()), picture.chart().document());
      }
    }
  }

  /**
   * The page in Markdown.
   *
   * @param conditions under which the report was made, as a Markdown list
   * @return the text
   */
  public String markdown(String conditions) {
    StringBuilder text = new StringBuilder("# " + title + "\n\n" + conditions + "\n");
    verdict.forEach(line -> text.append("- ").append(line).append('\n'));
    text.append(verdict.isEmpty() ? "" : "\n");
    lead.pictures().forEach(p -> text.append("![" + p.caption() + "](" + p.file() + ")\n\n"));
    sections.forEach(section -> text.append(section.markdown()));
    return text.toString();
  }

  /**
   * The page in HTML.
   *
   * @param conditions under which the report was made, as a Markdown list
   * @return the document, which loads nothing
   */
  public String html(String conditions) {
    StringBuilder html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.append("<title>").append(Svg.escaped(title)).append("</title>\n<style>\n");
    html.append(Styles.page()).append(Styles.chart()).append("</style></head>\n<body>\n<h1>");
    html.append(Svg.escaped(title)).append("</h1>\n");
    if (!verdict.isEmpty()) {
      html.append("<ul class=\"verdict\">\n");
      verdict.forEach(line -> html.append("<li>" + Section.inline(line) + "</li>\n"));
      html.append("</ul>\n");
    }
    html.append(lead.charts());
    html.append("<nav aria-label=\"Contents\"><strong>Contents</strong>\n<ol>\n");
    for (Section section : sections) {
      html.append("<li><a href=\"#").append(section.anchor()).append("\">");
      html.append(Svg.escaped(section.title())).append("</a></li>\n");
    }
    html.append("<li><a href=\"#conditions\">Machine and commit</a></li>\n</ol></nav>\n");
    sections.forEach(section -> html.append(section.html()));
    html.append("<section id=\"conditions\">\n<h2>Machine and commit</h2>\n<dl>\n");
    conditions.lines().map(line -> line.replaceFirst("^- ", "")).forEach(line -> term(html, line));
    return html.append("</dl>\n</section>\n</body></html>\n").toString();
  }

  private static void term(StringBuilder html, String line) {
    int colon = line.indexOf(": ");
    html.append("<dt>").append(Section.inline(colon < 0 ? "" : line.substring(0, colon)));
    html.append("</dt><dd>").append(Section.inline(line.substring(colon < 0 ? 0 : colon + 2)));
    html.append("</dd>\n");
  }
}
