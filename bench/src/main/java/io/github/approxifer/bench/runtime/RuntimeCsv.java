package io.github.approxifer.bench.runtime;

import io.github.approxifer.coding.CodeParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** The figures of the runtime tables, one a row, in seconds. */
final class RuntimeCsv {
  private final RuntimeResults results;
  private final PublishedRuntimes published;
  private final List<String> networks;

  RuntimeCsv(RuntimeResults results, PublishedRuntimes published, List<String> networks) {
    this.results = results;
    this.published = published;
    this.networks = networks;
  }

  void write(Path file) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader(
                "network", "dataset", "K", "S", "E", "sigma", "measure", "seconds", "error", "note")
            .setRecordSeparator('\n')
            .get();
    try (CSVPrinter printer = new CSVPrinter(Files.newBufferedWriter(file), format)) {
      for (PublishedRuntimes.Figure figure : published.figures()) {
        row(
            printer,
            figure.setting(),
            "published " + (figure.kind() == PublishedRuntimes.Kind.FIRST ? "first" : "total"),
            figure.seconds(),
            null,
            figure.place());
      }
      for (String network : networks) {
        for (Setting setting : RuntimeTable.settings(network)) {
          Optional<GroupTimes> times = results.groups(setting);
          if (times.isPresent()) {
            groups(printer, setting, times.get());
          }
          parts(printer, setting);
        }
      }
    }
  }

  private void groups(CSVPrinter printer, Setting setting, GroupTimes times) throws IOException {
    row(printer, setting, "first group", times.first(), null, "");
    row(
        printer,
        setting,
        "warm mean",
        times.warmMean(),
        times.warmError(),
        times.warmGroups() + " groups, error at 99.9 %");
    row(printer, setting, "warm p50", times.percentile(50), null, "");
    row(printer, setting, "warm p99", times.percentile(99), null, "");
    int groups = published.groups(setting);
    row(
        printer,
        setting,
        "total",
        times.total(groups),
        null,
        groups + " groups, " + (times.measured(groups) ? "measured" : "extrapolated"));
  }

  private void parts(CSVPrinter printer, Setting setting) throws IOException {
    RuntimeParts.Parts parts = new RuntimeParts(results).of(setting);
    part(printer, setting, "encode", parts.encode(), null);
    part(
        printer,
        setting,
        "predict N",
        parts.inference().map(GroupTimes::warmMean),
        parts.inference().map(GroupTimes::warmError).orElse(null));
    part(printer, setting, "locate", parts.locate(), null);
    part(printer, setting, "decode", parts.decode(), null);
  }

  private static void part(
      CSVPrinter printer,
      Setting setting,
      String measure,
      Optional<Double> seconds,
      @Nullable Double error)
      throws IOException {
    if (seconds.isPresent()) {
      row(printer, setting, measure, seconds.get(), error, "");
    }
  }

  private static void row(
      CSVPrinter printer,
      Setting setting,
      String measure,
      double seconds,
      @Nullable Double error,
      String note)
      throws IOException {
    CodeParameters parameters = setting.cell().parameters();
    printer.printRecord(
        setting.network(),
        setting.dataset(),
        parameters.queries(),
        parameters.stragglers(),
        parameters.errors(),
        setting.cell().sigma(),
        measure,
        seconds,
        error,
        note);
  }
}
