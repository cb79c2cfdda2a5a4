package io.github.approxifer.bench.runtime;

import io.github.approxifer.bench.report.Family;
import io.github.approxifer.bench.report.RowChart;
import io.github.approxifer.bench.report.RowChart.Shape;
import io.github.approxifer.bench.report.RowChart.Value;
import io.github.approxifer.bench.report.Section;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;

/** The encoder beside EJML's product and a plain copy, as ratios within one run. */
final class EncodeComparison {
  /** (K+N) d floats of 4 bytes for K=8, N=9, d=3072: what encoding must read and write. */
  private static final double BYTES = (8 + 9) * 3072 * 4.0;

  private final RuntimeResults results;

  EncodeComparison(RuntimeResults results) {
    this.results = results;
  }

  /** What is compared. */
  private enum Routine {
    ENCODE("encode", "approxifer encode", Family.OURS),
    EJML("ejmlProduct", "EJML product", Family.YARDSTICK),
    COPY("copy", "copy of as many bytes", Family.YARDSTICK);

    private final String method;
    private final String title;
    private final Family family;

    Routine(String method, String title, Family family) {
      this.method = method;
      this.title = title;
      this.family = family;
    }
  }

  /** The section, empty if nothing was run. */
  Optional<Section> section() {
    if (seconds(Routine.ENCODE).isEmpty()) {
      return Optional.empty();
    }
    Section section =
        new Section(
            "The encoder beside EJML and a copy",
            "Routine",
            "µs",
            "± 99.9 %",
            "time / encode",
            "GB/s moved",
            "B allocated a call");
    section.words(
        "K=8 queries of d=3072 floats for N=9 workers, one thread. The copy moves as many bytes as"
            + " encoding must: it copies (K+N) d / 2 floats.");
    RowChart chart =
        new RowChart("Encoding K=8, N=9, d=3072", "µs", "%.1f")
            .series("time of a call", Shape.BAR, Family.YARDSTICK);
    for (Routine routine : Routine.values()) {
      Optional<RunResult> run =
          results.find(EncodeComparisonBenchmark.class, routine.method, Map.of());
      Optional<Double> seconds = seconds(routine);
      Optional<Double> error = run.map(r -> r.getPrimaryResult().getScoreError());
      section.row(
          routine.title,
          text(seconds.map(s -> s * 1e6), "%.2f"),
          text(error, "%.2f"),
          text(ratio(routine), "%.2f"),
          text(seconds.map(s -> BYTES / s / 1e9), "%.1f"),
          text(results.allocation(EncodeComparisonBenchmark.class, routine.method), "%.4f"));
      seconds.ifPresent(
          s ->
              chart.coloured(
                  routine.title.replace(" of as many bytes", ""),
                  routine.family,
                  new Value(s * 1e6, error.orElse(0.0))));
    }
    section.chart("encode", "the encoder beside EJML and a copy", chart);
    return Optional.of(section);
  }

  /** What came out in one sentence. */
  Optional<String> verdict() {
    return seconds(Routine.ENCODE)
        .flatMap(
            encode ->
                ratio(Routine.EJML)
                    .flatMap(
                        ejml ->
                            ratio(Routine.COPY)
                                .map(
                                    copy ->
                                        String.format(
                                            Locale.ROOT,
                                            "Encoding K=8 queries of 3,072 floats takes %.1f µs:"
                                                + " EJML's product takes %.1f times as long, a copy"
                                                + " of as many bytes %.2f times.",
                                            encode * 1e6,
                                            ejml,
                                            copy))));
  }

  private Optional<Double> ratio(Routine routine) {
    return seconds(routine).flatMap(s -> seconds(Routine.ENCODE).map(encode -> s / encode));
  }

  private Optional<Double> seconds(Routine routine) {
    return results.seconds(EncodeComparisonBenchmark.class, routine.method, Map.of());
  }

  private static String text(Optional<Double> value, String format) {
    return value.map(v -> String.format(Locale.ROOT, format, v)).orElse("not run");
  }
}
