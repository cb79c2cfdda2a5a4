package io.github.approxifer.bench.load.cluster;

import io.github.approxifer.bench.accuracy.measure.LabelledImages;
import io.github.approxifer.bench.workload.CommittedWeights;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.codes.PairedCode;
import io.github.approxifer.coding.decode.PairedDecoder;
import io.github.approxifer.coding.decode.RecheckingDecoder;
import io.github.approxifer.coding.student.Student;
import io.github.approxifer.coding.student.StudentSchemes;
import io.github.approxifer.coding.student.Witness;
import io.github.approxifer.models.CommandLines;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.datasets.DatasetStore;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.datasets.Split;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.training.LearnedStudent;
import io.github.approxifer.serving.CodedPredictor;
import io.github.approxifer.serving.Prediction;
import io.github.approxifer.serving.health.WorkerHealth;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.remote.RemoteOptions;
import io.github.approxifer.serving.remote.RemoteWorker;
import io.github.approxifer.serving.remote.RemoteWorkers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code mvn -pl bench cluster}: ten worker processes answer MNIST queries; one of them is killed
 * and another begins to lie on the way. {@code -Dstudent=true} has a student find the liar and
 * answer what is lost, within a time.
 */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description = "Coded prediction over ten worker processes, one killed and one lying midway.")
public final class ClusterCommand implements Callable<Integer> {
  private static final int WORKERS = 10;
  private static final int KILLED = 3;
  private static final int LIAR = 6;
  private static final int WINDOW = 48;
  private static final int CALIBRATION = 400;
  private static final int BATCH = 50;
  private static final String NETWORK = "resnet20";
  private static final String STUDENT = "student-resnet18";

  @Option(names = "--queries", description = "How many queries; default: ${DEFAULT-VALUE}.")
  private int queries = 2000;

  @Option(
      names = "--student",
      arity = "1",
      description = "A student as a witness, and for what is lost, instead of pairs of workers.")
  private boolean student;

  @Option(
      names = "--deadline",
      description = "With a student, seconds within which to answer; default: ${DEFAULT-VALUE}.")
  private double deadline = 0.5;

  private final PrintStream console;

  ClusterCommand(PrintStream console) {
    this.console = console;
  }

