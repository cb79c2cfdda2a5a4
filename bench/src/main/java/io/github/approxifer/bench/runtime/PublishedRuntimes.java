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
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * The runtimes of ResNet-18 in the reproducibility report of ApproxIFER (Tables 1 to 4 and 9 to 11)
 * and, for the totals with liars, in the notebook of its programs.
 */
final class PublishedRuntimes {
  /**
   * One published figure.
   *
   * @param source where it stands
   * @param kind what it is
   * @param dataset MNIST or CIFAR-10
   * @param cell the setting
   * @param seconds the figure
   * @param iterations how many groups the experiment ran
   */
  record Figure(
      String source, Kind kind, String dataset, Cell cell, double seconds, int iterations) {}

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
                row.get("source"),
                row.get("kind").equals("first") ? Kind.FIRST : Kind.TOTAL,
                row.get("dataset"),
                Cell.of(cell),
                Double.parseDouble(row.get("seconds")),
                Integer.parseInt(row.get("iterations"))));
      }
      return new PublishedRuntimes(figures);
    }
  }

  List<Figure> figures() {
    return figures;
  }

  /** The figure of a cell; every cell of the tables has one of each kind. */
  Figure figure(Kind kind, String dataset, Cell cell) {
    return figures.stream()
        .filter(f -> f.kind() == kind && f.dataset().equals(dataset) && f.cell().equals(cell))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("nothing is published for " + dataset + " " + cell));
  }
}
