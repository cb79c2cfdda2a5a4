package io.github.approxifer.bench.runtime;

import io.github.approxifer.bench.jmh.BenchmarkSteps;
import io.github.approxifer.bench.jmh.BenchmarkTable;
import io.github.approxifer.bench.micro.gpu.GpuReport;
import io.github.approxifer.bench.report.Conditions;
import io.github.approxifer.bench.report.Page;
import io.github.approxifer.bench.report.Section;
import io.github.approxifer.bench.workload.Workload;
import io.github.approxifer.models.tensorflow.Gpu;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The main job, {@code mvn -pl bench jmh}: runs the benchmarks and writes {@code index.html}, the
 * same as {@code runtime-tables.md} and its numbers as {@code runtime-tables.csv}, and {@code
 * results.json}, JMH's own.
 */
@Command(
    name = "runtime-tables",
    mixinStandardHelpOptions = true,
    description = "Measures the runtime tables of ApproxIFER's reproducibility reports.")
public final class RuntimeTablesCommand implements Callable<Integer> {
  @Option(
      names = "--output",
      defaultValue = "target/jmh",
      description = "Folder for the results (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("target", "jmh");

  // A bare -Djmh.quick reaches this as "true", -Djmh.quick= as an empty text; both mean yes.
  @Option(names = "--quick", arity = "1", description = "A sample in about a minute.")
  private String quick = "false";

  @Option(
      names = "--groups",
      description = "Groups to measure for each cell (default: 30, quick: 8).")
  private String groups = "";

  @Option(
      names = "--models",
      description =
          "Networks, such as ResNet-18,ResNet-152 (default: those of the printed tables, ResNet-18"
              + " and ResNet-34). ResNet-20 and ResNet-152 serve the cells without liars.")
  private String models = "";

  @Option(
      names = "--jmh-args",
      description =
          "Options for JMH, as on its command line; benchmark names run those alone, -h and -l"
              + " list.")
  private String jmhArguments = "";

  private final PrintStream console;

  RuntimeTablesCommand(PrintStream console) {
    this.console = console;
  }

  /**
   * Runs the command and ends the process with its exit code.
   *
   * @param arguments the command line; {@code --help} explains it
   */
  public static void main(String... arguments) {
    System.exit(new CommandLine(new RuntimeTablesCommand(System.out)).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    CommandLineOptions user;
    List<String> networks;
    int groupCount;
    try {
      networks = networks();
      groupCount = groupCount();
      user = new CommandLineOptions(jmhArguments.isBlank() ? new String[0] : words(jmhArguments));
    } catch (CommandLineOptionException e) {
      console.println("jmh.args: " + e.getMessage());
      return 2;
    } catch (IllegalArgumentException e) {
      console.println(e.getMessage());
      return 2;
    }
    if (user.shouldHelp() || user.shouldList() || user.shouldListWithParams()) {
      org.openjdk.jmh.Main.main(words(jmhArguments));
      return 0;
    }
    Files.createDirectories(output);
    String workloads = workloads(networks);
    console.println(workloads);
    Path log = output.resolve("jmh.log");
    Collection<RunResult> results;
    try {
      results =
          BenchmarkSteps.run(
              RuntimePlan.steps(networks, isQuick(), groupCount, user), log, console);
    } catch (RunnerException e) {
      console.println("Failed: " + e.getMessage());
      console.println("See " + log);
      return 1;
    }
    write(results, networks, workloads);
    return 0;
  }

  private void write(Collection<RunResult> run, List<String> networks, String workloads)
      throws IOException {
    Path json = output.resolve("results.json");
    ResultFormatFactory.getInstance(ResultFormatType.JSON, json.toString()).writeOut(run);
    RuntimeResults results = new RuntimeResults(run);
    PublishedRuntimes published = PublishedRuntimes.read();
    RuntimeReport report = new RuntimeReport(results, published, networks);
    Page page = report.page();
    if (!report.verdict().isEmpty()) {
      page.add(new GpuReport(run, Gpu.whyNot()).section());
    }
    Section all = BenchmarkTable.section(run);
    page.add(page.sections().isEmpty() ? all : all.folded());
    page.write(output, "runtime-tables.md", Conditions.markdown(command()) + workloads);
    Path csv = output.resolve("runtime-tables.csv");
    new RuntimeCsv(results, published, networks).write(csv);

    console.println();
    if (report.verdict().isEmpty()) {
      console.println(BenchmarkTable.of(run));
    }
    report.verdict().forEach(console::println);
    console.println();
    for (Path file : List.of(json, csv, output.resolve("runtime-tables.md"))) {
      console.println("Written: " + file);
    }
    console.println("To look at: " + output.resolve("index.html").toAbsolutePath().toUri());
  }

  private static String workloads(List<String> networks) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String dataset : RuntimeTable.DATASETS) {
      text.append("- ").append(Workload.describe(dataset, networks)).append('\n');
    }
    return text.toString();
  }

  private List<String> networks() {
    if (models.isBlank()) {
      return RuntimeTable.NETWORKS;
    }
    List<String> networks = new ArrayList<>();
    for (String name : models.strip().split("[,\\s]+", -1)) {
      String plain = name.toLowerCase(Locale.ROOT).replace("-", "");
      if (!plain.matches("resnet(18|20|34|50|152)")) {
        throw new IllegalArgumentException(
            "jmh.models takes ResNet-18, -20, -34, -50 and -152, but not '" + name + "'");
      }
      networks.add("ResNet-" + plain.substring("resnet".length()));
    }
    return networks.stream().distinct().toList();
  }

  private boolean isQuick() {
    return quick.isBlank() || Boolean.parseBoolean(quick);
  }

  private int groupCount() {
    if (groups.isBlank()) {
      return 0;
    }
    int count = Integer.parseInt(groups.strip());
    if (count < 2) {
      throw new IllegalArgumentException(
          "jmh.groups must be at least 2, a cold and a warm one, but is " + count);
    }
    return count;
  }

  private String command() {
    return "mvn -pl bench jmh"
        + (isQuick() ? " -Djmh.quick" : "")
        + (groups.isBlank() ? "" : " -Djmh.groups=" + groups)
        + (models.isBlank() ? "" : " -Djmh.models=" + models)
        + (jmhArguments.isBlank() ? "" : " -Djmh.args=\"" + jmhArguments + "\"")
        + folder("approxifer.data")
        + folder("approxifer.weights");
  }

  /** Where a user's files lie is nobody's business; that they were given is. */
  private static String folder(String property) {
    return System.getProperty(property, "").isBlank() ? "" : " -D" + property + "=DIR";
  }

  private static String[] words(String text) {
    return text.strip().split("\\s+", -1);
  }
}
