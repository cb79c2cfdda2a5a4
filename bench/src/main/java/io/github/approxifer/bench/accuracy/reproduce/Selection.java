package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.measure.TestBed;
import io.github.approxifer.coding.CodeParameters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which printed tables and figures a run shows, and which cells it has to measure for them.
 * Immutable.
 */
final class Selection {
  /** The models of the published tables and figures, and ResNet-20, which is quick. */
  static final List<String> MODELS =
      List.of(
          "ResNet-18",
          "ResNet-34",
          "ResNet-20",
          "ResNet-50",
          "ResNet-152",
          "VGG-16",
          "DenseNet-161",
          "GoogLeNet");

  static final List<String> DATASETS = List.of("MNIST", "Fashion-MNIST", "CIFAR-10");

  /** The printed tables of accuracy: numbers of one report do not come up in the other. */
  static final List<Integer> TABLES = List.of(15, 16, 17, 18, 19, 20, 9, 10);

  private static final List<String> STREAMS = List.of("true", "false", "only");
  private static final String QUICK_MODEL = "ResNet-20";

  /** Whose cells are all of those that the reports print for ResNet-18. */
  private static final List<String> ALL_CELLS = List.of("ResNet-18", "ResNet-34", QUICK_MODEL);

  /** In whose cells all schemes are compared. */
  private static final List<String> ALL_SCHEMES = List.of("ResNet-18", QUICK_MODEL);

  /** In two of whose cells all schemes are compared. */
  private static final List<String> LARGE = List.of("ResNet-34", "ResNet-152");

  private static final List<CodeParameters> COMPARED_OF_LARGE =
      List.of(CodeParameters.stragglersOnly(8, 1), new CodeParameters(12, 0, 2));

  private final List<Integer> tables;
  private final List<Integer> figures;
  private final Predicate<AccuracyCell> wanted;
  private final boolean everything;
  private final Streams streams;

  /** Whether streams of similar queries are measured. */
  enum Streams {
    /** Not at all. */
    FALSE,
    /** After all other cells of a model and dataset. */
    TRUE,
    /** And no other cell. */
    ONLY
  }

  private Selection(
      List<Integer> tables,
      List<Integer> figures,
      Predicate<AccuracyCell> wanted,
      boolean everything,
      Streams streams) {
    this.tables = tables;
    this.figures = figures;
    this.wanted = wanted;
    this.everything = everything;
    this.streams = streams;
  }

  /**
   * What the options ask for.
   *
   * @param table the number of a printed table, or null
   * @param figure the number of a figure of the later report, or null
   * @param model only this model, or null
   * @param dataset only this dataset, or null
   * @param quick whether, if none of table, figure and model is given, only ResNet-20 is measured
   * @param streams true, false or only; null stands for true in a run of everything that is not
   *     quick, and for false in all others
   * @throws IllegalArgumentException if a value is none of those that there are; it lists them
   */
  static Selection of(
      @Nullable String table,
      @Nullable String figure,
      @Nullable String model,
      @Nullable String dataset,
      boolean quick,
      @Nullable String streams) {
    boolean everything = table == null && figure == null;
    boolean noTables = "only".equals(streams);
    List<Integer> tables = everything && !noTables ? TABLES : List.of();
    if (table != null) {
      tables = List.of(Integer.valueOf(known("table", table, TABLES)));
    }
    List<Integer> figures = everything && !noTables ? PublishedFigure.NUMBERS : List.of();
    if (figure != null) {
      figures = List.of(Integer.valueOf(known("figure", figure, PublishedFigure.NUMBERS)));
    }
    String defaultModel = quick && everything ? QUICK_MODEL : null;
    String onlyModel = model == null ? defaultModel : known("model", model, MODELS);
    String onlyDataset = dataset == null ? null : known("dataset", dataset, DATASETS);
    return new Selection(
        tables,
        figures,
        cell ->
            (onlyModel == null || cell.model().equals(onlyModel))
                && (onlyDataset == null || cell.dataset().equals(onlyDataset)),
        everything,
        streams == null
            ? everything && !quick ? Streams.TRUE : Streams.FALSE
            : Streams.valueOf(known("streams", streams, STREAMS).toUpperCase(Locale.ROOT)));
  }

