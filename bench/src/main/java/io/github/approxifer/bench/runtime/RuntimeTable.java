package io.github.approxifer.bench.runtime;

import io.github.approxifer.bench.workload.Cell;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One of the published tables: which cells stand in which row. The columns are the datasets.
 *
 * @param number its number in the reproducibility report; for the totals with liars, which are not
 *     printed there but in the reproduction's notebook, empty
 * @param title what it shows
 * @param kind what its figures are
 * @param rowName the name of the first column
 * @param rows the cells, top to bottom
 * @param label what the first column says of a cell
 */
record RuntimeTable(
    String number,
    String title,
    PublishedRuntimes.Kind kind,
    String rowName,
    List<Cell> rows,
    Function<Cell, String> label) {

  /** The datasets, left to right. */
  static final List<String> DATASETS = List.of("CIFAR-10", "MNIST");

  private static final List<Cell> BY_BATCH = cells("K8-S1", "K12-S1");
  private static final List<Cell> BY_STRAGGLERS = cells("K8-S2", "K8-S3");

  static final List<RuntimeTable> ALL =
      List.of(
          byBatch("1", "ResNet-18 with S=1", PublishedRuntimes.Kind.FIRST),
          byBatch("2", "ResNet-18 with S=1", PublishedRuntimes.Kind.TOTAL),
          byStragglers("3", "ResNet-18 with batch size 8", PublishedRuntimes.Kind.FIRST),
          byStragglers("4", "ResNet-18 with batch size 8", PublishedRuntimes.Kind.TOTAL),
          byErrors("9", 1, PublishedRuntimes.Kind.FIRST),
          byErrors("10", 10, PublishedRuntimes.Kind.FIRST),
          byErrors("11", 100, PublishedRuntimes.Kind.FIRST),
          byErrors("", 1, PublishedRuntimes.Kind.TOTAL),
          byErrors("", 10, PublishedRuntimes.Kind.TOTAL),
          byErrors("", 100, PublishedRuntimes.Kind.TOTAL));

  /** Every cell once, in the order of the tables. */
  static List<Cell> allCells() {
    return ALL.stream().flatMap(table -> table.rows().stream()).distinct().toList();
  }

  private static RuntimeTable byBatch(String number, String title, PublishedRuntimes.Kind kind) {
    return new RuntimeTable(
        number,
        title,
        kind,
        "Batch size",
        BY_BATCH,
        cell -> String.valueOf(cell.parameters().queries()));
  }

  private static RuntimeTable byStragglers(
      String number, String title, PublishedRuntimes.Kind kind) {
    return new RuntimeTable(
        number,
        title,
        kind,
        "S",
        BY_STRAGGLERS,
        cell -> String.valueOf(cell.parameters().stragglers()));
  }

  private static RuntimeTable byErrors(String number, int sigma, PublishedRuntimes.Kind kind) {
    return new RuntimeTable(
        number,
        "ResNet-18 with S=0, K=12, sigma=" + sigma,
        kind,
        "E",
        cells("K12-E1-sigma" + sigma, "K12-E2-sigma" + sigma, "K12-E3-sigma" + sigma),
        cell -> String.valueOf(cell.parameters().errors()));
  }

  private static List<Cell> cells(String... names) {
    return Stream.of(names).map(Cell::of).toList();
  }
}
