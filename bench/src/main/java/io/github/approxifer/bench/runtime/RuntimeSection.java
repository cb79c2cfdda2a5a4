package io.github.approxifer.bench.runtime;

import io.github.approxifer.bench.report.Family;
import io.github.approxifer.bench.report.RowChart;
import io.github.approxifer.bench.report.RowChart.Shape;
import io.github.approxifer.bench.report.RowChart.Value;
import io.github.approxifer.bench.report.Section;
import io.github.approxifer.bench.runtime.PublishedRuntimes.Kind;
import io.github.approxifer.bench.runtime.PublishedRuntimes.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A runtime table with our times beside the printed ones, and its chart. */
final class RuntimeSection {
  private final RuntimeTable table;
  private final RuntimeResults results;
  private final PublishedRuntimes published;

  /** The rows that were measured and that the sources print something for, if they print any. */
  private final List<Setting> rows;

  RuntimeSection(RuntimeTable table, RuntimeResults results, PublishedRuntimes published) {
    this.table = table;
    this.results = results;
    this.published = published;
    this.rows =
        table.rows().stream()
            .filter(setting -> results.groups(setting).isPresent())
            .filter(
                setting ->
                    table.sources().isEmpty()
                        || table.sources().stream()
                            .anyMatch(s -> published.figure(s, table.kind(), setting).isPresent()))
            .toList();
  }

  /** Whether a row was measured. */
  boolean wasRun() {
    return !rows.isEmpty();
  }

  Section section(String file) {
    boolean first = table.kind() == Kind.FIRST;
    List<String> heading = new ArrayList<>(List.of("dataset", table.rowName()));
    List<Column> columns = columns();
    columns.forEach(column -> heading.add(column.name()));
    heading.addAll(
        first
            ? List.of("first group, ours", "warm mean, ours", "± 99.9 %", "p50", "p99")
            : List.of("groups", "total, ours"));
    Section section = new Section(title(), heading.toArray(new String[0]));
    section.words(
        "Printed "
            + table.place()
            + (first ? ", called average runtimes. Seconds." : ", total runtimes. Seconds."));
    for (Setting setting : rows) {
      GroupTimes times = results.groups(setting).orElseThrow();
      List<String> row =
          new ArrayList<>(List.of(setting.dataset(), table.label().apply(setting.cell())));
      columns.forEach(column -> row.add(printed(column, setting)));
      row.addAll(first ? firstGroup(times) : total(setting, times));
      section.row(row.toArray(new String[0]));
    }
    section.chart(file, title() + ", in seconds", chart(columns));
    return section;
  }

  private String title() {
    return table.title()
        + ": "
        + table.subject()
        + (table.kind() == Kind.FIRST ? ", a group" : ", all groups");
  }

  /** A column of printed figures. */
  private record Column(String name, Source source) {}

  /** One for each source, or one for all if they print the same. */
  private List<Column> columns() {
    boolean alike =
        table.sources().size() > 1
            && rows.stream()
                .allMatch(
                    setting ->
                        table.sources().stream()
                                .map(s -> published.figure(s, table.kind(), setting))
                                .map(f -> f.map(PublishedRuntimes.Figure::seconds))
                                .distinct()
                                .count()
                            == 1);
    return alike
        ? List.of(new Column("both reports", table.sources().get(0)))
        : table.sources().stream().map(s -> new Column(s.title(), s)).toList();
  }

  private String printed(Column column, Setting setting) {
    return published
        .figure(column.source(), table.kind(), setting)
        .map(figure -> seconds(figure.seconds()))
        .orElse("not printed");
  }

  private String seconds(double seconds) {
    return Double.isNaN(seconds)
        ? "?"
        : String.format(Locale.ROOT, table.kind() == Kind.FIRST ? "%.4f" : "%.2f", seconds);
  }

  private List<String> firstGroup(GroupTimes times) {
    return List.of(
        seconds(times.first()),
        seconds(times.warmMean()),
        seconds(times.warmError()),
        seconds(times.percentile(50)),
        seconds(times.percentile(99)));
  }

  private List<String> total(Setting setting, GroupTimes times) {
    int groups = published.groups(setting);
    return List.of(
        String.valueOf(groups), (times.measured(groups) ? "" : "~") + seconds(times.total(groups)));
  }

  private RowChart chart(List<Column> columns) {
    boolean first = table.kind() == Kind.FIRST;
    RowChart chart = new RowChart(title(), "s", first ? "%.3f" : "%.1f");
    if (first) {
      chart.series("first group, ours", Shape.BAR, Family.OURS_PALE);
      chart.series("warm mean, ours", Shape.BAR, Family.OURS);
    } else {
      chart.series("total, ours", Shape.BAR, Family.OURS);
    }
    for (Column column : columns) {
      Family family = column.equals(columns.get(0)) ? Family.PRINTED : Family.PRINTED_PALE;
      chart.series(column.name(), Shape.LINE, family);
    }
    for (Setting setting : rows) {
      GroupTimes times = results.groups(setting).orElseThrow();
      List<@Nullable Value> values = new ArrayList<>();
      if (first) {
        values.add(Value.of(times.first()));
        values.add(new Value(times.warmMean(), times.warmError()));
      } else {
        values.add(Value.of(times.total(published.groups(setting))));
      }
      for (Column column : columns) {
        values.add(
            published
                .figure(column.source(), table.kind(), setting)
                .map(figure -> Value.of(figure.seconds()))
                .orElse(null));
      }
      chart.row(
          setting.dataset() + ", " + table.rowName() + "=" + table.label().apply(setting.cell()),
          values.toArray(new Value[0]));
    }
    return chart;
  }
}
