package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.measure.TestBed;
import io.github.approxifer.bench.accuracy.reproduce.PublishedTable.Measured;
import io.github.approxifer.bench.report.CellStore;
import io.github.approxifer.bench.report.Section;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.attack.GaussianAttack;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run: measures the cells that are wanted and writes the report. Confined to one thread. */
final class ReproduceRun {
  private static final String HOW_TO_READ =
      "Every value is a mean with its 95 % interval over groups. \"Loss: ours less report's\" is"
          + " how much more accuracy the code costs here than it cost there, each below its own"
          + " base. Images: all of MNIST's and Fashion-MNIST's test images are drawn from; of"
          + " CIFAR-10 the first 1,000, which are exact in every copy, and the training batches"
          + " that the network did not learn from. Students have learned from none of them; what is"
          + " fitted to a student's answers is fitted to every other group and judged on the rest,"
          + " and the other way round. \"Of degraded answers\": the accuracy of those that were"
          + " decoded or guessed. \"Calibration error\": by how much a confidence differs from how"
          + " often such predictions are right; calibrated on one half of the groups, checked on"
          + " the other. \"queue\": groups out of a queue of at most 256 waiting queries. \"Not"
          + " trained\": mvn -pl models train -Dmodel=... -Ddataset=... makes the weights.";

  private final Settings settings;
  private final Selection selection;
  private final TestBeds beds;
  private final Path output;
  private final PrintStream console;
  private final CellStore store;
  private final Comparison comparison;
  private final Map<String, Measured> published = new HashMap<>();
  private final List<Section> compared = new ArrayList<>();
  private final Map<AccuracyCell, Comparison.Stragglers> stragglers = new LinkedHashMap<>();

  /**
   * A run.
   *
   * @param settings what it depends on
   * @param selection what it shows
   * @param beds models and images
   * @param store keeps the cells that are done
   * @param output the folder of the report
   * @param console is told of every cell
   */
  ReproduceRun(
      Settings settings,
      Selection selection,
      TestBeds beds,
      CellStore store,
      Path output,
      PrintStream console) {
    this.settings = settings;
    this.selection = selection;
    this.beds = beds;
    this.output = output;
    this.console = console;
    this.store = store;
    this.comparison = new Comparison(settings);
  }

