package io.github.approxifer.bench.runtime;

import io.github.approxifer.bench.report.MarkdownTable;
import io.github.approxifer.bench.workload.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The runtime tables in Markdown, in the layout of the published ones. */
final class RuntimeReport {
  private static final String NOT_RUN = "not run";

  private static final String HOW_TO_READ =
      """
      ## How to read the tables

      One *group* is K queries. As in the published experiments, its time is that of K plain predictions (which only serve
      the score), encoding, N coded predictions, leaving out S random answers or adding noise to E of them, locating,
      and decoding. Loading the model is not in it.

      - **published**: what the report prints. Its "average runtime" is no average but the wall time of the first, cold group;
        its "total runtime" is the wall time of all groups (100 or 200 for CIFAR-10, 300 for MNIST). Measured by its
        authors in Google Colaboratory, one image at a time, one worker after the other.
      - **first group**: ours, the same thing: the first group of a fresh process.
      - **warm mean**: ours, the mean of the groups from the sixth on, with half the width of its 99.9 % confidence interval.
      - **p50, p99**: ours, of the same groups. With so few groups p99 is close to the slowest.
      - **total**: ours, for the published number of groups: measured where so many groups were run, otherwise (marked ~)
        the first group and the rest at the warm mean.

      The machines differ, so a ratio of a published figure to ours is no speed-up. Here the K plain and the N coded
      predictions are a batch each, and the N workers share one machine; these are costs, not the latency of a service.
      """;

  private final RuntimeResults results;
  private final PublishedRuntimes published;

  RuntimeReport(RuntimeResults results, PublishedRuntimes published) {
    this.results = results;
    this.published = published;
  }

  /** The whole page. */
  String markdown(String conditions) {
    StringBuilder page = new StringBuilder("# Runtime tables\n\n").append(conditions).append('\n');
    page.append(HOW_TO_READ);
    for (RuntimeTable table : RuntimeTable.ALL) {
      boolean first = table.kind() == PublishedRuntimes.Kind.FIRST;
      page.append("\n## ")
          .append(
              table.number().isEmpty()
                  ? "Totals from the reproduction's notebook."
                  : "Table " + table.number() + ".")
          .append(first ? " \"Average\" runtimes" : " Total runtimes")
          .append(" (in seconds) for ")
          .append(table.title())
          .append("\n\n")
          .append(first ? firstGroups(table) : totals(table));
    }
    page.append("\n## Where the time goes\n\n")
        .append(
            "The parts of one group, each measured alone and warm; inference is the N coded queries as one batch.\n\n")
        .append(new RuntimeParts(results).markdown())
        .append("\n## Encoding beside EJML and a copy\n\n")
        .append(
            "K=8 queries of d=3072 floats for N=9 workers, one thread. The copy moves as many bytes as encoding must: it copies"
                + " (K+N) d / 2 floats.\n\n")
        .append(new EncodeComparison(results).markdown());
    return page.toString();
  }

  /** One line for each cell and dataset that ran, for the console; empty if none did. */
  String summary() {
    StringBuilder text = new StringBuilder();
    for (Cell cell : RuntimeTable.allCells()) {
      for (String dataset : RuntimeTable.DATASETS) {
        Optional<GroupTimes> times = results.groups(dataset, cell.name());
        times.ifPresent(
            t ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "%-18s %-9s %12.4f %12.4f %12.4f%n",
                        cell.name(),
                        dataset,
                        published.figure(PublishedRuntimes.Kind.FIRST, dataset, cell).seconds(),
                        t.first(),
                        t.warmMean())));
      }
    }
    String heading =
        String.format(
            Locale.ROOT,
            "%-18s %-9s %12s %12s %12s%n",
            "seconds a group",
            "",
            "published",
            "first",
            "warm mean");
    return text.isEmpty() ? "" : heading + text;
  }

  private MarkdownTable firstGroups(RuntimeTable table) {
    List<String> heading = new ArrayList<>(List.of(table.rowName()));
    for (String dataset : RuntimeTable.DATASETS) {
      for (String column : List.of("published", "first group", "warm mean", "p50", "p99")) {
        heading.add(dataset + " " + column);
      }
    }
    MarkdownTable text = new MarkdownTable(heading.toArray(String[]::new));
    for (Cell cell : table.rows()) {
      List<String> row = new ArrayList<>(List.of(table.label().apply(cell)));
      for (String dataset : RuntimeTable.DATASETS) {
        row.add(seconds(published.figure(table.kind(), dataset, cell).seconds()));
        Optional<GroupTimes> times = results.groups(dataset, cell.name());
        row.add(times.map(t -> seconds(t.first())).orElse(NOT_RUN));
        row.add(
            times.map(t -> seconds(t.warmMean()) + " ± " + seconds(t.warmError())).orElse(NOT_RUN));
        row.add(times.map(t -> seconds(t.percentile(50))).orElse(NOT_RUN));
        row.add(times.map(t -> seconds(t.percentile(99))).orElse(NOT_RUN));
      }
      text.row(row.toArray(String[]::new));
    }
    return text;
  }

  private MarkdownTable totals(RuntimeTable table) {
    List<String> heading = new ArrayList<>(List.of(table.rowName()));
    for (String dataset : RuntimeTable.DATASETS) {
      for (String column : List.of("groups", "published", "total")) {
        heading.add(dataset + " " + column);
      }
    }
    MarkdownTable text = new MarkdownTable(heading.toArray(String[]::new));
    for (Cell cell : table.rows()) {
      List<String> row = new ArrayList<>(List.of(table.label().apply(cell)));
      for (String dataset : RuntimeTable.DATASETS) {
        PublishedRuntimes.Figure figure = published.figure(table.kind(), dataset, cell);
        int groups = figure.iterations();
        row.add(String.valueOf(groups));
        row.add(String.format(Locale.ROOT, "%.2f", figure.seconds()));
        row.add(
            results
                .groups(dataset, cell.name())
                .map(
                    t ->
                        (t.measured(groups) ? "" : "~")
                            + String.format(Locale.ROOT, "%.2f", t.total(groups)))
                .orElse(NOT_RUN));
      }
      text.row(row.toArray(String[]::new));
    }
    return text;
  }

  private static String seconds(double seconds) {
    return Double.isNaN(seconds) ? "?" : String.format(Locale.ROOT, "%.4f", seconds);
  }
}
