package io.github.approxifer.bench.accuracy.reproduce;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.approxifer.bench.report.Page;
import io.github.approxifer.bench.report.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The files of a run: its sections as Markdown, HTML, CSV and JSON. */
final class Report {
  private final Page page = new Page("Accuracy tables");

  /** The page, for what stands at its head. */
  Page page() {
    return page;
  }

  /** Adds a section, unless it is a table without rows. */
  void add(Section section) {
    if (section.rows().size() != 1) {
      page.add(section);
    }
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
    page.write(folder, "accuracy-tables.md", conditions);
    Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    List<Table> tables =
        page.sections().stream()
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
      for (Section section : page.sections()) {
        for (List<String> row : section.rows()) {
          List<String> cells = new ArrayList<>(List.of(section.title()));
          cells.addAll(row);
          csv.printRecord(cells);
        }
      }
    }
  }
}
