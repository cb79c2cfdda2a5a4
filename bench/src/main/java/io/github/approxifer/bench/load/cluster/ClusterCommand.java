package io.github.approxifer.bench.load.cluster;

import io.github.approxifer.bench.accuracy.measure.LabelledImages;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.codes.PairedCode;
import io.github.approxifer.coding.decode.PairedDecoder;
import io.github.approxifer.coding.decode.RecheckingDecoder;
import io.github.approxifer.models.CommandLines;
import io.github.approxifer.models.datasets.DatasetStore;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.datasets.Split;
import io.github.approxifer.serving.CodedPredictor;
import io.github.approxifer.serving.Prediction;
import io.github.approxifer.serving.health.WorkerHealth;
import io.github.approxifer.serving.remote.RemoteOptions;
import io.github.approxifer.serving.remote.RemoteWorker;
import io.github.approxifer.serving.remote.RemoteWorkers;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code mvn -pl bench cluster}: ten worker processes answer MNIST queries; one of them is killed
 * and another begins to lie on the way.
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

  @Option(names = "--queries", description = "How many queries; default: ${DEFAULT-VALUE}.")
  private int queries = 2000;

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
    PairedCode code = PairedCode.of(new CodeParameters(3, 1, 1));
    console.printf(
        "Starting %d workers for %s: %d a group, the others are spare%n",
        WORKERS, code, code.workers());
    List<List<String>> arguments = new ArrayList<>();
    for (int worker = 0; worker < WORKERS; worker++) {
      // A worker is asked nearly once a group.
      arguments.add(worker == LIAR ? List.of("--lie-after=" + queries / 6) : List.of());
    }
    List<WorkerProcess> processes = WorkerProcess.startAll(arguments);
    try {
      List<RemoteWorker> workers =
          RemoteWorkers.connect(
              processes.stream().map(WorkerProcess::address).toList(),
              "resnet20",
              RemoteOptions.standard());
      try (CodedPredictor predictor =
          CodedPredictor.builder(code, workers, images.images().numCols, 10)
              .decoder(RecheckingDecoder.of(PairedDecoder.of(code)))
              .secondRound(Duration.ofSeconds(1))
              .build()) {
        return ask(predictor, images, processes);
      }
    } finally {
      processes.forEach(WorkerProcess::close);
    }
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
