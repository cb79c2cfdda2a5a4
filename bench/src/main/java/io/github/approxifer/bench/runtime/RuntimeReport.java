package io.github.approxifer.bench.runtime;

import io.github.approxifer.bench.report.Family;
import io.github.approxifer.bench.report.Page;
import io.github.approxifer.bench.report.RowChart;
import io.github.approxifer.bench.report.RowChart.Shape;
import io.github.approxifer.bench.report.RowChart.Value;
import io.github.approxifer.bench.report.Section;
import io.github.approxifer.bench.runtime.PublishedRuntimes.Figure;
import io.github.approxifer.bench.runtime.PublishedRuntimes.Kind;
import io.github.approxifer.bench.runtime.PublishedRuntimes.Source;
import io.github.approxifer.bench.workload.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The runtime tables as a page, with what came out at its head. */
final class RuntimeReport {
  private static final String HOW_TO_READ =
      "One group is K queries. As in the published experiments, its time is that of K plain"
          + " predictions (which only serve the score), encoding, N coded predictions, leaving out"
          + " S random answers or adding noise to E of them, locating, and decoding. Loading the"
          + " model is not in it.";

  private static final String PRINTED =
      "Printed: the \"average runtime\" of the reports is no average but the wall time of the"
          + " first, cold group. The \"total runtime\" is the wall time of all groups, 100 or 200"
          + " for CIFAR-10 and 300 for MNIST. Their authors measured in Google Colaboratory, one"
          + " image at a time, one worker after the other.";

  private static final String OURS =
      "Ours: \"first group\" is the same thing, the first group of a fresh process. \"Warm mean\""
          + " is the mean of the groups from the sixth on, with half the width of its 99.9 %"
          + " confidence interval. The same groups give p50 and p99; with so few of them p99"
          + " is close to the slowest. The total is measured where so many groups were run,"
          + " otherwise (marked ~) it is the first group and the rest at the warm mean.";

  private static final String MACHINES =
      "The machines differ, so a ratio of a printed figure to ours is no speed-up. Here the K plain"
          + " and the N coded predictions are a batch each, and the N workers share one machine:"
          + " these are costs, not the latency of a service.";

  /** One cell stands for a network in the chart at the head. */
  private static final Cell LEAD = Cell.of("K8-S1");

  private final RuntimeResults results;
  private final PublishedRuntimes published;
  private final List<String> networks;

  RuntimeReport(RuntimeResults results, PublishedRuntimes published, List<String> networks) {
    this.results = results;
    this.published = published;
    this.networks = networks;
  }

  /** The page; what was not run is left out. */
  Page page() {
    Page page = new Page("Runtime tables");
    verdict().forEach(page::verdict);
    RowChart lead = lead();
    if (!lead.isEmpty()) {
      page.lead("runtimes", "a group of eight queries beside the printed times", lead);
    }
    int number = 0;
    boolean any = false;
    for (RuntimeTable table : tables()) {
      number++;
      RuntimeSection section = new RuntimeSection(table, results, published);
      if (section.wasRun()) {
        page.add(section.section("runtime-" + number));
        any = true;
      }
    }
    RuntimeParts parts = new RuntimeParts(results);
    Section where = parts.section(settings());
    if (where.rows().size() > 1) {
      page.add(where);
    }
    new EncodeComparison(results).section().ifPresent(page::add);
    if (any) {
      page.add(
          new Section("How to read the tables")
              .words(HOW_TO_READ)
              .words(PRINTED)
              .words(OURS)
              .words(MACHINES));
    }
    return page;
  }

  private List<RuntimeTable> tables() {
    return Stream.concat(
            RuntimeTable.PRINTED.stream(),
            networks.stream()
                .filter(network -> !RuntimeTable.NETWORKS.contains(network))
                .flatMap(network -> RuntimeTable.of(network).stream()))
        .filter(table -> networks.contains(table.rows().get(0).network()))
        .toList();
  }

