package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.measure.Way;
import io.github.approxifer.bench.accuracy.reproduce.PublishedTable.Measured;
import io.github.approxifer.bench.report.Section;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.attack.GaussianAttack;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One run: measures the cells that are wanted and writes the report. Confined to one thread. */
final class ReproduceRun {
  private static final String HOW_TO_READ =
      "Every value is a mean with its 95 % interval over groups. \"Loss: ours less"
          + " report's\" is how much more accuracy the code costs here than it cost there,"
          + " each below its own base. Images: all of MNIST's and Fashion-MNIST's test"
          + " images are drawn from; of CIFAR-10 the first 1,000, which are exact in every"
          + " copy, and the training batches that the network did not learn from. \"Of degraded answers\": the accuracy of those that were decoded or guessed."
          + " \"Calibration error\": by how much a confidence differs from how often such"
          + " predictions are right; calibrated on one half of the groups, checked on the other."
          + " \"queue\": groups out of a queue of at most 256 waiting queries. \"Not"
          + " trained\": mvn -pl models train -Dmodel=... -Ddataset=... makes the weights.";

  private final Settings settings;
  private final Selection selection;
  private final TestBeds beds;
  private final Path output;
  private final PrintStream console;
  private final Map<String, Measured> published = new HashMap<>();
  private final Summary summary = new Summary();

  ReproduceRun(
      Settings settings, Selection selection, TestBeds beds, Path output, PrintStream console) {
    this.settings = settings;
    this.selection = selection;
    this.beds = beds;
    this.output = output;
    this.console = console;
  }

  /**
   * Measures and writes.
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
    List<Section> compared = measure(cells);
    Report report = new Report();
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
    compared.forEach(report::add);
    report.add(new Section("How to read this").words(HOW_TO_READ));
    summary.write(report.page());
    report.write(output, conditions);
    console.println("Written: " + output.resolve("accuracy-tables.md"));
    console.println("To look at: " + output.resolve("index.html").toAbsolutePath().toUri());
    return true;
  }

  private Optional<Measured> lookUp(AccuracyCell cell, double sigma) {
    return Optional.ofNullable(published.get(cell.key(sigma)));
  }

  /** Measures cell by cell, with one model and dataset open at a time. */
  private List<Section> measure(List<AccuracyCell> cells) throws IOException {
    Comparison comparison = new Comparison(settings);
    List<Section> sections = new ArrayList<>();
    long start = System.nanoTime();
    int done = 0;
    while (done < cells.size()) {
      AccuracyCell first = cells.get(done);
      try (TestBed bed = beds.open(first.model(), first.dataset())) {
        while (done < cells.size()
            && cells.get(done).model().equals(first.model())
            && cells.get(done).dataset().equals(first.dataset())) {
          AccuracyCell cell = cells.get(done++);
          if (selection.hasCells()) {
            sections.add(measure(comparison, bed, cell));
            told(cell, bed, start, done, cells.size());
          }
        }
        if (selection.hasStreams(first.model())) {
          CodeParameters parameters = CodeParameters.stragglersOnly(8, 1);
          sections.add(new StreamComparison(bed, parameters, settings).section(first));
          console.println(first.model() + ", " + first.dataset() + ": streams done");
        }
      } catch (IOException e) {
        throw new IOException(
            first.model() + ", " + first.dataset() + " cannot be measured: " + e.getMessage(), e);
      }
    }
    return sections;
  }

  private Section measure(Comparison comparison, TestBed bed, AccuracyCell cell)
      throws IOException {
    if (cell.parameters().errors() == 0) {
      Comparison.Stragglers measured = comparison.stragglers(bed, cell);
      published.put(
          cell.key(0), new Measured(measured.published(), measured.base(), measured.queries()));
      summary.add(measured);
      return measured.section();
    }
    Comparison.Byzantine measured = comparison.byzantine(bed, cell);
    Way way =
        measured.cell().ways().stream()
            .filter(w -> w.name().equals(Way.PUBLISHED))
            .findFirst()
            .orElseThrow();
    int queries =
        cell.parameters().queries() * settings.byzantineGroups(bed.test().images().numRows);
    for (double sigma : new double[] {1, 10, 100}) {
      Sample accuracy = measured.cell().run(way, new GaussianAttack(sigma)).right();
      published.put(cell.key(sigma), new Measured(accuracy, measured.cell().base(), queries));
    }
    return measured.section();
  }

  private void told(AccuracyCell cell, TestBed bed, long start, int done, int all) {
    double seconds = (System.nanoTime() - start) / 1e9;
    console.printf(
        Locale.ROOT,
        "%s, %s, %s: %d inputs inferred so far; %d of %d cells done, about %.0f s left%n",
        cell.model(),
        cell.dataset(),
        cell.parameters(),
        bed.predicted(),
        done,
        all,
        seconds / done * (all - done));
  }
}
