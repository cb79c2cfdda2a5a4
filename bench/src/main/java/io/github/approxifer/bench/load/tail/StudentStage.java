package io.github.approxifer.bench.load.tail;

import io.github.approxifer.bench.accuracy.measure.LabelledImages;
import io.github.approxifer.bench.accuracy.measure.Sample;
import io.github.approxifer.bench.load.cluster.WorkerProcess;
import io.github.approxifer.bench.workload.CommittedWeights;
import io.github.approxifer.bench.workload.LearnedBatches;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.student.Student;
import io.github.approxifer.coding.student.StudentSchemes;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.training.LearnedStudent;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.models.weights.WeightFiles;
import io.github.approxifer.serving.CodedPredictor;
import io.github.approxifer.serving.faults.DelayText;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.remote.RemoteOptions;
import io.github.approxifer.serving.remote.RemoteWorkers;
import io.github.approxifer.serving.student.AnswerRecorder;
import io.github.approxifer.serving.worker.Worker;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.ejml.data.FMatrixRMaj;

/**
 * Ten worker processes that answer what ResNet-18 has answered, each after the time of a forward,
 * and its committed student at the coordinator. To be closed.
 */
final class StudentStage implements AutoCloseable {
  static final String NETWORK = "resnet18";

  private static final int QUERIES = 8;
  private static final int WORKERS = 10;
  private static final int WARM_UP_GROUPS = 100;
  private static final int FORWARDS = 21;

