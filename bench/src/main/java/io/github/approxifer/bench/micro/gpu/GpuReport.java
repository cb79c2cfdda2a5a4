package io.github.approxifer.bench.micro.gpu;

import io.github.approxifer.bench.report.Section;
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
   * The section, folded where there is no GPU.
   *
   * @return a row for each network and batch, and for each step of coding
   */
  public Section section() {
    Section section = new Section("GPU", "what", "batch", "a second");
    whyNot.ifPresent(reason -> section.words(reason + ".").folded());
    for (String network : NETWORKS) {
      for (String batch : BATCHES) {
        Map<String, String> cell = Map.of("network", network, "batch", batch);
        int images = Integer.parseInt(batch);
        row(section, network + ", images", batch, "predict", cell, images);
      }
      Map<String, String> any = Map.of("network", network);
      row(section, network + ", groups (K=8, S=1), host to host", "9", "group", any, 1);
    }
    double gigabytes = GpuCodingBenchmark.BYTES / 1e9;
    coding(section, "encode", gigabytes);
    coding(section, "decode", gigabytes * 16 / 17);
    coding(section, "copy", gigabytes);
    coding(section, "upload", 8.0 * 64 * GpuCodingBenchmark.LENGTH * Float.BYTES / 1e9);
    return section;
  }

  private void row(
      Section section,
      String what,
      String batch,
      String method,
      Map<String, String> cell,
      double amount) {
    section.row(what, batch, rate(GpuInferenceBenchmark.class, method, cell, amount, "%.0f"));
  }

  /** Coding on the device, 4,096 groups of K=8, N=9, d=3072 at once. */
  private void coding(Section section, String method, double gigabytes) {
    String what = method.equals("upload") ? "Java memory to the device, GB" : method + ", GB";
    section.row(what, "4096", rate(GpuCodingBenchmark.class, method, Map.of(), gigabytes, "%.1f"));
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
