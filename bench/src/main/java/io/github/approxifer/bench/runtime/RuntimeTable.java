package io.github.approxifer.bench.runtime;

import io.github.approxifer.bench.runtime.PublishedRuntimes.Kind;
import io.github.approxifer.bench.runtime.PublishedRuntimes.Source;
import io.github.approxifer.bench.workload.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One of the tables: which settings stand in which row.
 *
 * @param title a short name, as in {@code Table 5}
 * @param place where it is printed
 * @param subject what it shows
 * @param kind what its figures are
 * @param sources where its figures are printed, in this order; none if they are ours alone
 * @param rowName the name of the first column
 * @param label what the first column says of a cell
 * @param rows the settings, top to bottom
 */
record RuntimeTable(
    String title,
    String place,
    String subject,
    Kind kind,
    List<Source> sources,
    String rowName,
    Function<Cell, String> label,
    List<Setting> rows) {

  /** The datasets of the tables. */
  static final List<String> DATASETS = List.of("CIFAR-10", "MNIST");

  /** The networks of the tables. */
  static final List<String> NETWORKS = List.of("ResNet-18", "ResNet-34");

  /** The cells without liars. */
  static final List<Cell> STRAGGLERS = cells("K8-S1", "K12-S1", "K8-S2", "K8-S3");

  private static final Place NOTEBOOK =
      new Place("Notebook", "in the reproduction's notebook", List.of(Source.NOTEBOOK));

  private static final List<Integer> SIGMAS = List.of(1, 10, 100);

  /** The printed tables, those of the notebooks behind them. */
  static final List<RuntimeTable> PRINTED = printed();

  /** Every cell of the printed tables once, in their order. */
  static List<Cell> allCells() {
    return PRINTED.stream()
        .flatMap(table -> table.rows().stream())
        .map(Setting::cell)
        .distinct()
        .toList();
  }

  /** All settings of a network: every cell of a printed one, the stragglers of another. */
  static List<Setting> settings(String network) {
    List<Setting> settings = new ArrayList<>();
    for (String dataset : DATASETS) {
      for (Cell cell : NETWORKS.contains(network) ? allCells() : STRAGGLERS) {
        settings.add(new Setting(network, dataset, cell));
      }
    }
    return settings;
  }

  /** The tables of a network that the reports print none of. */
  static List<RuntimeTable> of(String network) {
    List<Source> sources = network.equals("ResNet-152") ? List.of(Source.NOTEBOOK) : List.of();
    Place place = sources.isEmpty() ? new Place("Unprinted", "nowhere", sources) : NOTEBOOK;
    return List.of(
        byBatch(place, network, Kind.FIRST),
        byBatch(place, network, Kind.TOTAL),
        byStragglers(place, network, Kind.FIRST),
        byStragglers(place, network, Kind.TOTAL));
  }

  /** A short name, where that is in words, and who prints it. */
  private record Place(String title, String words, List<Source> sources) {
    static Place both(int number) {
      return new Place(
          "Table " + number,
          "as Table " + number + " of both reports",
          List.of(Source.LATER, Source.EARLIER));
    }

    static Place later(int number) {
      return new Place(
          "Table " + number, "as Table " + number + " of the later report", List.of(Source.LATER));
    }
  }

  private static List<RuntimeTable> printed() {
    List<RuntimeTable> tables = new ArrayList<>();
    for (int n = 0; n < NETWORKS.size(); n++) {
      String network = NETWORKS.get(n);
      tables.add(byBatch(Place.both(4 * n + 1), network, Kind.FIRST));
      tables.add(byBatch(Place.both(4 * n + 2), network, Kind.TOTAL));
      tables.add(byStragglers(Place.both(4 * n + 3), network, Kind.FIRST));
      tables.add(byStragglers(Place.both(4 * n + 4), network, Kind.TOTAL));
    }
    for (int n = 0; n < NETWORKS.size(); n++) {
      for (int s = 0; s < SIGMAS.size(); s++) {
        Place place = Place.later(9 + 3 * n + s);
        tables.add(byErrors(place, NETWORKS.get(n), SIGMAS.get(s), Kind.FIRST));
      }
    }
    for (String network : NETWORKS) {
      for (int sigma : SIGMAS) {
        tables.add(byErrors(NOTEBOOK, network, sigma, Kind.TOTAL));
      }
    }
    return List.copyOf(tables);
  }

  private static RuntimeTable byBatch(Place place, String network, Kind kind) {
    return new RuntimeTable(
        place.title(),
        place.words(),
        network + ", S=1",
        kind,
        place.sources(),
        "K",
        cell -> String.valueOf(cell.parameters().queries()),
        rows(network, STRAGGLERS.subList(0, 2)));
  }

  private static RuntimeTable byStragglers(Place place, String network, Kind kind) {
    return new RuntimeTable(
        place.title(),
        place.words(),
        network + ", K=8",
        kind,
        place.sources(),
        "S",
        cell -> String.valueOf(cell.parameters().stragglers()),
        rows(network, STRAGGLERS.subList(2, 4)));
  }

  private static RuntimeTable byErrors(Place place, String network, int sigma, Kind kind) {
    return new RuntimeTable(
        place.title(),
        place.words(),
        network + ", K=12, sigma=" + sigma,
        kind,
        place.sources(),
        "E",
        cell -> String.valueOf(cell.parameters().errors()),
        rows(
            network,
            cells("K12-E1-sigma" + sigma, "K12-E2-sigma" + sigma, "K12-E3-sigma" + sigma)));
  }

  private static List<Setting> rows(String network, List<Cell> cells) {
    return DATASETS.stream()
        .flatMap(dataset -> cells.stream().map(cell -> new Setting(network, dataset, cell)))
        .toList();
  }

  private static List<Cell> cells(String... names) {
    return Stream.of(names).map(Cell::of).toList();
  }
}