  /**
   * Measures what is not kept yet, and writes the report anew after each cell.
   *
   * @param conditions under which the run is made, in Markdown
   * @return whether there was anything to report
   * @throws IOException if a dataset is not at hand, or writing fails; it says for which model
   */
  boolean run(String conditions) throws IOException {
    PublishedTable tables = new PublishedTable(PublishedAccuracy.read());
    List<PublishedFigure> figures = PublishedFigure.read();
    List<AccuracyCell> wanted = selection.cells(tables, figures);
    if (wanted.isEmpty()) {
      console.println("No cell is of the wanted table or figure, model and dataset.");
      return false;
    }
    List<AccuracyCell> cells =
        wanted.stream().filter(cell -> beds.isTrained(cell.model(), cell.dataset())).toList();
    if (cells.isEmpty() && selection.everything()) {
      console.println(
          "None of the wanted models is trained; train one by mvn -pl models train -Dmodel=resnet20"
              + " -Ddataset=mnist and name its folder by -Dapproxifer.weights=DIR");
      return false;
    }
    List<Step> steps = steps(cells);
    long start = System.nanoTime();
    try (OpenBed open = new OpenBed()) {
      int measured = 0;
      for (int done = 0; done < steps.size(); done++) {
        Step step = steps.get(done);
        boolean kept = step.kind().take(step.cell(), open);
        measured += kept ? 0 : 1;
        if (!kept || done == steps.size() - 1) {
          write(tables, figures, conditions, done + 1, steps.size());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        console.printf(
            Locale.ROOT,
            "%s, %s, %s%s: %s; %d of %d cells done, about %.0f s left%n",
            step.cell().model(),
            step.cell().dataset(),
            step.cell().parameters(),
            step.name(),
            kept ? "kept from before" : open.predicted() + " inputs inferred so far",
            done + 1,
            steps.size(),
            measured == 0 ? 0 : seconds / measured * (steps.size() - done - 1));
      }
    }
    if (steps.isEmpty()) {
      write(tables, figures, conditions, 0, 0);
    }
    console.println("Written: " + output.resolve("accuracy-tables.md"));
    console.println("To look at: " + output.resolve("index.html").toAbsolutePath().toUri());
    return true;
  }

  /** Measures a kind of cell, or takes what is kept of it. */
  private interface Kind {
    /** Whether it was kept. */
    boolean take(AccuracyCell cell, OpenBed open) throws IOException;
  }

  /** A cell, or the streams of a model and dataset. */
  private record Step(AccuracyCell cell, String name, Kind kind) {}

  /** Cell by cell, those of one model and dataset together, their streams last. */
  private List<Step> steps(List<AccuracyCell> cells) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      AccuracyCell cell = cells.get(i);
      if (selection.hasCells()) {
        steps.add(
            cell.parameters().errors() == 0
                ? new Step(cell, "", this::takeStragglers)
                : new Step(cell, "", this::takeLiars));
      }
      boolean last = i + 1 == cells.size() || !cells.get(i + 1).isOf(cell);
      if (last && selection.hasStreams(cell.model())) {
        CodeParameters parameters = CodeParameters.stragglersOnly(8, 1);
        AccuracyCell streams = new AccuracyCell(cell.model(), cell.dataset(), parameters);
        steps.add(new Step(streams, ", streams", this::takeStreams));
      }
    }
    return steps;
  }

  private boolean takeStragglers(AccuracyCell cell, OpenBed open) throws IOException {
    boolean all = selection.compares(cell);
    Taken<Comparison.Stragglers> taken =
        take(
            all ? "stragglers" : "published, stragglers",
            cell,
            Comparison.Stragglers.class,
            () -> comparison.stragglers(open.of(cell), cell, all));
    Comparison.Stragglers measured = taken.result();
    published.put(
        cell.key(0),
        new Measured(measured.published().right(), measured.base(), measured.queries()));
    if (all) {
      stragglers.put(cell, measured);
      compared.add(Comparison.section(cell, measured));
    }
    return taken.kept();
  }

  private boolean takeLiars(AccuracyCell cell, OpenBed open) throws IOException {
    boolean all = selection.compares(cell);
    Taken<Comparison.Liars> taken =
        take(
            all ? "liars" : "published, liars",
            cell,
            Comparison.Liars.class,
            () -> comparison.liars(open.of(cell), cell, all));
    Comparison.Liars measured = taken.result();
    for (double sigma : new double[] {1, 10, 100}) {
      measured
          .published(new GaussianAttack(sigma))
          .ifPresent(
              accuracy ->
                  published.put(
                      cell.key(sigma),
                      new Measured(accuracy, measured.base(), measured.queries())));
    }
    if (all) {
      compared.add(Comparison.section(cell, measured));
    }
    return taken.kept();
  }

  private boolean takeStreams(AccuracyCell cell, OpenBed open) throws IOException {
    Taken<StreamComparison.Outcome> taken =
        take(
            "streams",
            cell,
            StreamComparison.Outcome.class,
            () -> new StreamComparison(open.of(cell), cell.parameters(), settings).measure());
    compared.add(StreamComparison.section(cell, taken.result()));
    return taken.kept();
  }

  /** What a cell came to, and whether it was kept from before. */
  private record Taken<T>(T result, boolean kept) {}

  private interface Measurement<T> {
    T measure() throws IOException;
  }

  /** What is kept of a cell, or what is measured now and then kept. */
  private <T> Taken<T> take(
      String kind, AccuracyCell cell, Class<T> type, Measurement<T> measurement)
      throws IOException {
    String weights = beds.fingerprint(cell.model(), cell.dataset());
    String key = kind + " " + cell + " " + settings + " " + weights;
    Optional<T> known = store.find(key, type);
    if (known.isPresent()) {
      return new Taken<>(known.get(), true);
    }
    T result = measurement.measure();
    store.keep(key, result);
    return new Taken<>(result, false);
  }

  /** The model and dataset that are open: one at a time, and none before a cell is measured. */
  private final class OpenBed implements AutoCloseable {
    private @Nullable AccuracyCell of;
    private @Nullable TestBed bed;
    private long predicted;

    TestBed of(AccuracyCell cell) throws IOException {
      if (bed != null && of != null && of.isOf(cell)) {
        return bed;
      }
      close();
      try {
        bed = beds.open(cell.model(), cell.dataset());
      } catch (IOException e) {
        throw new IOException(
            cell.model() + ", " + cell.dataset() + " cannot be measured: " + e.getMessage(), e);
      }
      of = cell;
      return bed;
    }

    long predicted() {
      return predicted + (bed == null ? 0 : bed.predicted());
    }

    @Override
    public void close() {
      if (bed != null) {
        predicted += bed.predicted();
        bed.close();
        bed = null;
      }
    }
  }

  private void write(
      PublishedTable tables, List<PublishedFigure> figures, String conditions, int done, int all)
      throws IOException {
    Report report = new Report();
    Summary summary = new Summary();
    stragglers.forEach(summary::add);
    for (int number : selection.tables()) {
      for (PublishedAccuracy cell : tables.cells(Selection.report(number), number)) {
        lookUp(AccuracyCell.of(cell), cell.sigma())
            .ifPresent(
                ours -> tables.printedLoss(cell).ifPresent(loss -> summary.compare(ours, loss)));
      }
      report.add(
          tables.section(
              Selection.report(number),
              number,
              cell -> lookUp(AccuracyCell.of(cell), cell.sigma()),
              cell -> beds.isTrained(cell.model(), cell.dataset())));
    }
    for (PublishedFigure figure : figures) {
      if (selection.figures().contains(figure.number())) {
        report.add(
            FigureSection.of(
                figure,
                bars -> lookUp(bars.cell(), bars.sigma()),
                cell -> beds.isTrained(cell.model(), cell.dataset())));
      }
    }
    LossChart.add(stragglers, report);
    compared.forEach(report::add);
    report.add(new Section("How to read this").words(HOW_TO_READ));
    if (done < all) {
      report
          .page()
          .verdict(
              "%d of %d cells so far; the same command goes on with the rest."
                  .formatted(done, all));
    }
    summary.write(report.page());
    String measuredAt =
        store.commits().size() < 2
            ? ""
            : "- Cells measured at commits: " + String.join(", ", store.commits()) + "\n";
    report.write(output, conditions + measuredAt);
  }

  private Optional<Measured> lookUp(AccuracyCell cell, double sigma) {
    return Optional.ofNullable(published.get(cell.key(sigma)));
  }
}
