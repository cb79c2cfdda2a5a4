package io.github.approxifer.models.training;

import io.github.approxifer.models.CommandLines;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.weights.WeightsException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mvn -pl models train -Dmodel=... -Ddataset=...}: trains a network and reports on it. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Trains a network, resuming from its checkpoint if there is one. An empty value stands for"
            + " the default.")
public final class TrainCommand implements Callable<Integer> {

  @Option(names = "--model", required = true, description = "The network, such as resnet20.")
  private String model = "";

  @Option(
      names = "--dataset",
      required = true,
      description = "mnist, fashionmnist or cifar10; synthetic-mnist etc. needs no data.")
  private String dataset = "";

  @Option(names = "--epochs", description = "How often each image is seen; may be a fraction.")
  private @Nullable Double epochs;

  @Option(names = "--batch", description = "Images a step (default: ${DEFAULT-VALUE}).")
  private int batch = Recipe.BATCH;

  @Option(names = "--rate", description = "The peak learning rate.")
  private @Nullable Double rate;

  @Option(names = "--decay", description = "Weight decay of kernels (default: ${DEFAULT-VALUE}).")
  private double decay = Recipe.DECAY;

  @Option(names = "--seed", description = "For everything random (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--mixup",
      description = "Train on mixtures of two images, drawn by Beta(MIXUP, MIXUP); 0 is off.")
  private double mixup;

  @Option(
      names = "--parity",
      description = "Train a ParM parity model for this many queries, with MODEL as its base.")
  private int parity;

  @Option(
      names = "--partial",
      description = "Use the training files that are there when some are missing.")
  private boolean partial;

  @Option(names = "--output", description = "Folder to write to (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("target", "train");

  @Option(
      names = "--checkpoint-seconds",
      description = "Seconds between checkpoints (default: ${DEFAULT-VALUE}).")
  private int checkpointSeconds = 120;

  private final PrintStream console;

  TrainCommand(PrintStream console) {
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

  /** Runs the command; an option without a value ({@code --seed=}) counts as not given. */
  static int execute(PrintStream console, String... arguments) {
    return CommandLines.execute(new TrainCommand(console), arguments);
  }

  @Override
  public Integer call() {
    try {
      Images images = Images.named(dataset);
      PublishedDataset published = images.dataset();
      Network network = Networks.of(model, published.inputShape(), published.classes());
      Recipe recipe = Recipe.of(published);
      double peak = parity > 0 ? Recipe.PARITY_PEAK_RATE : Recipe.PEAK_RATE;
      TrainingPlan plan =
          new TrainingPlan(
              epochs == null ? recipe.epochs() : epochs,
              batch,
              rate == null ? peak : rate,
              Recipe.MOMENTUM,
              decay,
              seed);
      TrainingTask task =
          new TrainingTask(
              network,
              images,
              images.train(partial),
              images.test(),
              plan,
              mixup,
              parity,
              output,
              Duration.ofSeconds(checkpointSeconds));
      task.run(console);
      return 0;
    } catch (IOException | IllegalArgumentException | ArithmeticException | WeightsException e) {
      console.println("Training cannot go on: " + e.getMessage());
      return 1;
    }
  }
}
