package io.github.approxifer.bench.runtime;

import io.github.approxifer.bench.report.MarkdownTable;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;

/** The encoder beside EJML's product and a plain copy, as ratios within one run. */
final class EncodeComparison {
  /** (K+N) d floats of 4 bytes for K=8, N=9, d=3072: what encoding must read and write. */
  private static final double BYTES = (8 + 9) * 3072 * 4.0;

  private static final Map<String, String> ROUTINES =
      Map.of(
          "encode", "approxifer encode",
          "ejmlProduct", "EJML product",
          "copy", "copy of as many bytes");

  private final RuntimeResults results;

  EncodeComparison(RuntimeResults results) {
    this.results = results;
  }

  MarkdownTable markdown() {
    MarkdownTable table =
        new MarkdownTable(
            "Routine", "µs", "± 99.9 %", "time / encode", "GB/s moved", "B allocated a call");
    Optional<Double> encode = seconds("encode");
    for (String method : new String[] {"encode", "ejmlProduct", "copy"}) {
      Optional<RunResult> run = results.find(EncodeComparisonBenchmark.class, method, Map.of());
      Optional<Double> seconds = seconds(method);
      table.row(
          ROUTINES.getOrDefault(method, method),
          text(seconds.map(s -> s * 1e6), "%.2f"),
          text(run.map(r -> r.getPrimaryResult().getScoreError()), "%.2f"),
          text(seconds.flatMap(s -> encode.map(e -> s / e)), "%.2f"),
          text(seconds.map(s -> BYTES / s / 1e9), "%.1f"),
          text(results.allocation(EncodeComparisonBenchmark.class, method), "%.4f"));
    }
    return table;
  }

  private Optional<Double> seconds(String method) {
    return results.seconds(EncodeComparisonBenchmark.class, method, Map.of());
  }

  private static String text(Optional<Double> value, String format) {
    return value.map(v -> String.format(Locale.ROOT, format, v)).orElse("not run");
  }
}
