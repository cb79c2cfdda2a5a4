package io.github.approxifer.models.training;

import io.github.approxifer.models.CommandLines;
import io.github.approxifer.models.ModelException;
import io.github.approxifer.models.Reasons;
import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.models.weights.WeightFiles;
import io.github.approxifer.models.weights.WeightsException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code mvn -pl models accuracy -Dmodel=... -Ddataset=...}: how often trained weights are right on
 * the test images, to be compared with their card.
 */
@Command(
    name = "accuracy",
    mixinStandardHelpOptions = true,
    description = "Measures the accuracy of trained weights, through SavedModel and DJL.")
public final class AccuracyCommand implements Callable<Integer> {

  @Option(names = "--model", required = true, description = "The network, such as resnet20.")
  private String model = "";

  @Option(names = "--dataset", required = true, description = "mnist, fashionmnist or cifar10.")
  private String dataset = "";

  @Option(names = "--first", description = "So many test images only; 0 for all.")
  private int first;

  @Option(names = "--weights", description = "A folder of weights, besides the user's own.")
  private Path weights = Path.of("weights");

  @Option(
      names = "--batches",
      converter = BatchRange.Converter.class,
      description =
          "The files that were learned from, such as 1-4: judge by the others and the first 1,000"
              + " test images.")
  private @Nullable BatchRange batches;

  private final PrintStream console;

  AccuracyCommand(PrintStream console) {
    this.console = console;
  }

  /**
   * Runs the command and ends the process with its exit code.
   *
   * @param arguments the command line; {@code --help} explains it
   */
  public static void main(String... arguments) {
    System.exit(CommandLines.execute(new AccuracyCommand(System.out), arguments));
  }

  @Override
  public Integer call() {
    try {
      Images images = Images.named(dataset);
      PublishedDataset published = images.dataset();
      Dataset judged = Images.first(images.judges(batches), first);
      try (SafetensorsFile values = WeightFiles.standard(weights).open(model, images.shortName())) {
        Network network = StudentFile.network(model, published, values);
        console.printf(
            Locale.ROOT,
            "%s: accuracy %.4f on %d images of %s%n",
            model,
            Accuracy.of(network, values, judged),
            judged.size(),
            judged.describe());
      }
      return 0;
    } catch (IOException | IllegalArgumentException | WeightsException | ModelException e) {
      console.println("The accuracy cannot be measured: " + Reasons.of(e));
      return 1;
    }
  }
}
