package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.coding.CodeParameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * A bar chart of the later report.
 *
 * @param number 2 to 11
 * @param bars its groups of bars from left to right, panel by panel; immutable
 */
record PublishedFigure(int number, List<Bars> bars) {
  /** The figures that show accuracies; figure 1 is a sketch. */
  static final List<Integer> NUMBERS = IntStream.rangeClosed(2, 11).boxed().toList();

  /** Copies the list. */
  PublishedFigure {
    bars = List.copyOf(bars);
  }

  /**
   * Bars that stand together.
   *
   * @param panel what the panel of the figure shows, for instance {@code ResNet-18 on MNIST}
   * @param label below the bars, for instance {@code (8,1)} for K=8, S=1
   * @param cell what is measured
   * @param sigma the noise of liars; 0 without liars
   * @param coded the published accuracy of ApproxIFER
   * @param base the published accuracy of the model itself
   * @param parm the published accuracy of ParM on lost answers, NaN if there is none
   * @param source whose values they are, and what is known about them
   */
  record Bars(
      String panel,
      String label,
      AccuracyCell cell,
      double sigma,
      double coded,
      double base,
      double parm,
      String source) {}

  String title() {
    return "Figure " + number + " of the later report";
  }

  /** All of them, by number. */
  static List<PublishedFigure> read() throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (InputStream in =
            Objects.requireNonNull(
                PublishedFigure.class.getResourceAsStream("published-figures.csv"));
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      Map<Integer, List<Bars>> figures = new TreeMap<>();
      for (CSVRecord row : format.parse(reader)) {
        int number = Integer.parseInt(row.get("figure"));
        figures.computeIfAbsent(number, n -> new ArrayList<>()).add(bars(row));
      }
      List<PublishedFigure> all = new ArrayList<>();
      figures.forEach((number, bars) -> all.add(new PublishedFigure(number, bars)));
      return all;
    }
  }

  private static Bars bars(CSVRecord row) {
    CodeParameters parameters =
        new CodeParameters(
            Integer.parseInt(row.get("K")),
            Integer.parseInt(row.get("S")),
            Integer.parseInt(row.get("E")));
    return new Bars(
        row.get("panel"),
        row.get("label"),
        new AccuracyCell(row.get("model"), row.get("dataset"), parameters),
        number(row, "sigma", 0),
        number(row, "coded", Double.NaN),
        number(row, "base", Double.NaN),
        number(row, "parm", Double.NaN),
        row.get("source"));
  }

  private static double number(CSVRecord row, String column, double ifEmpty) {
    return row.get(column).isEmpty() ? ifEmpty : Double.parseDouble(row.get(column));
  }
}
