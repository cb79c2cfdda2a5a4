package io.github.approxifer.bench.runtime;

import io.github.approxifer.bench.report.MarkdownTable;
import io.github.approxifer.bench.workload.Cell;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.models.datasets.PublishedDataset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The parts of a group: encoding, inference, locating, decoding. */
final class RuntimeParts {
  private final RuntimeResults results;

  RuntimeParts(RuntimeResults results) {
    this.results = results;
  }

  /** The mean seconds of each part of one cell; empty where it was not run. */
  record Parts(
      int workers,
      Optional<Double> encode,
      Optional<Double> inference,
      Optional<Double> locate,
      Optional<Double> decode) {

    /** The share of the three coding steps in the whole, if all is known. */
    Optional<Double> codingShare(boolean liars) {
      if (encode.isEmpty()
          || inference.isEmpty()
          || decode.isEmpty()
          || (liars && locate.isEmpty())) {
        return Optional.empty();
      }
      double coding = encode.get() + locate.orElse(0.0) + decode.get();
      return Optional.of(coding / (coding + inference.get()));
    }
  }

  Parts of(String dataset, Cell cell) {
    // Noise changes neither the code nor the time to encode and decode: one sigma stands for all.
    CodeParameters parameters = cell.parameters();
    String code = parameters.errors() == 0 ? cell.name() : new Cell(parameters, 1).name();
    int workers = new CellState(cell, 1).code.workers();
    PublishedDataset images =
        dataset.equals("MNIST") ? PublishedDataset.MNIST : PublishedDataset.CIFAR_10;
    return new Parts(
        workers,
        results.seconds(
            EncodeBenchmark.class,
            "encode",
            Map.of("cell", code, "length", String.valueOf(images.inputShape().size()))),
        results.seconds(
            InferenceBenchmark.class,
            "predict",
            Map.of("dataset", dataset, "batch", String.valueOf(workers))),
        results.seconds(LocateBenchmark.class, "locate", Map.of("cell", cell.name())),
        results.seconds(DecodeBenchmark.class, "decode", Map.of("cell", code)));
  }

  MarkdownTable markdown() {
    MarkdownTable table =
        new MarkdownTable(
            "Dataset",
            "K",
            "S",
            "E",
            "sigma",
            "N",
            "encode (µs)",
            "inference of N (ms)",
            "locate (µs)",
            "decode (µs)",
            "coding / all");
    for (String dataset : RuntimeTable.DATASETS) {
      for (Cell cell : RuntimeTable.allCells()) {
        Parts parts = of(dataset, cell);
        boolean liars = cell.parameters().errors() > 0;
        table.row(
            dataset,
            String.valueOf(cell.parameters().queries()),
            String.valueOf(cell.parameters().stragglers()),
            String.valueOf(cell.parameters().errors()),
            liars ? String.format(Locale.ROOT, "%.0f", cell.sigma()) : "",
            String.valueOf(parts.workers()),
            text(parts.encode(), 1e6, "%.2f"),
            text(parts.inference(), 1e3, "%.2f"),
            liars ? text(parts.locate(), 1e6, "%.0f") : "none",
            text(parts.decode(), 1e6, "%.2f"),
            text(parts.codingShare(liars), 100, "%.3f %%"));
      }
    }
    return table;
  }

  private static String text(Optional<Double> value, double scale, String format) {
    return value.map(v -> String.format(Locale.ROOT, format, v * scale)).orElse("not run");
  }
}
