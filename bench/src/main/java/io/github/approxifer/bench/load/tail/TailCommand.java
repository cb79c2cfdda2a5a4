package io.github.approxifer.bench.load.tail;

import io.github.approxifer.bench.accuracy.measure.LabelledImages;
import io.github.approxifer.bench.load.cluster.WorkerProcess;
import io.github.approxifer.bench.report.CellStore;
import io.github.approxifer.bench.report.Conditions;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.codes.SystematicCode;
import io.github.approxifer.models.CommandLines;
import io.github.approxifer.models.datasets.DatasetStore;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.datasets.Split;
import io.github.approxifer.serving.CodedPredictor;
import io.github.approxifer.serving.faults.DelayText;
import io.github.approxifer.serving.remote.RemoteOptions;
import io.github.approxifer.serving.remote.RemoteWorker;
import io.github.approxifer.serving.remote.RemoteWorkers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mvn -pl bench tail}: redundancy against stragglers, simulated and on real processes. */
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    description = "Tail latency of coded, copied and hedged queries.")
public final class TailCommand implements Callable<Integer> {
  private static final int QUERIES = 8;
  private static final int STRAGGLERS = 2;
  private static final Duration GRACE = Duration.ofMillis(20);

  /** The delays of grpc-java's hedging example, and others of about the same mean. */
  private static final Map<String, String> DELAYS = new LinkedHashMap<>();

  static {
    DELAYS.put("grpc-java's example", "fixed:0,0.10@fixed:2,0.05@fixed:5,0.01@fixed:10");
    DELAYS.put("exponential", "exponential:0.5");
    DELAYS.put("Pareto", "pareto:0.1:1.25");
    DELAYS.put("log-normal", "log-normal:0.2:1.35");
  }

  /**
   * The delays of the real run. They are long beside what a prediction takes, and their
   * probabilities are such that the quantiles of 2,000 groups fall on the same delay as those of
   * endlessly many: none of the probabilities that a group is later than 1, 2 or 3 s is close to 1
   * % or 0.1 %.
   */
  private static final String REAL_DELAY = "fixed:0,0.10@fixed:1,0.05@fixed:2,0.029@fixed:3";

  /** From one group to the next in the real run. */
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private static final int GROUPS = 2000;

  /** The same with a student: 10,000 queries, as many as there are images of MNIST. */
  private static final Duration STUDENT_INTERVAL = Duration.ofMillis(50);

  private static final int STUDENT_GROUPS = 1250;

