package io.github.approxifer.bench.load.tail;

import io.github.approxifer.models.CommandLines;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.serving.faults.Delay;
import io.github.approxifer.serving.faults.DelayText;
import io.github.approxifer.serving.faults.FaultyModel;
import io.github.approxifer.serving.server.ModelServer;
import io.github.approxifer.serving.server.ServerOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The worker command's server around a {@link RecordedModel}: protocol, process and delays are
 * those of a worker, and only the forward of the network is a pause of its length.
 */
@Command(name = "recorded-worker", description = "Serves recorded answers until it is killed.")
public final class RecordedWorker implements Callable<Integer> {
  /** As many requests sleep at once. */
  private static final int PARALLEL = 64;

  /** What clients call the model. */
  static final String MODEL = "recorded";

  @Option(names = "--recording", required = true, description = "The recorder's file.")
  private Path recording = Path.of("");

  @Option(names = "--dataset", required = true, description = "What the queries are of.")
  private String dataset = "";

  @Option(names = "--forward", description = "Seconds of every prediction.")
  private double forward;

  @Option(names = "--delay", description = "Further seconds, such as fixed:0,0.1@fixed:2.")
  private String delay = "fixed:0";

  @Option(names = "--seed", description = "Of the delays.")
  private long seed = 1;

  @Option(names = "--port", description = "The port, 0 for a free one.")
  private int port;

  private final PrintStream console;

  RecordedWorker(PrintStream console) {
    this.console = console;
  }

  /**
   * Serves until the process is killed.
   *
   * @param arguments the command line
   */
  public static void main(String... arguments) {
    System.exit(CommandLines.execute(new RecordedWorker(System.out), arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Delay late = DelayText.parse(delay);
    Model model =
        new FaultyModel(
            RecordedModel.read(recording, PublishedDataset.named(dataset).inputShape().item()),
            random -> forward + late.seconds(random),
            (answer, earlier, chance) -> {},
            Long.MAX_VALUE,
            seed);
    ServerOptions options = ServerOptions.local(MODEL).at("127.0.0.1", port).limited(0, PARALLEL);
    try (ModelServer server = ModelServer.start(model, options)) {
      console.println("Serving recorded answers at " + server.address());
      console.flush();
      new CountDownLatch(1).await();
      return 0;
    }
  }
}