  /** The name as it is printed; names in files, such as {@code resnet18}, are understood. */
  private static String known(String option, String given, List<?> all) {
    return all.stream()
        .map(Object::toString)
        .filter(name -> TestBed.fileName(name).equals(TestBed.fileName(given)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no "
                        + option
                        + " '"
                        + given
                        + "' to measure; there are "
                        + all.stream().map(Object::toString).collect(Collectors.joining(", "))));
  }

  /** The printed tables to show, in the order of the report. */
  List<Integer> tables() {
    return tables;
  }

  /** The figures to show. */
  List<Integer> figures() {
    return figures;
  }

  /** Whether all tables and figures are shown. */
  boolean everything() {
    return everything;
  }

  /** Whether the cells are measured, and not streams alone. */
  boolean hasCells() {
    return streams != Streams.ONLY;
  }

  /**
   * Whether all schemes are compared in a cell. For ResNet-34 and ResNet-152 they are with one
   * straggler of eight and two liars of twelve only. All other cells hold the published scheme
   * alone: a comparison takes ten times its predictions.
   *
   * @param cell a cell
   * @return whether they are
   */
  boolean compares(AccuracyCell cell) {
    return ALL_SCHEMES.contains(cell.model())
        || (LARGE.contains(cell.model()) && COMPARED_OF_LARGE.contains(cell.parameters()));
  }

  /** Whether streams are measured with a model. */
  boolean hasStreams(String model) {
    return streams != Streams.FALSE && ALL_CELLS.contains(model);
  }

  /** Which report a table is in. */
  static String report(int table) {
    return table >= 15 ? "later report" : "earlier report";
  }

  /**
   * The cells to be measured, those of one model and dataset one after the other.
   *
   * @param published the published values
   * @param drawn all figures
   */
  List<AccuracyCell> cells(PublishedTable published, Collection<PublishedFigure> drawn) {
    Set<AccuracyCell> all = new LinkedHashSet<>();
    for (int table : tables) {
      published.cells(report(table), table).forEach(value -> all.add(AccuracyCell.of(value)));
    }
    drawn.stream()
        .filter(figure -> figures.contains(figure.number()))
        .forEach(figure -> figure.bars().forEach(bar -> all.add(bar.cell())));
    if (everything) {
      ALL_CELLS.forEach(model -> DATASETS.forEach(images -> all.addAll(cells(model, images))));
      for (String dataset : List.of("MNIST", "CIFAR-10")) {
        COMPARED_OF_LARGE.forEach(p -> all.add(new AccuracyCell("ResNet-152", dataset, p)));
      }
    }
    List<AccuracyCell> inOrder = new ArrayList<>();
    for (String model : MODELS) {
      for (String dataset : DATASETS) {
        for (boolean lies : new boolean[] {false, true}) {
          all.stream()
              .filter(cell -> cell.model().equals(model) && cell.dataset().equals(dataset))
              .filter(cell -> cell.parameters().errors() > 0 == lies)
              .filter(wanted)
              .forEach(inOrder::add);
        }
      }
    }
    return inOrder;
  }

  private static List<AccuracyCell> cells(String model, String dataset) {
    List<AccuracyCell> cells = new ArrayList<>();
    if (model.equals(QUICK_MODEL)) {
      for (int queries = 2; queries <= 4; queries++) {
        cells.add(AccuracyCell.stragglers(model, dataset, queries, 1));
      }
    }
    cells.add(AccuracyCell.stragglers(model, dataset, 8, 1));
    cells.add(AccuracyCell.stragglers(model, dataset, 12, 1));
    cells.add(AccuracyCell.stragglers(model, dataset, 8, 2));
    cells.add(AccuracyCell.stragglers(model, dataset, 8, 3));
    for (int errors = 1; errors <= 3; errors++) {
      cells.add(new AccuracyCell(model, dataset, new CodeParameters(12, 0, errors)));
    }
    return cells;
  }
}
