package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.report.CellStore;
import io.github.approxifer.bench.report.Conditions;
import io.github.approxifer.bench.workload.CommittedWeights;
import io.github.approxifer.models.CommandLines;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mvn -pl bench reproduce}: measures the accuracy tables again and writes the report. */
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    description = "Measures the published accuracy tables again, beside all baselines.")
public final class ReproduceCommand implements Callable<Integer> {
  private static final int QUERIES = 3840;
  private static final int QUICK_QUERIES = 192;

  @Option(names = "--output", description = "Folder for the report (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("target", "reproduce");

  @Option(names = "--cells", description = "Folder of the cells that are done (default: there).")
  private @Nullable Path cells;

  @Option(names = "--queries", description = "Images for a cell (default: " + QUERIES + ").")
  private @Nullable Integer queries;

  @Option(names = "--groups", description = "Groups for a cell, instead of --queries.")
  private @Nullable Integer groups;

  @Option(names = "--quick", description = "A few images, and ResNet-20 if no other is named.")
  private boolean quick;

  @Option(names = "--table", description = "Only this printed table, such as 15.")
  private @Nullable String table;

  @Option(names = "--figure", description = "Only this figure of the later report, such as 3.")
  private @Nullable String figure;

  @Option(names = "--model", description = "Only this model, such as ResNet-18.")
  private @Nullable String model;

  @Option(names = "--dataset", description = "Only this dataset, such as MNIST.")
  private @Nullable String dataset;

  @Option(
      names = "--streams",
      description = "Streams of similar queries: true, false or only (default: in a full run).")
  private @Nullable String streams;

  @Option(names = "--seed", description = "Of all draws (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Spec private @Nullable CommandSpec spec;

  private final PrintStream console;

  ReproduceCommand(PrintStream console) {
    this.console = console;
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
    return CommandLines.execute(new ReproduceCommand(console), arguments);
  }

  @Override
  public Integer call() {
    Selection selection;
    Settings settings;
    try {
      if (queries != null && groups != null) {
        throw new IllegalArgumentException(
            "give either queries or groups, but queries is " + queries + ", groups " + groups);
      }
      selection = Selection.of(table, figure, model, dataset, quick, streams);
      int images = quick ? QUICK_QUERIES : QUERIES;
      settings = new Settings(queries == null ? images : queries, groups, seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(Objects.requireNonNull(spec).commandLine(), e.getMessage(), e);
    }
    Path done = cells == null ? output.resolve("cells") : cells;
    TestBeds beds = TestBeds.of(CommittedWeights.files());
    try {
      return new ReproduceRun(settings, selection, beds, new CellStore(done), output, console)
              .run(conditions())
          ? 0
          : 1;
    } catch (IOException e) {
      console.println(e.getMessage());
      return 1;
    }
  }

  /** Without the time, so that two runs of the same commit and seed write the same files. */
  private String conditions() {
    return Conditions.markdown(
            "mvn -pl bench reproduce"
                + (quick ? " -Dquick=true" : "")
                + option("table", table)
                + option("figure", figure)
                + option("model", model)
                + option("dataset", dataset)
                + option("queries", queries)
                + option("groups", groups)
                + option("streams", streams)
                + (seed == 1 ? "" : option("seed", seed))
                + " -Dapproxifer.data=DIR")
        .replaceAll("(?m)^- Time:.*\\R", "");
  }

  private static String option(String name, @Nullable Object value) {
    return value == null ? "" : " -D" + name + "=" + value;
  }
}
