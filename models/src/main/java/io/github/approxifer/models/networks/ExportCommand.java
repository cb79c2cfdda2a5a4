package io.github.approxifer.models.networks;

import io.github.approxifer.models.CommandLines;
import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.ModelException;
import io.github.approxifer.models.Reasons;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.models.weights.WeightFiles;
import io.github.approxifer.models.weights.WeightsException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code mvn -pl models export -Dmodel=... -Ddataset=...}: a network with its trained weights as a
 * SavedModel for servers of others, in the folders in which Triton looks for it.
 */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes a trained network as a SavedModel, with a configuration for Triton.")
public final class ExportCommand implements Callable<Integer> {
  /** The greatest batch that Triton is to take: more than any group has queries. */
  private static final int MOST_BATCH = 128;

  @Option(names = "--model", required = true, description = "The network, such as resnet20.")
  private String model = "";

  @Option(names = "--dataset", required = true, description = "mnist, fashionmnist or cifar10.")
  private String dataset = "";

  @Option(names = "--weights", description = "A folder of weights, besides the user's own.")
  private Path weights = Path.of("bench", "weights");

  @Option(names = "--output", description = "Where to write; default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("models", "target", "export");

  @Option(names = "--name", description = "The model's name to clients; default: the network's.")
  private @Nullable String name;

  private final PrintStream console;

  ExportCommand(PrintStream console) {
    this.console = console;
  }

  /**
   * Runs the command and ends the process with its exit code.
   *
   * @param arguments the command line; {@code --help} explains it
   */
  public static void main(String... arguments) {
    System.exit(CommandLines.execute(new ExportCommand(System.out), arguments));
  }

  @Override
  public Integer call() {
    try {
      PublishedDataset published = PublishedDataset.named(dataset);
      Network network = Networks.of(model, published.inputShape(), published.classes());
      Path folder = output.resolve(name == null ? model : name);
      Path saved = folder.resolve("1").resolve("model.savedmodel");
      try (SafetensorsFile values =
          WeightFiles.standard(weights).open(model, published.shortName())) {
        SavedModels.export(network, values, saved);
      }
      Path configuration = folder.resolve("config.pbtxt");
      Files.writeString(configuration, configuration(folder, network));
      console.printf(
          Locale.ROOT,
          "%s: a SavedModel, input \"%s\" of %s, output \"%s\" of %d%n%s: the same for Triton%n",
          saved,
          SavedModels.INPUT,
          network.inputShape(),
          SavedModels.OUTPUT,
          network.classes(),
          configuration);
      console.printf(
          "ONNX is not written, as TensorFlow for Java has no exporter for it. tf2onnx, a program"
              + " in Python, converts the SavedModel:%n"
              + "  python -m tf2onnx.convert --saved-model %s --output %s.onnx%n",
          saved, folder.getFileName());
      return 0;
    } catch (IOException | WeightsException | ModelException | IllegalArgumentException e) {
      console.println("The model cannot be exported: " + Reasons.of(e));
      return 1;
    }
  }

  /** Triton's configuration; its sizes are without the batch where the batch has a limit. */
  private static String configuration(Path folder, Network network) {
    ImageShape shape = network.inputShape();
    return String.format(
        Locale.ROOT,
        """
        name: "%s"
        platform: "tensorflow_savedmodel"
        max_batch_size: %d
        input [ { name: "%s", data_type: TYPE_FP32, dims: [ %d, %d, %d ] } ]
        output [ { name: "%s", data_type: TYPE_FP32, dims: [ %d ] } ]
        """,
        folder.getFileName(),
        MOST_BATCH,
        SavedModels.INPUT,
        shape.height(),
        shape.width(),
        shape.channels(),
        SavedModels.OUTPUT,
        network.classes());
  }
}
