package io.github.approxifer.bench.micro.gpu;

import io.github.approxifer.bench.report.MarkdownTable;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;

/** The rows of the GPU; without one they say so. */
public final class GpuReport {
  private static final List<String> NETWORKS = List.of("resnet18", "resnet34", "resnet152");
  private static final List<String> BATCHES = List.of("1", "9", "30", "128", "512");

  private final Collection<RunResult> results;
  private final Optional<String> whyNot;

  /**
   * A report.
   *
   * @param results of everything that ran, in milliseconds an operation
   * @param whyNot why there is no GPU; empty if there is one
   */
  public GpuReport(Collection<RunResult> results, Optional<String> whyNot) {
    this.results = results;
    this.whyNot = whyNot;
  }

  /**
   * The section.
   *
   * @return Markdown
   */
  public String markdown() {
    MarkdownTable inference = new MarkdownTable("network", "batch", "images/s");
    MarkdownTable groups = new MarkdownTable("network", "groups/s (K=8, S=1, host to host)");
    for (String network : NETWORKS) {
      for (String batch : BATCHES) {
        Map<String, String> cell = Map.of("network", network, "batch", batch);
        inference.row(
            network,
            batch,
            rate(GpuInferenceBenchmark.class, "predict", cell, Integer.parseInt(batch), "%.0f"));
      }
      Map<String, String> cell = Map.of("network", network);
      groups.row(network, rate(GpuInferenceBenchmark.class, "group", cell, 1, "%.0f"));
    }
    MarkdownTable coding =
        new MarkdownTable("on the device, 4,096 groups, K=8, N=9, d=3072", "GB/s");
    double gigabytes = GpuCodingBenchmark.BYTES / 1e9;
    coding.row("encode", rate(GpuCodingBenchmark.class, "encode", Map.of(), gigabytes, "%.1f"));
    coding.row(
        "decode", rate(GpuCodingBenchmark.class, "decode", Map.of(), gigabytes * 16 / 17, "%.1f"));
    coding.row("copy", rate(GpuCodingBenchmark.class, "copy", Map.of(), gigabytes, "%.1f"));
    double uploaded = 8.0 * 64 * GpuCodingBenchmark.LENGTH * Float.BYTES / 1e9;
    coding.row(
        "from Java memory to the device",
        rate(GpuCodingBenchmark.class, "upload", Map.of(), uploaded, "%.1f"));
    return "\n## GPU\n\n"
        + whyNot.map(reason -> reason + ".\n\n").orElse("")
        + inference
        + "\n"
        + groups
        + "\n"
        + coding;
  }

  /** Amount a second. */
  private String rate(
      Class<?> benchmark, String method, Map<String, String> cell, double amount, String format) {
    if (whyNot.isPresent()) {
      return "no GPU";
    }
    String name = benchmark.getName() + "." + method;
    return results.stream()
        .filter(run -> run.getParams().getBenchmark().equals(name))
        .filter(
            run ->
                cell.entrySet().stream()
                    .allMatch(e -> e.getValue().equals(run.getParams().getParam(e.getKey()))))
        .findFirst()
        .map(
            run ->
                String.format(
                    Locale.ROOT, format, amount / (run.getPrimaryResult().getScore() / 1e3)))
        .orElse("not run");
  }
}
