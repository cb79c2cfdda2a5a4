package io.github.approxifer.bench.reproduce;

import io.github.approxifer.bench.report.Conditions;
import io.github.approxifer.bench.reproduce.PublishedTable.Measured;
import io.github.approxifer.bench.study.Contender;
import io.github.approxifer.bench.study.Contenders;
import io.github.approxifer.bench.study.attack.GaussianAttack;
import io.github.approxifer.bench.workload.CommittedWeights;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.models.weights.WeightFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mvn -pl bench reproduce}: measures the accuracy tables again and writes the report. */
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    description = "Measures the published accuracy tables again, beside all baselines.")
public final class ReproduceCommand implements Callable<Integer> {
  private static final List<String> MODELS = List.of("ResNet-18", "ResNet-34", "ResNet-20");
  private static final List<String> DATASETS = List.of("MNIST", "Fashion-MNIST", "CIFAR-10");
  private static final List<Integer> LATER = List.of(15, 16, 17, 18, 19, 20);
  private static final List<Integer> EARLIER = List.of(9, 10);
  private static final int QUICK_QUERIES = 192;

  @Option(names = "--output", description = "Folder for the report (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("target", "reproduce");

  @Option(names = "--queries", description = "Images for a cell (default: ${DEFAULT-VALUE}).")
  private int queries = 3840;

  @Option(
      names = "--groups",
      description = "Groups for a cell of stragglers, instead of --queries.")
  private int groups;

  @Option(names = "--table", description = "Only this printed table: 15 to 20, 9 or 10.")
  private int table;

  @Option(names = "--quick", description = "A few images and ResNet-20 only: a trial.")
  private boolean quick;

  @Option(names = "--model", description = "Only this model, such as ResNet-18.")
  private @Nullable String model;

  @Option(names = "--dataset", description = "Only this dataset, such as MNIST.")
  private @Nullable String dataset;

  @Option(names = "--seed", description = "Of all draws (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  private final PrintStream console;
  private final Map<String, Measured> published = new HashMap<>();

  private final PublishedTable tables;

  ReproduceCommand(PrintStream console) {
    this.console = console;
    this.tables = published();
  }

  /**
   * Runs the command and ends the process with its exit code.
   *
   * @param arguments the command line; {@code --help} explains it
   */
  public static void main(String... arguments) {
    System.exit(execute(System.out, arguments));
  }

  /** Runs the command; an option without a value counts as not given. */
  static int execute(PrintStream console, String... arguments) {
    String[] given = Arrays.stream(arguments).filter(a -> !a.endsWith("=")).toArray(String[]::new);
    return new CommandLine(new ReproduceCommand(console)).execute(given);
  }

  @Override
  public Integer call() throws IOException {
    if (table != 0 && !LATER.contains(table) && !EARLIER.contains(table)) {
      console.println(
          "There is no table " + table + " of accuracies; there are " + LATER + " and " + EARLIER);
      return 2;
    }
    if (groups < 0) {
      console.println("There cannot be " + groups + " groups");
      return 2;
    }
    Settings settings =
        new Settings(CommittedWeights.files(), quick ? QUICK_QUERIES : queries, groups, seed);
    Comparison comparison = new Comparison(settings, output);
    List<Section> sections = new ArrayList<>();
    List<String[]> beds = new ArrayList<>();
    for (String name : MODELS) {
      for (String images : DATASETS) {
        if (wanted(name, images) && TestBed.isTrained(settings.weights(), name, images)) {
          beds.add(new String[] {name, images});
        }
      }
    }
    if (beds.isEmpty()) {
      console.println(
          "None of the wanted models is trained; train one by mvn -pl models train"
              + " -Dmodel=resnet20 -Ddataset=mnist and name its folder by -Dapproxifer.weights=DIR");
      return 1;
    }
    long start = System.nanoTime();
    for (int i = 0; i < beds.size(); i++) {
      try (TestBed bed = TestBed.open(settings.weights(), beds.get(i)[0], beds.get(i)[1])) {
        sections.addAll(measure(comparison, settings, bed, beds.get(i)));
      } catch (IOException e) {
        console.println(String.join(", ", beds.get(i)) + " cannot be measured: " + e.getMessage());
        return 1;
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      console.printf(
          Locale.ROOT,
          "%d of %d models and datasets done, about %.0f s left%n",
          i + 1,
          beds.size(),
          seconds / (i + 1) * (beds.size() - i - 1));
    }
    write(sections, settings.weights());
    return 0;
  }

  private static PublishedTable published() {
    try {
      return new PublishedTable(PublishedAccuracy.read());
    } catch (IOException e) {
      throw new UncheckedIOException("the published values cannot be read", e);
    }
  }

  /** Whether a cell is in the wanted table; every cell is if none was named. */
  private boolean inTable(Predicate<PublishedAccuracy> cell) {
    return table == 0 || cellsOf(tables, table).stream().anyMatch(cell);
  }

  private static List<PublishedAccuracy> cellsOf(PublishedTable tables, int number) {
    return tables.cells(LATER.contains(number) ? "later report" : "earlier report", number);
  }

  private boolean wanted(String name, String images) {
    if (!inTable(cell -> cell.model().equals(name) && cell.dataset().equals(images))) {
      return false;
    }
    boolean modelWanted =
        model == null
            ? !quick || name.equals("ResNet-20")
            : TestBed.fileName(name).equals(TestBed.fileName(model));
    return modelWanted
        && (dataset == null || TestBed.fileName(images).equals(TestBed.fileName(dataset)));
  }

  private List<Section> measure(
      Comparison comparison, Settings settings, TestBed bed, String[] names) throws IOException {
    List<Section> sections = new ArrayList<>();
    int[][] cells =
        names[0].equals("ResNet-20")
            ? new int[][] {{2, 1}, {3, 1}, {4, 1}, {8, 1}, {12, 1}, {8, 2}, {8, 3}}
            : new int[][] {{8, 1}, {12, 1}, {8, 2}, {8, 3}};
    for (int[] ks : cells) {
      CodeParameters p = CodeParameters.stragglersOnly(ks[0], ks[1]);
      if (!inTable(cell -> cell.parameters().equals(p))) {
        continue;
      }
      Comparison.Stragglers cell = comparison.stragglers(bed, names[0], names[1], p);
      sections.add(cell.section());
      published.put(
          key(names[0], names[1], p, 0),
          new Measured(cell.published(), cell.base(), cell.queries()));
      told(names, p, bed);
    }
    for (int errors = 1; errors <= 3; errors++) {
      CodeParameters p = new CodeParameters(12, 0, errors);
      if (!inTable(cell -> cell.parameters().equals(p))) {
        continue;
      }
      Comparison.Byzantine cell = comparison.byzantine(bed, names[0], names[1], p);
      sections.add(cell.section());
      Contender contender =
          cell.cell().contenders().stream()
              .filter(c -> c.name().equals(Contenders.PUBLISHED))
              .findFirst()
              .orElseThrow();
      for (double sigma : new double[] {1, 10, 100}) {
        Sample accuracy = cell.cell().accuracy(contender, new GaussianAttack(sigma));
        published.put(
            key(names[0], names[1], p, sigma),
            new Measured(
                accuracy,
                cell.cell().base(),
                12 * settings.byzantineGroups(bed.test().images().numRows)));
      }
      told(names, p, bed);
    }
    return sections;
  }

  private void told(String[] names, CodeParameters p, TestBed bed) {
    console.printf(
        Locale.ROOT,
        "%s, %s, %s: %d inputs inferred so far%n",
        names[0],
        names[1],
        p,
        bed.predicted());
  }

  private static String key(String model, String dataset, CodeParameters p, double sigma) {
    return model + " " + dataset + " " + p + " " + sigma;
  }

  private void write(List<Section> compared, WeightFiles files) throws IOException {
    Predicate<PublishedAccuracy> trained =
        cell -> TestBed.isTrained(files, cell.model(), cell.dataset());
    Report report = new Report();
    report.add(
        new Section("How to read this")
            .words(
                "Every value is a mean with its 95 % interval over groups. \"Loss: ours less"
                    + " report's\" is how much more accuracy the code costs here than it cost there,"
                    + " each below its own base. Images: all of MNIST's and Fashion-MNIST's test"
                    + " images are drawn from; of CIFAR-10 the first 1,000, which are exact in every"
                    + " copy. \"queue\": groups out of a queue of at most 256 waiting queries. \"Not"
                    + " trained\": mvn -pl models train -Dmodel=... -Ddataset=... makes the weights."));
    for (int number : Stream.concat(LATER.stream(), EARLIER.stream()).toList()) {
      if (table == 0 || table == number) {
        String source = LATER.contains(number) ? "later report" : "earlier report";
        Section section = tables.section(source, number, this::lookUp, trained);
        String chart = "table-" + number;
        PublishedChart.write(
            "Table " + number + " of the " + source,
            cellsOf(tables, number),
            cell -> lookUp(cell).map(Measured::accuracy),
            output.resolve(chart));
        section.picture(chart + ".svg");
        report.add(section);
      }
    }
    compared.forEach(report::add);
    // Without the time, so that two runs of the same commit and seed write the same files.
    report.write(
        output,
        Conditions.markdown(
                "mvn -pl bench reproduce"
                    + (quick ? " -Dquick=true" : "")
                    + (model == null ? "" : " -Dmodel=" + model)
                    + (dataset == null ? "" : " -Ddataset=" + dataset)
                    + (groups == 0 ? "" : " -Dgroups=" + groups)
                    + (table == 0 ? "" : " -Dtable=" + table)
                    + (seed == 1 ? "" : " -Dseed=" + seed)
                    + " -Dapproxifer.data=DIR")
            .replaceAll("(?m)^- Time:.*\\R", ""));
    console.println("Written: " + output.resolve("accuracy-tables.md") + " and index.html");
  }

  private Optional<Measured> lookUp(PublishedAccuracy cell) {
    return Optional.ofNullable(
        published.get(key(cell.model(), cell.dataset(), cell.parameters(), cell.sigma())));
  }
}