  private final StudentRun.Setting setting;
  private final LabelledImages images;
  private final RecordedModel recorded;
  private final double forward;
  private final List<WorkerProcess> processes;
  private final List<Worker> workers;
  private final Model small;
  private final Student student;
  private final AtomicLong requests = new AtomicLong();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);

  private StudentStage(
      StudentRun.Setting setting,
      LabelledImages images,
      RecordedModel recorded,
      double forward,
      List<WorkerProcess> processes)
      throws IOException {
    this.setting = setting;
    this.images = images;
    this.recorded = recorded;
    this.forward = forward;
    this.processes = processes;
    this.workers =
        Counted.all(
            RemoteWorkers.connect(
                processes.stream().map(WorkerProcess::address).toList(),
                RecordedWorker.MODEL,
                RemoteOptions.standard()),
            requests);
    PublishedDataset dataset = setting.dataset();
    Path file =
        CommittedWeights.files().find("student-" + NETWORK, dataset.shortName()).orElseThrow();
    this.small = LearnedStudent.open(file).serve(TensorFlowThreads.single());
    this.student = Student.of(images.images().numCols, dataset.classes(), small::predict);
  }

  /**
   * Starts the workers, and runs them for a while: classes are loaded and code is compiled before
   * anything is measured. Without a recording the network answers all queries first.
   *
   * @param folder where recorded answers are kept
   * @param weights tells apart what the answers depend on
   */
  static StudentStage open(
      StudentRun.Setting setting, Path folder, String weights, PrintStream console)
      throws IOException, InterruptedException {
    PublishedDataset dataset = setting.dataset();
    WeightFiles files = CommittedWeights.files();
    LabelledImages all = LabelledImages.of(LearnedBatches.unseen(files, NETWORK, dataset));
    LabelledImages images = all.part(0, Math.min(setting.groups() * QUERIES, all.images().numRows));
    Path recording =
        folder.resolve(
            "%s-%d-%08x.safetensors"
                .formatted(dataset.shortName(), images.images().numRows, weights.hashCode()));
    if (!Files.exists(recording)) {
      console.printf("%s answers %d queries%n", NETWORK, images.images().numRows);
      try (Model network = network(dataset, TensorFlowThreads.allCores())) {
        record(network, images.images(), recording);
      }
    }
    double forward;
    try (Model network = network(dataset, TensorFlowThreads.single())) {
      forward = forward(network, images.images());
    }
    console.printf("Starting %d workers; a forward takes %.4f s%n", WORKERS, forward);
    List<List<String>> arguments = new ArrayList<>();
    for (int worker = 0; worker < WORKERS; worker++) {
      arguments.add(
          List.of(
              "--recording=" + recording,
              "--dataset=" + dataset.shortName(),
              "--forward=" + forward,
              "--delay=" + setting.delay(),
              "--seed=" + (setting.seed() + worker)));
    }
    StudentStage stage =
        new StudentStage(
            setting,
            images,
            RecordedModel.read(recording, dataset.inputShape().item()),
            forward,
            WorkerProcess.startAll(RecordedWorker.class, arguments));
    stage.warmUp();
    return stage;
  }

  private static Model network(PublishedDataset dataset, TensorFlowThreads threads)
      throws IOException {
    try (SafetensorsFile values = CommittedWeights.files().open(NETWORK, dataset.shortName())) {
      return Networks.serve(
          Networks.of(NETWORK, dataset.inputShape(), dataset.classes()), values, threads);
    }
  }

  private static void record(Model network, FMatrixRMaj queries, Path recording)
      throws IOException {
    FMatrixRMaj answers = network.predict(queries);
    Path part = recording.resolveSibling(recording.getFileName() + ".part");
    AnswerRecorder recorder = AnswerRecorder.to(part, queries.numRows);
    for (int row = 0; row < queries.numRows; row++) {
      recorder.record(Answers.rows(queries, row, 1).data, Answers.rows(answers, row, 1).data);
    }
    recorder.save();
    Files.move(part, recording, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The median time of a lone forward, in seconds. */
  private static double forward(Model network, FMatrixRMaj queries) {
    double[] seconds = new double[FORWARDS];
    for (int i = 0; i < seconds.length; i++) {
      float[] query = Answers.rows(queries, i % queries.numRows, 1).data;
      long begin = System.nanoTime();
      network.predict(query, 1);
      seconds[i] = (System.nanoTime() - begin) / 1e9;
    }
    Arrays.sort(seconds);
    return seconds[FORWARDS / 2];
  }

  private void warmUp() throws InterruptedException {
    for (int group = 0; group < WARM_UP_GROUPS; group++) {
      student.answer(Answers.rows(images.images(), 0, QUERIES), null);
    }
    new RealRun(images, QUERIES, WARM_UP_GROUPS, setting.interval())
        .run(Sender.hedged(workers, 1, 0, clock));
  }

  /** Runs a scheme. */
  StudentRun.Row run(StudentRun.Contender contender) throws InterruptedException {
    if (contender.attempts() > 0) {
      long wait = (long) (StudentRun.DEADLINE * 1e9);
      Sender sender = Sender.hedged(workers, contender.attempts(), wait, clock);
      return row(contender, sender, () -> 0);
    }
    Scheme scheme =
        StudentSchemes.hardestTwice(CodeParameters.stragglersOnly(QUERIES, 0), contender.copies());
    try (CodedPredictor predictor =
        CodedPredictor.builder(scheme, workers)
            .linger(setting.interval())
            .student(student)
            .answerWithin(Duration.ofMillis((long) (StudentRun.DEADLINE * 1000)))
            .build()) {
      return row(
          contender,
          Sender.coded(predictor),
          () -> predictor.metrics().count(Event.STUDENT_ANSWERED));
    }
  }

  private StudentRun.Row row(StudentRun.Contender contender, Sender sender, LongSupplier answered)
      throws InterruptedException {
    final long before = requests.get();
    RealRun.Result measured =
        new RealRun(images, QUERIES, setting.groups(), setting.interval()).run(sender);
    double queries = (double) setting.groups() * QUERIES;
    return new StudentRun.Row(
        contender.name(),
        (requests.get() - before) / queries,
        answered.getAsLong() / queries,
        measured.right(),
        measured.right().minus(own()),
        forward,
        measured.query(),
        measured.group(),
        new TailSimulator(DelayText.parse(setting.delay()), QUERIES, 200_000, setting.seed())
            .run(contender.scheme()));
  }

  /** The share of each group that the network itself gets right. */
  private Sample own() throws InterruptedException {
    Sender itself =
        queries ->
            queries.stream()
                .map(query -> Sender.largest(recorded.predict(query, 1)))
                .map(CompletableFuture::completedFuture)
                .toList();
    return new RealRun(images, QUERIES, setting.groups(), Duration.ZERO).run(itself).right();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    processes.forEach(WorkerProcess::close);
    small.close();
  }
}
