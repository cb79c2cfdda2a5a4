package io.github.approxifer.bench.runtime;

import io.github.approxifer.bench.workload.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** The figures of the runtime tables, one a row, in seconds. */
final class RuntimeCsv {
  private final RuntimeResults results;
  private final PublishedRuntimes published;

  RuntimeCsv(RuntimeResults results, PublishedRuntimes published) {
    this.results = results;
    this.published = published;
  }

  void write(Path file) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader("dataset", "K", "S", "E", "sigma", "measure", "seconds", "error", "note")
            .setRecordSeparator('\n')
            .get();
    try (CSVPrinter printer = new CSVPrinter(Files.newBufferedWriter(file), format)) {
      for (PublishedRuntimes.Figure figure : published.figures()) {
        row(
            printer,
            figure.dataset(),
            figure.cell(),
            "published " + (figure.kind() == PublishedRuntimes.Kind.FIRST ? "first" : "total"),
            figure.seconds(),
            null,
            figure.source());
      }
      for (String dataset : RuntimeTable.DATASETS) {
        for (Cell cell : RuntimeTable.allCells()) {
          Optional<GroupTimes> times = results.groups(dataset, cell.name());
          if (times.isPresent()) {
            groups(printer, dataset, cell, times.get());
          }
          parts(printer, dataset, cell);
        }
      }
    }
  }

  private void groups(CSVPrinter printer, String dataset, Cell cell, GroupTimes times)
      throws IOException {
    row(printer, dataset, cell, "first group", times.first(), null, "");
    row(
        printer,
        dataset,
        cell,
        "warm mean",
        times.warmMean(),
        times.warmError(),
        times.warmGroups() + " groups, error at 99.9 %");
    row(printer, dataset, cell, "warm p50", times.percentile(50), null, "");
    row(printer, dataset, cell, "warm p99", times.percentile(99), null, "");
    int groups = published.figure(PublishedRuntimes.Kind.TOTAL, dataset, cell).iterations();
    row(
        printer,
        dataset,
        cell,
        "total",
        times.total(groups),
        null,
        groups + " groups, " + (times.measured(groups) ? "measured" : "extrapolated"));
  }

  private void parts(CSVPrinter printer, String dataset, Cell cell) throws IOException {
    RuntimeParts.Parts parts = new RuntimeParts(results).of(dataset, cell);
    part(printer, dataset, cell, "encode", parts.encode());
    part(printer, dataset, cell, "inference of N", parts.inference());
    part(printer, dataset, cell, "locate", parts.locate());
    part(printer, dataset, cell, "decode", parts.decode());
  }

  private static void part(
      CSVPrinter printer, String dataset, Cell cell, String measure, Optional<Double> seconds)
      throws IOException {
    if (seconds.isPresent()) {
      row(printer, dataset, cell, measure, seconds.get(), null, "");
    }
  }

  private static void row(
      CSVPrinter printer,
      String dataset,
      Cell cell,
      String measure,
      double seconds,
      @Nullable Double error,
      String note)
      throws IOException {
    printer.printRecord(
        dataset,
        cell.parameters().queries(),
        cell.parameters().stragglers(),
        cell.parameters().errors(),
        cell.sigma(),
        measure,
        seconds,
        error,
        note);
  }
}