  @Option(names = "--output", description = "Where to write; default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("target", "tail");

  @Option(names = "--quick", arity = "1", description = "Few groups.")
  private boolean quick;

  @Option(
      names = "--part",
      description = "simulated, workers or student; all of them if nothing is said.")
  private @Nullable Part part;

  /** What can be run alone. */
  enum Part {
    SIMULATED,
    WORKERS,
    STUDENT
  }

  @Option(
      names = "--groups",
      description = "Groups on processes; default: 2000, and 1250 with a student.")
  private @Nullable Integer groups;

  @Option(
      names = "--dataset",
      description = "With a student, mnist or cifar10; default: both, one after the other.")
  private List<String> datasets = List.of("mnist", "cifar10");

  @Option(names = "--seed", description = "Of all delays; default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  private final PrintStream console;

  TailCommand(PrintStream console) {
    this.console = console;
  }

  /**
   * Runs the study and ends the process with its exit code.
   *
   * @param arguments the command line; an option without a value counts as not given
   */
  public static void main(String... arguments) {
    System.exit(CommandLines.execute(new TailCommand(System.out), arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Files.createDirectories(output);
    StringBuilder report = new StringBuilder("# Tail latency\n\n");
    String command = part == null ? "" : "-Dpart=" + part.name().toLowerCase(Locale.ROOT) + " ";
    report
        .append(Conditions.markdown("mvn -pl bench tail " + command + "-Dseed=" + seed))
        .append('\n');
    if (runs(Part.SIMULATED)) {
      simulated(report);
    }
    if (runs(Part.WORKERS)) {
      int many = many(GROUPS);
      report.append(
          "\n## On %d worker processes, %d groups, one every %d ms, `%s`\n\n"
              .formatted(QUERIES + STRAGGLERS, many, INTERVAL.toMillis(), REAL_DELAY));
      report.append(TailReport.real(real(many)));
    }
    if (runs(Part.STUDENT)) {
      for (String dataset : datasets) {
        students(report, PublishedDataset.named(dataset));
      }
    }
    Files.writeString(output.resolve("tail.md"), report, StandardCharsets.UTF_8);
    console.print(report);
    console.println("Written to " + output);
    return 0;
  }

  private boolean runs(Part which) {
    return part == null || part == which;
  }

  private void simulated(StringBuilder report) throws IOException {
    report.append("Groups of K=8; seconds; simulated.\n");
    for (Map.Entry<String, String> delay : DELAYS.entrySet()) {
      console.println("Simulating " + delay.getKey());
      List<TailReport.Simulated> rows = simulate(delay.getValue());
      report.append("\n## ").append(delay.getKey()).append(": `").append(delay.getValue());
      report.append("`\n\n").append(TailReport.simulated(rows));
      String file = "tail-" + delay.getKey().replaceAll("[^A-Za-z]+", "-") + ".svg";
      Files.writeString(output.resolve(file), TailReport.chart(delay.getKey(), rows).document());
    }
  }

  private int many(int usual) {
    return quick ? 100 : groups == null ? usual : groups;
  }

  private void students(StringBuilder report, PublishedDataset dataset)
      throws IOException, InterruptedException {
    StudentRun.Setting setting =
        new StudentRun.Setting(
            dataset,
            DELAYS.values().iterator().next(),
            many(STUDENT_GROUPS),
            STUDENT_INTERVAL,
            seed);
    CellStore store = new CellStore(output.resolve("student"));
    List<StudentRun.Row> rows = new StudentRun(setting, output, store, console).run();
    report.append(
        "\n## A student, ResNet-18 on %s, a group every %d ms, `%s`\n\nCommit: %s\n\n"
            .formatted(
                dataset.title(),
                setting.interval().toMillis(),
                setting.delay(),
                String.join(", ", store.commits())));
    report.append(TailReport.students(rows));
  }

  private List<TailReport.Simulated> simulate(String delay) {
    TailSimulator simulator =
        new TailSimulator(DelayText.parse(delay), QUERIES, quick ? 20_000 : 200_000, seed);
    List<TailScheme> schemes =
        List.of(
            TailScheme.uncoded(),
            TailScheme.hedged(3, 1),
            TailScheme.hedged(2, 0.5),
            TailScheme.partialCopies(1),
            TailScheme.partialCopies(2),
            TailScheme.copies(2),
            TailScheme.parity(),
            TailScheme.coded(1),
            TailScheme.coded(2),
            TailScheme.coded(3),
            TailScheme.coded(8),
            TailScheme.withStudent(TailScheme.uncoded(), 0.5),
            TailScheme.withStudent(TailScheme.uncoded(), 1),
            TailScheme.withStudent(TailScheme.partialCopies(2), 0.5));
    return schemes.stream()
        .map(scheme -> new TailReport.Simulated(scheme.name(), simulator.run(scheme)))
        .toList();
  }

  private List<TailReport.Real> real(int groups) throws IOException, InterruptedException {
    console.println("Starting " + (QUERIES + STRAGGLERS) + " worker processes");
    List<List<String>> arguments = new ArrayList<>();
    for (int worker = 0; worker < QUERIES + STRAGGLERS; worker++) {
      arguments.add(List.of("--delay=" + REAL_DELAY, "--parallel=64", "--seed=" + (seed + worker)));
    }
    LabelledImages images =
        LabelledImages.of(DatasetStore.standard().open(PublishedDataset.MNIST, Split.TEST));
    List<WorkerProcess> processes = WorkerProcess.startAll(arguments);
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
    SystematicCode code = SystematicCode.of(CodeParameters.stragglersOnly(QUERIES, STRAGGLERS));
    List<RemoteWorker> workers =
        RemoteWorkers.connect(
            processes.stream().map(WorkerProcess::address).toList(),
            "resnet20",
            RemoteOptions.standard());
    try (CodedPredictor hasty = predictor(code, workers, images, Duration.ZERO);
        CodedPredictor graceful = predictor(code, workers, images, GRACE)) {
      // Classes are loaded and code is compiled before anything is measured.
      new RealRun(images, QUERIES, quick ? 50 : 200, INTERVAL).run(Sender.coded(hasty));
      RealRun run = new RealRun(images, QUERIES, groups, INTERVAL);
      List<TailReport.Real> rows = new ArrayList<>();
      rows.add(row(run, TailScheme.uncoded(), "", Sender.hedged(workers, 1, 0, clock)));
      rows.add(row(run, TailScheme.copies(2), "", Sender.hedged(workers, 2, 0, clock)));
      rows.add(
          row(run, TailScheme.hedged(3, 1), "", Sender.hedged(workers, 3, 1_000_000_000, clock)));
      rows.add(row(run, TailScheme.coded(STRAGGLERS), "", Sender.coded(hasty)));
      rows.add(row(run, TailScheme.coded(STRAGGLERS), ", 20 ms of grace", Sender.coded(graceful)));
      return rows;
    } finally {
      clock.shutdownNow();
      processes.forEach(WorkerProcess::close);
    }
  }

  private static CodedPredictor predictor(
      SystematicCode code, List<RemoteWorker> workers, LabelledImages images, Duration grace) {
    return CodedPredictor.builder(code, workers, images.images().numCols, 10)
        .linger(Duration.ofDays(1))
        .grace(grace)
        .build();
  }

  private TailReport.Real row(RealRun run, TailScheme scheme, String suffix, Sender sender)
      throws InterruptedException {
    String name = scheme.name() + suffix;
    console.println("Running " + name);
    TailSimulator simulator =
        new TailSimulator(DelayText.parse(REAL_DELAY), QUERIES, 200_000, seed);
    return new TailReport.Real(name, run.run(sender), simulator.run(scheme));
  }
}
