package io.github.approxifer.bench.load.tail;

import io.github.approxifer.bench.accuracy.measure.LabelledImages;
import io.github.approxifer.bench.load.cluster.WorkerProcess;
import io.github.approxifer.bench.workload.CommittedWeights;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.student.Student;
import io.github.approxifer.coding.student.StudentSchemes;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.datasets.DatasetStore;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.datasets.Split;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.training.LearnedStudent;
import io.github.approxifer.serving.CodedPredictor;
import io.github.approxifer.serving.faults.DelayText;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.remote.RemoteOptions;
import io.github.approxifer.serving.remote.RemoteWorker;
import io.github.approxifer.serving.remote.RemoteWorkers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A student beside hedging on real processes, under grpc-java's delays: ResNet-18 on ten workers,
 * its committed student at the coordinator, which answers at the deadline what has not come.
 */
final class StudentRun {
  private static final String NETWORK = "resnet18";
  private static final int QUERIES = 8;
  private static final int COPIES = 2;
  private static final double DEADLINE = 1;

  private final PublishedDataset dataset;
  private final String delay;
  private final int groups;
  private final Duration interval;
  private final long seed;
  private final PrintStream console;

  StudentRun(
      PublishedDataset dataset,
      String delay,
      int groups,
      Duration interval,
      long seed,
      PrintStream console) {
    this.dataset = dataset;
    this.delay = delay;
    this.groups = groups;
    this.interval = interval;
    this.seed = seed;
    this.console = console;
  }

  /**
   * A scheme on real processes.
   *
   * @param scheme its name
   * @param measured on the processes
   * @param simulated by {@link TailSimulator}
   * @param student the share of the queries that the student answered; 0 without one
   */
  record Row(
      String scheme, RealRun.Result measured, TailSimulator.Result simulated, double student) {}

  List<Row> run() throws IOException, InterruptedException {
    List<List<String>> arguments = new ArrayList<>();
    for (int worker = 0; worker < QUERIES + COPIES; worker++) {
      arguments.add(
          List.of(
              "--model=" + NETWORK,
              "--dataset=" + dataset.shortName(),
              "--delay=" + delay,
              "--parallel=64",
              "--seed=" + (seed + worker)));
    }
    console.printf("Starting %d workers of %s%n", arguments.size(), dataset.title());
    LabelledImages images = LabelledImages.of(DatasetStore.standard().open(dataset, Split.TEST));
    Path file =
        CommittedWeights.files().find("student-" + NETWORK, dataset.shortName()).orElseThrow();
    List<WorkerProcess> processes = WorkerProcess.startAll(arguments);
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
    try (Model small = LearnedStudent.open(file).serve(TensorFlowThreads.single())) {
      List<RemoteWorker> workers =
          RemoteWorkers.connect(
              processes.stream().map(WorkerProcess::address).toList(),
              NETWORK,
              RemoteOptions.standard());
      Student student = Student.of(images.images().numCols, dataset.classes(), small::predict);
      // Classes are loaded and code is compiled before anything is measured.
      new RealRun(images, QUERIES, 50, interval).run(Sender.hedged(workers, 1, 0, clock));
      List<Row> rows = new ArrayList<>();
      rows.add(hedged(images, TailScheme.uncoded(), Sender.hedged(workers, 1, 0, clock)));
      rows.add(
          hedged(
              images,
              TailScheme.hedged(3, DEADLINE),
              Sender.hedged(workers, 3, (long) (DEADLINE * 1e9), clock)));
      rows.add(taught(images, workers, student, TailScheme.uncoded(), 0));
      rows.add(taught(images, workers, student, TailScheme.partialCopies(COPIES), COPIES));
      return rows;
    } finally {
      clock.shutdownNow();
      processes.forEach(WorkerProcess::close);
    }
  }

  private Row hedged(LabelledImages images, TailScheme scheme, Sender sender)
      throws InterruptedException {
    console.println("Running " + scheme.name());
    return new Row(
        scheme.name(),
        new RealRun(images, QUERIES, groups, interval).run(sender),
        simulate(scheme),
        0);
  }

  /** The hardest queries copied, as many as told; all answered at the deadline. */
  private Row taught(
      LabelledImages images,
      List<RemoteWorker> workers,
      Student student,
      TailScheme sent,
      int copies)
      throws InterruptedException {
    TailScheme scheme = TailScheme.withStudent(sent, DEADLINE);
    String name = scheme.name().replace("partial replication", "hardest copied");
    console.println("Running " + name);
    Scheme served = StudentSchemes.hardestTwice(CodeParameters.stragglersOnly(QUERIES, 0), copies);
    try (CodedPredictor predictor =
        CodedPredictor.builder(served, workers, images.images().numCols, dataset.classes())
            .linger(Duration.ofMillis(100))
            .student(student)
            .answerWithin(Duration.ofMillis((long) (DEADLINE * 1000)))
            .build()) {
      RealRun.Result measured =
          new RealRun(images, QUERIES, groups, interval).run(Sender.coded(predictor));
      double answered = predictor.metrics().count(Event.STUDENT_ANSWERED);
      return new Row(name, measured, simulate(scheme), answered / (groups * QUERIES));
    }
  }

  private TailSimulator.Result simulate(TailScheme scheme) {
    return new TailSimulator(DelayText.parse(delay), QUERIES, 200_000, seed).run(scheme);
  }
}