  /**
   * Runs the example and ends the process with its exit code: 0 if every query was answered once.
   *
   * @param arguments the command line; an option without a value counts as not given
   */
  public static void main(String... arguments) {
    System.exit(CommandLines.execute(new ClusterCommand(System.out), arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    LabelledImages images =
        LabelledImages.of(
            DatasetStore.standard().open(PublishedDataset.MNIST, Split.TEST).slice(0, queries));
    console.printf("Starting %d workers%n", WORKERS);
    List<List<String>> arguments = new ArrayList<>();
    for (int worker = 0; worker < WORKERS; worker++) {
      // A worker is asked nearly once a group, of 3 queries or 6; it begins to lie midway.
      int honest = queries / (student ? 12 : 6);
      arguments.add(worker == LIAR ? List.of("--lie-after=" + honest) : List.of());
    }
    List<WorkerProcess> processes = WorkerProcess.startAll(arguments);
    try {
      List<RemoteWorker> workers =
          RemoteWorkers.connect(
              processes.stream().map(WorkerProcess::address).toList(),
              NETWORK,
              RemoteOptions.standard());
      return student ? askWithStudent(workers, images, processes) : ask(workers, images, processes);
    } finally {
      processes.forEach(WorkerProcess::close);
    }
  }

  private int ask(List<RemoteWorker> workers, LabelledImages images, List<WorkerProcess> processes)
      throws InterruptedException {
    PairedCode code = PairedCode.of(new CodeParameters(3, 1, 1));
    console.printf("%s: %d workers a group, the others are spare%n", code, code.workers());
    try (CodedPredictor predictor =
        CodedPredictor.builder(Scheme.of(code), workers)
            .decoder(RecheckingDecoder.of(PairedDecoder.of(code)))
            .secondRound(Duration.ofSeconds(1))
            .build()) {
      return ask(predictor, images, processes);
    }
  }

  /**
   * MNIST's ResNet-20 has no student of its own; the one of ResNet-18 has learned the same digits.
   */
  private int askWithStudent(
      List<RemoteWorker> workers, LabelledImages images, List<WorkerProcess> processes)
      throws IOException, InterruptedException {
    Path file = CommittedWeights.files().find(STUDENT, "mnist").orElseThrow();
    try (Model small = LearnedStudent.open(file).serve(TensorFlowThreads.single())) {
      Student taught = Student.of(images.images().numCols, 10, small::predict);
      Scheme scheme =
          StudentSchemes.witness(
              new CodeParameters(6, 0, 1), 1, witness(workers.get(0), taught), 0.14);
      console.printf(
          "%s: %d workers a group, the others are spare; answered within %s s%n",
          scheme, scheme.code().workers(), deadline);
      try (CodedPredictor predictor =
          CodedPredictor.builder(scheme, workers)
              .student(taught)
              .answerWithin(Duration.ofMillis(Math.round(1000 * deadline)))
              .build()) {
        int code = ask(predictor, images, processes);
        console.printf(
            Locale.ROOT,
            "The student answered %.4f of the queries, and agrees with %.4f of the workers'"
                + " answers%n",
            predictor.metrics().count(Event.STUDENT_ANSWERED) / (double) queries,
            predictor.studentAgreement().orElse(Double.NaN));
        return code;
      }
    }
  }

  /** From honest answers to training images that the student has not learned from. */
  private static Witness witness(RemoteWorker honest, Student taught) throws IOException {
    FMatrixRMaj inputs =
        LabelledImages.lastOfTraining(PublishedDataset.MNIST, CALIBRATION).images();
    FMatrixRMaj answers = new FMatrixRMaj(CALIBRATION, 10);
    for (int first = 0; first < CALIBRATION; first += BATCH) {
      float[] some = honest.predict(Answers.rows(inputs, first, BATCH).data, BATCH).join();
      System.arraycopy(some, 0, answers.data, first * 10, some.length);
    }
    return Witness.of(taught.answer(inputs, null), answers);
  }

  private int ask(CodedPredictor predictor, LabelledImages images, List<WorkerProcess> processes)
      throws InterruptedException {
    int size = images.images().numCols;
    AtomicIntegerArray answers = new AtomicIntegerArray(queries);
    AtomicInteger right = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    Semaphore window = new Semaphore(WINDOW);
    final long start = System.nanoTime();
    for (int i = 0; i < queries; i++) {
      if (i == 2 * queries / 5) {
        processes.get(KILLED).kill();
        console.printf("Killed %s%n", processes.get(KILLED).address());
      }
      window.acquire();
      int query = i;
      float[] image = Arrays.copyOfRange(images.images().data, query * size, (query + 1) * size);
      var unused =
          predictor
              .predict(image)
              .whenComplete(
                  (@Nullable Prediction prediction, @Nullable Throwable failure) -> {
                    answers.incrementAndGet(query);
                    if (failure != null || prediction == null) {
                      failed.incrementAndGet();
                    } else if (prediction.label() == images.labels()[query]) {
                      right.incrementAndGet();
                    }
                    window.release();
                  });
    }
    window.acquire(WINDOW);
    double seconds = (System.nanoTime() - start) / 1e9;
    int once = 0;
    for (int i = 0; i < queries; i++) {
      once += answers.get(i) == 1 ? 1 : 0;
    }
    console.printf(
        Locale.ROOT,
        "%d queries in %.1f s: %.0f queries/s, accuracy %.4f, %d failed, %d answered exactly"
            + " once%n",
        queries,
        seconds,
        queries / seconds,
        (double) right.get() / queries,
        failed.get(),
        once);
    console.print(predictor.metrics());
    for (WorkerHealth health : predictor.health()) {
      console.println(health);
    }
    return failed.get() == 0 && once == queries ? 0 : 1;
  }
}