  private List<Setting> settings() {
    return networks.stream().flatMap(n -> RuntimeTable.settings(n).stream()).toList();
  }

  /** What came out, a sentence a line; nothing if no group was run. */
  List<String> verdict() {
    List<String> lines = new ArrayList<>();
    for (String network : networks) {
      double[] warm =
          RuntimeTable.settings(network).stream()
              .flatMap(setting -> results.groups(setting).stream())
              .mapToDouble(GroupTimes::warmMean)
              .toArray();
      if (warm.length > 0) {
        DoubleSummaryStatistics ours = Arrays.stream(warm).summaryStatistics();
        lines.add(
            String.format(
                Locale.ROOT,
                "A warm group of %s takes %.0f to %.0f ms here%s.",
                network,
                ours.getMin() * 1e3,
                ours.getMax() * 1e3,
                printed(network)));
      }
    }
    RuntimeParts parts = new RuntimeParts(results);
    double[] stragglers = parts.shares(settings(), false);
    double[] liars = parts.shares(settings(), true);
    if (stragglers.length > 0 && liars.length > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "Encoding and decoding are %.2f to %.2f %% of a group that waits for stragglers; with"
                  + " locating, %.1f to %.1f %% of one among liars. The rest is the model.",
              100 * stragglers[0],
              100 * stragglers[stragglers.length - 1],
              100 * liars[0],
              100 * liars[liars.length - 1]));
    }
    new EncodeComparison(results).verdict().ifPresent(lines::add);
    coverage().ifPresent(lines::add);
    return lines;
  }

  private String printed(String network) {
    DoubleSummaryStatistics theirs =
        published.figures().stream()
            .filter(f -> f.kind() == Kind.FIRST && f.setting().network().equals(network))
            .filter(f -> f.source() != Source.NOTEBOOK || !RuntimeTable.NETWORKS.contains(network))
            .mapToDouble(Figure::seconds)
            .summaryStatistics();
    return theirs.getCount() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; printed for a first group, image by image on another machine: %.2f to %.2f s",
            theirs.getMin(),
            theirs.getMax());
  }

  /** How much of the tables was measured, and how well. */
  private Optional<String> coverage() {
    List<Setting> all = settings();
    double[] errors =
        all.stream()
            .flatMap(setting -> results.groups(setting).stream())
            .mapToDouble(times -> times.warmError() / times.warmMean())
            .toArray();
    if (errors.length == 0) {
      return Optional.empty();
    }
    Arrays.sort(errors);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%d of %d cells measured; the 99.9 %% interval of a warm mean is ± %.0f %% of it in the"
                + " median cell, ± %.0f %% in the worst.",
            errors.length,
            all.size(),
            100 * errors[errors.length / 2],
            100 * errors[errors.length - 1]));
  }

  private RowChart lead() {
    RowChart chart =
        new RowChart("A group of 8 queries, one straggler", "s", "%.3f")
            .series("first group, ours", Shape.BAR, Family.OURS_PALE)
            .series("warm mean, ours", Shape.BAR, Family.OURS)
            .series("later report", Shape.LINE, Family.PRINTED)
            .series("earlier report", Shape.LINE, Family.PRINTED_PALE);
    for (String network : networks) {
      for (String dataset : RuntimeTable.DATASETS) {
        Setting setting = new Setting(network, dataset, LEAD);
        Optional<GroupTimes> times = results.groups(setting);
        if (times.isPresent()) {
          chart.row(
              network + ", " + dataset,
              Value.of(times.get().first()),
              new Value(times.get().warmMean(), times.get().warmError()),
              first(Source.LATER, setting),
              first(Source.EARLIER, setting));
        }
      }
    }
    return chart;
  }

  private @Nullable Value first(Source source, Setting setting) {
    return published
        .figure(source, Kind.FIRST, setting)
        .map(figure -> Value.of(figure.seconds()))
        .orElse(null);
  }
}
