package io.github.approxifer.models.training;

import io.github.approxifer.models.CommandLines;
import io.github.approxifer.models.ModelException;
import io.github.approxifer.models.Reasons;
import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.NetworkParameters;
import io.github.approxifer.models.weights.Parameter;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.models.weights.SafetensorsWriter;
import io.github.approxifer.models.weights.WeightFiles;
import io.github.approxifer.models.weights.WeightsException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code mvn -pl models store -Dmodel=... -Ddataset=...}: stores trained weights in few bytes and
 * says what that costs in accuracy on all test images: as bytes if that costs at most 0.1 points,
 * else in half precision.
 */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    description = "Stores trained weights as int8 with a scale for each channel, or as float16.")
public final class StoreCommand implements Callable<Integer> {

  /** The accuracy that int8 may cost. */
  private static final double MAX_COST = 0.001;

  @Mixin private JudgedWeights judged = new JudgedWeights();

  @Option(names = "--output", required = true, description = "The folder for the small file.")
  private Path output = Path.of("");

  private final PrintStream console;

  StoreCommand(PrintStream console) {
    this.console = console;
  }

  /**
   * Runs the command and ends the process with its exit code.
   *
   * @param arguments the command line; {@code --help} explains it
   */
  public static void main(String... arguments) {
    System.exit(CommandLines.execute(new StoreCommand(System.out), arguments));
  }

  @Override
  public Integer call() {
    try {
      Images images = judged.images();
      try (SafetensorsFile weights =
          WeightFiles.standard().open(judged.model(), images.shortName())) {
        store(StudentFile.network(judged.model(), images.dataset(), weights), weights, images);
      }
      return 0;
    } catch (IOException | IllegalArgumentException | WeightsException | ModelException e) {
      console.println("The weights cannot be stored: " + Reasons.of(e));
      return 1;
    }
  }

  private void store(Network network, SafetensorsFile weights, Images named) throws IOException {
    Files.createDirectories(output);
    String model = judged.model();
    String name = model + "-" + named.shortName() + ".safetensors";
    Path file = output.resolve(name);
    if (model.startsWith("parity")) {
      // What a parity model is good for is not seen in its own accuracy.
      write(network, weights, WeightStorage.FLOAT16, file);
      console.println(file + ": float16, " + Files.size(file) + " bytes");
      return;
    }
    Dataset images = judged.judges(named);
    double before = Accuracy.of(network, weights, images);
    // Beside its place until it has been judged: its place may be that of the weights.
    Path candidate = output.resolve(name + "." + UUID.randomUUID() + ".part");
    try {
      WeightStorage storage = WeightStorage.INT8;
      double after = written(network, weights, storage, candidate, images);
      if (before - after > MAX_COST) {
        storage = WeightStorage.FLOAT16;
        after = written(network, weights, storage, candidate, images);
      }
      Files.move(
          candidate, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      console.printf(
          Locale.ROOT,
          "%s: %s, %d bytes; accuracy %.4f on %d images of %s, %.4f before%n",
          file,
          storage.name().toLowerCase(Locale.ROOT),
          Files.size(file),
          after,
          images.size(),
          images.describe(),
          before);
    } finally {
      Files.deleteIfExists(candidate);
    }
  }

  private double written(
      Network network, SafetensorsFile weights, WeightStorage storage, Path file, Dataset images)
      throws IOException {
    write(network, weights, storage, file);
    try (SafetensorsFile stored = SafetensorsFile.open(file)) {
      return Accuracy.of(network, stored, images);
    }
  }

  private static void write(
      Network network, SafetensorsFile weights, WeightStorage storage, Path file)
      throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    weights.metadata().forEach(writer::metadata);
    for (Parameter parameter : NetworkParameters.of(network)) {
      storage.add(writer, parameter, weights.values(parameter));
    }
    writer.write(file);
  }
}
