package io.github.approxifer.serving.server;

import io.github.approxifer.coding.attack.SignFlip;
import io.github.approxifer.models.CommandLines;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.ModelException;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.tensorflow.TensorFlowModels;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.models.weights.WeightFiles;
import io.github.approxifer.models.weights.WeightsException;
import io.github.approxifer.serving.faults.DelayText;
import io.github.approxifer.serving.faults.FaultyModel;
import io.github.approxifer.serving.faults.Lie;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code mvn -pl serving worker -Dport=... -Dmodel=...}, or {@code java -jar approxifer-worker.jar
 * --port=... --model=...}: a worker on a machine of its own.
 */
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    description = "Serves a trained network by the Open Inference Protocol v2 until it is stopped.")
public final class WorkerCommand implements Callable<Integer> {

  @Option(names = "--model", description = "The network; default: ${DEFAULT-VALUE}.")
  private String model = "resnet20";

  @Option(names = "--dataset", description = "What it was trained on; default: ${DEFAULT-VALUE}.")
  private String dataset = "mnist";

  @Option(names = "--saved-model", description = "A SavedModel's folder instead of --model.")
  private @Nullable Path savedModel;

  @Option(names = "--weights", description = "A folder of weights, besides the user's own.")
  private Path weights = Path.of("bench", "weights");

  @Option(names = "--host", description = "The address to listen on; default: ${DEFAULT-VALUE}.")
  private String host = "127.0.0.1";

  @Option(names = "--port", description = "The port, 0 for a free one; default: ${DEFAULT-VALUE}.")
  private int port = 8000;

  @Option(names = "--name", description = "The model's name to clients; default: the network's.")
  private @Nullable String name;

  @Option(names = "--parallel", description = "Predictions at once; default: ${DEFAULT-VALUE}.")
  private int parallel = 1;

  @Option(names = "--threads", description = "Threads of a prediction; default: ${DEFAULT-VALUE}.")
  private int threads = 1;

  @Option(names = "--request-limit", description = "Bytes; default: ${DEFAULT-VALUE}.")
  private long requestLimit = ServerOptions.DEFAULT_REQUEST_LIMIT;

  @Option(
      names = "--token",
      description = "A bearer token that clients must bring; better in APPROXIFER_TOKEN.",
      defaultValue = "${env:APPROXIFER_TOKEN}")
  private @Nullable String token;

  @Option(names = "--keystore", description = "A PKCS #12 file, for TLS.")
  private @Nullable Path keystore;

  @Option(
      names = "--keystore-password",
      description = "Its password; better in APPROXIFER_KEYSTORE_PASSWORD.",
      defaultValue = "${env:APPROXIFER_KEYSTORE_PASSWORD}")
  private @Nullable String keystorePassword;

  @Option(names = "--delay", description = "To try stragglers out, such as fixed:0,0.1@fixed:2.")
  private @Nullable String delay;

  @Option(names = "--lie-after", description = "To try liars out: honest predictions before lies.")
  private @Nullable Long lieAfter;

  @Option(names = "--seed", description = "Of delays and lies; default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  private final PrintStream console;
  private final CountDownLatch stopped;

  WorkerCommand(PrintStream console, CountDownLatch stopped) {
    this.console = console;
    this.stopped = stopped;
  }

  /**
   * Runs until the process is told to end.
   *
   * @param arguments the command line; {@code --help} explains it. An option without a value counts
   *     as not given
   */
  public static void main(String... arguments) {
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopped.countDown();
                  awaitQuietly(ended);
                }));
    int code = CommandLines.execute(new WorkerCommand(System.out, stopped), arguments);
    ended.countDown();
    if (code != 0) {
      Runtime.getRuntime().halt(code);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Model served = served()) {
      String called = name == null ? model : name;
      ServerOptions options =
          ServerOptions.local(called)
              .at(host, port)
              .limited(requestLimit, parallel)
              .secured(token, keystore, keystorePassword);
      try (ModelServer server = ModelServer.start(served, options)) {
        console.printf(
            Locale.ROOT,
            "Serving %s, inputs of %s, at %s%n",
            called,
            served.inputShape(),
            server.address());
        console.flush();
        stopped.await();
        console.println("Stopping.");
      }
      return 0;
    } catch (IOException | IllegalArgumentException | WeightsException | ModelException e) {
      console.println("The worker cannot start: " + e.getMessage());
      return 1;
    }
  }

  private Model served() throws IOException {
    PublishedDataset published = PublishedDataset.named(dataset);
    TensorFlowThreads own = new TensorFlowThreads(threads, 1);
    Model sound;
    if (savedModel != null) {
      sound =
          TensorFlowModels.load(
              savedModel, published.inputShape().item(), published.classes(), own);
    } else {
      try (SafetensorsFile values =
          WeightFiles.standard(weights).open(model, published.shortName())) {
        sound =
            Networks.serve(
                Networks.of(model, published.inputShape(), published.classes()), values, own);
      }
    }
    if (delay == null && lieAfter == null) {
      return sound;
    }
    return new FaultyModel(
        sound,
        DelayText.parse(delay == null ? "fixed:0" : delay),
        Lie.of(new SignFlip()),
        lieAfter == null ? Long.MAX_VALUE : lieAfter,
        seed);
  }
}
