package io.github.approxifer.bench.runtime;

import io.github.approxifer.bench.workload.Cell;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * The runtimes that the two reproducibility reports of ApproxIFER print, the later (Tables 1 to 14)
 * and the earlier (Tables 1 to 8), and those that only the notebooks of their programs show.
 */
final class PublishedRuntimes {
  /**
   * One published figure.
   *
   * @param source where
   * @param place where exactly
   * @param kind what it is
   * @param setting of which network, images and cell
   * @param seconds the figure
   * @param groups how many groups the experiment ran
   */
  record Figure(
      Source source, String place, Kind kind, Setting setting, double seconds, int groups) {}

  /** Where figures stand. */
  enum Source {
    /** The later report. */
    LATER("later report"),
    /** The earlier report. */
    EARLIER("earlier report"),
    /** What the notebooks of the reproduction show. */
    NOTEBOOK("reproduction's notebook");

    private final String title;

    Source(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }

    static Source of(String place) {
      for (Source source : values()) {
        if (place.startsWith(source.title)) {
          return source;
        }
      }
      throw new IllegalArgumentException("no source of figures is called '" + place + "'");
    }
  }

  /** What a published figure is. */
  enum Kind {
    /** Printed as "average runtime"; it is the wall time of the first, cold group alone. */
    FIRST,
    /** Printed as "total runtime": the wall time of all groups. */
    TOTAL
  }

  private final List<Figure> figures;

  private PublishedRuntimes(List<Figure> figures) {
    this.figures = figures;
  }

  static PublishedRuntimes read() throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (InputStream in =
            Objects.requireNonNull(
                PublishedRuntimes.class.getResourceAsStream("published-runtimes.csv"));
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      List<Figure> figures = new ArrayList<>();
      for (CSVRecord row : format.parse(reader)) {
        String cell =
            row.get("E").equals("0")
                ? "K" + row.get("K") + "-S" + row.get("S")
                : "K" + row.get("K") + "-E" + row.get("E") + "-sigma" + row.get("sigma");
        figures.add(
            new Figure(
                Source.of(row.get("source")),
                row.get("source"),
                row.get("kind").equals("first") ? Kind.FIRST : Kind.TOTAL,
                new Setting(row.get("model"), row.get("dataset"), Cell.of(cell)),
                Double.parseDouble(row.get("seconds")),
                Integer.parseInt(row.get("iterations"))));
      }
      return new PublishedRuntimes(figures);
    }
  }

  List<Figure> figures() {
    return figures;
  }

  /** What a source prints for a setting, if it does. */
  Optional<Figure> figure(Source source, Kind kind, Setting setting) {
    return figures.stream()
        .filter(f -> f.source() == source && f.kind() == kind && f.setting().equals(setting))
        .findFirst();
  }

  /** How many groups the published experiments ran on these images in this cell. */
  int groups(Setting setting) {
    return figures.stream()
        .filter(f -> f.setting().dataset().equals(setting.dataset()))
        .filter(f -> f.setting().cell().equals(setting.cell()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("nothing is published that is like " + setting))
        .groups();
  }
}
