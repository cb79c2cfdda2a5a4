package io.github.approxifer.models.training;

import io.github.approxifer.models.CommandLines;
import io.github.approxifer.models.ModelException;
import io.github.approxifer.models.Reasons;
import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.models.weights.WeightFiles;
import io.github.approxifer.models.weights.WeightsException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private JudgedWeights weights = new JudgedWeights();

  @Option(names = "--weights", description = "A folder of weights, besides the user's own.")
  private Path folder = Path.of("weights");

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
      Images images = weights.images();
      Dataset judges = weights.judges(images);
      String model = weights.model();
      try (SafetensorsFile values = WeightFiles.standard(folder).open(model, images.shortName())) {
        Network network = StudentFile.network(model, images.dataset(), values);
        console.printf(
            Locale.ROOT,
            "%s: accuracy %.4f on %d images of %s%n",
            model,
            Accuracy.of(network, values, judges),
            judges.size(),
            judges.describe());
      }
      return 0;
    } catch (IOException | IllegalArgumentException | WeightsException | ModelException e) {
      console.println("The accuracy cannot be measured: " + Reasons.of(e));
      return 1;
    }
  }
}
