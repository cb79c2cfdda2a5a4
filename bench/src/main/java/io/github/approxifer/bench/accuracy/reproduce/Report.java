package io.github.approxifer.bench.accuracy.reproduce;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes the sections of a run as Markdown, HTML, CSV and JSON. */
final class Report {
  private static final String STYLE =
      """
      body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; padding: 0 1em; max-width: 70em; color: #222; }
      h2 { margin-top: 2em; border-bottom: 1px solid #ccc; }
      .table { overflow-x: auto; }
      table { border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
      th, td { padding: .25em .6em; text-align: left; border-bottom: 1px solid #e4e4e4; white-space: nowrap; }
      th { background: #f4f4f4; }
      .pictures { display: flex; flex-wrap: wrap; gap: 1em; margin-top: 1em; }
      .pictures a { flex: 0 1 auto; max-width: 100%; }
      img { max-width: 100%; height: auto; }
      pre { overflow-x: auto; }
      """;

  private final List<Section> sections = new ArrayList<>();

  void add(Section section) {
    sections.add(section);
  }

  /**
   * Writes {@code accuracy-tables.md}, {@code index.html}, {@code accuracy-tables.csv} and {@code
   * accuracy-tables.json}.
   *
   * @param folder where to
   * @param conditions under which the run was made, in Markdown
   * @throws IOException if writing fails
   */
  void write(Path folder, String conditions) throws IOException {
    Files.createDirectories(folder);
    StringBuilder markdown = new StringBuilder("# Accuracy tables\n\n" + conditions + "\n");
    StringBuilder html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.append("<title>Accuracy tables</title><style>\n").append(STYLE).append("</style></head>");
    html.append("<body><h1>Accuracy tables</h1>\n<pre>").append(conditions).append("</pre>\n");
    for (Section section : sections) {
      markdown.append(section.markdown());
      html.append(section.html());
    }
    html.append("</body></html>\n");
    Files.writeString(folder.resolve("accuracy-tables.md"), markdown);
    Files.writeString(folder.resolve("index.html"), html);
    Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    List<Table> tables =
        sections.stream()
            .filter(section -> !section.rows().isEmpty())
            .map(section -> new Table(section.title(), section.rows()))
            .toList();
    Files.writeString(folder.resolve("accuracy-tables.json"), gson.toJson(tables) + "\n");
    writeCsv(folder.resolve("accuracy-tables.csv"));
  }

  /** What JSON has of a section. */
  private record Table(String title, List<List<String>> rows) {}

  private void writeCsv(Path file) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
    try (CSVPrinter csv = new CSVPrinter(Files.newBufferedWriter(file), format)) {
      for (Section section : sections) {
        for (List<String> row : section.rows()) {
          List<String> cells = new ArrayList<>(List.of(section.title()));
          cells.addAll(row);
          csv.printRecord(cells);
        }
      }
    }
  }
}
