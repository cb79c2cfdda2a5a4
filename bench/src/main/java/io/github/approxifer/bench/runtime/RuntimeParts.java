package io.github.approxifer.bench.runtime;

import io.github.approxifer.bench.report.Family;
import io.github.approxifer.bench.report.Section;
import io.github.approxifer.bench.report.StackChart;
import io.github.approxifer.bench.workload.Cell;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.models.datasets.PublishedDataset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The parts of a group that is served: encoding, coded predictions, locating, decoding. */
final class RuntimeParts {
  private final RuntimeResults results;

  RuntimeParts(RuntimeResults results) {
    this.results = results;
  }

  /** The mean seconds of each part of one setting; empty where it was not run. */
  record Parts(
      int workers,
      Optional<Double> encode,
      Optional<GroupTimes> inference,
      Optional<Double> locate,
      Optional<Double> decode) {

    /** The seconds of the three coding steps, if all are known. */
    Optional<Double> coding(boolean liars) {
      return encode.isEmpty() || decode.isEmpty() || (liars && locate.isEmpty())
          ? Optional.empty()
          : Optional.of(encode.get() + locate.orElse(0.0) + decode.get());
    }

    /** The share of the three coding steps in the whole, if all is known. */
    Optional<Double> codingShare(boolean liars) {
      return coding(liars).flatMap(c -> inference.map(i -> c / (c + i.warmMean())));
    }
  }

  Parts of(Setting setting) {
    // Noise changes neither the code nor the time to encode and decode: one sigma stands for all.
    Cell cell = setting.cell();
    CodeParameters parameters = cell.parameters();
    String code = parameters.errors() == 0 ? cell.name() : new Cell(parameters, 1).name();
    PublishedDataset images = PublishedDataset.named(setting.dataset());
    return new Parts(
        new CellState(cell, 1).code.workers(),
        results.seconds(
            EncodeBenchmark.class,
            "encode",
            Map.of("cell", code, "length", String.valueOf(images.inputShape().size()))),
        results.predictions(setting, "coded"),
        results.seconds(LocateBenchmark.class, "locate", Map.of("cell", cell.name())),
        results.seconds(DecodeBenchmark.class, "decode", Map.of("cell", code)));
  }

  /** The shares of coding of all settings with or without liars. */
  double[] shares(List<Setting> settings, boolean liars) {
    return settings.stream()
        .filter(setting -> (setting.cell().parameters().errors() > 0) == liars)
        .flatMap(setting -> of(setting).codingShare(liars).stream())
        .mapToDouble(Double::doubleValue)
        .sorted()
        .toArray();
  }

  /** The parts of all settings that were run, and a chart for each network and dataset. */
  Section section(List<Setting> settings) {
    Section section =
        new Section(
            "Where the time of a group goes",
            "Network",
            "Dataset",
            "K",
            "S",
            "E",
            "sigma",
            "N",
            "encode (µs)",
            "predict N (ms)",
            "± 99.9 %",
            "locate (µs)",
            "decode (µs)",
            "coding / all");
    section.words(
        "What serving a group takes, warm. The coded predictions are measured within whole groups,"
            + " as one batch; encoding, locating and decoding each alone.");
    for (Setting setting : settings) {
      Parts parts = of(setting);
      boolean liars = setting.cell().parameters().errors() > 0;
      if (parts.inference().isPresent()) {
        CodeParameters p = setting.cell().parameters();
        section.row(
            setting.network(),
            setting.dataset(),
            String.valueOf(p.queries()),
            String.valueOf(p.stragglers()),
            String.valueOf(p.errors()),
            liars ? String.format(Locale.ROOT, "%.0f", setting.cell().sigma()) : "",
            String.valueOf(parts.workers()),
            text(parts.encode(), 1e6, "%.2f"),
            text(parts.inference().map(GroupTimes::warmMean), 1e3, "%.2f"),
            text(parts.inference().map(GroupTimes::warmError), 1e3, "%.2f"),
            liars ? text(parts.locate(), 1e6, "%.0f") : "none",
            text(parts.decode(), 1e6, "%.2f"),
            text(parts.codingShare(liars), 100, "%.3f %%"));
      }
    }
    for (String network : networks(settings)) {
      StackChart chart = chart(network, settings);
      if (!chart.isEmpty()) {
        String file = "parts-" + network.toLowerCase(Locale.ROOT).replace("-", "");
        section.chart(file, network + ": where the time of a group goes", chart);
      }
    }
    return section;
  }

  private static List<String> networks(List<Setting> settings) {
    return settings.stream().map(Setting::network).distinct().toList();
  }

  /** A bar for each code; of the noises, which cost the same, the first that was run. */
  private StackChart chart(String network, List<Setting> settings) {
    StackChart chart =
        new StackChart(network + ": where the time of a group goes", "ms")
            .part("predict N coded queries", Family.OURS)
            .part("encode, locate, decode", Family.PRINTED);
    for (String dataset : RuntimeTable.DATASETS) {
      chart.row(dataset, "");
      Stream<CodeParameters> codes =
          settings.stream().map(setting -> setting.cell().parameters()).distinct();
      for (CodeParameters code : codes.toList()) {
        settings.stream()
            .filter(s -> s.network().equals(network) && s.dataset().equals(dataset))
            .filter(s -> s.cell().parameters().equals(code))
            .filter(s -> of(s).codingShare(code.errors() > 0).isPresent())
            .findFirst()
            .ifPresent(setting -> row(chart, setting));
      }
    }
    return chart;
  }

  private void row(StackChart chart, Setting setting) {
    CodeParameters p = setting.cell().parameters();
    boolean liars = p.errors() > 0;
    Parts parts = of(setting);
    chart.row(
        "K=" + p.queries() + (liars ? ", E=" + p.errors() : ", S=" + p.stragglers()),
        String.format(Locale.ROOT, "%.2f %% coding", 100 * parts.codingShare(liars).orElseThrow()),
        1e3 * parts.inference().orElseThrow().warmMean(),
        1e3 * parts.coding(liars).orElseThrow());
  }

  private static String text(Optional<Double> value, double scale, String format) {
    return value.map(v -> String.format(Locale.ROOT, format, v * scale)).orElse("not run");
  }
}
