package io.github.approxifer.serving.server;

import io.github.approxifer.coding.attack.Attack;
import io.github.approxifer.coding.attack.ExchangeAttack;
import io.github.approxifer.coding.attack.SignFlip;
import io.github.approxifer.coding.attack.ZeroAttack;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.djl.DjlModel;
import io.github.approxifer.models.djl.ModelSignature;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.tensorflow.TensorFlowModels;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.training.LearnedStudent;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.models.weights.WeightFiles;
import io.github.approxifer.serving.faults.DelayText;
import io.github.approxifer.serving.faults.FaultyModel;
import io.github.approxifer.serving.faults.Lie;
import io.github.approxifer.serving.faults.ReplacedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a worker that say which model it serves. */
final class WorkerModel {
  private static final Map<String, Attack> ATTACKS =
      Map.of(
          "sign-flip", new SignFlip(), "exchange", new ExchangeAttack(), "zero", new ZeroAttack());

  @Option(
      names = "--model",
      description = "A network or student of this project; default: ${DEFAULT-VALUE}.",
      defaultValue = "resnet20")
  private String network = "";

  @Option(
      names = "--dataset",
      description = "What it was trained on; default: ${DEFAULT-VALUE}.",
      defaultValue = "mnist")
  private String dataset = "";

  @Option(names = "--weights", description = "A folder of weights, besides the user's own.")
  private Path weights = Path.of("bench", "weights");

  @Option(
      names = "--saved-model",
      description = "The folder of a SavedModel with one float32 input and output, instead.")
  private @Nullable Path savedModel;

  @Option(
      names = "--onnx",
      description = "An ONNX file with one float32 input and output, instead.")
  private @Nullable Path onnx;

  @Option(
      names = "--shape",
      split = ",",
      description = "The shape of one input of such a file, where it leaves it open: 224,224,3.")
  private @Nullable List<Integer> shape;

  @Option(
      names = "--classes",
      description = "How many values answer one input, where such a file leaves it open.")
  private int classes;

  @Option(
      names = "--name",
      description = "The model's name to clients; default: the network's or the file's.")
  private @Nullable String name;

  @Option(names = "--threads", description = "Threads of a prediction; default: ${DEFAULT-VALUE}.")
  private int threads = 1;

  @Option(names = "--delay", description = "To try stragglers out, such as fixed:0,0.1@fixed:2.")
  private @Nullable String delay;

  @Option(names = "--lie-after", description = "To try liars out: honest predictions before lies.")
  private @Nullable Long lieAfter;

  @Option(
      names = "--lie",
      description =
          "What it then does: sign-flip, exchange or zero, or answer as another network or student"
              + " would, such as student-resnet18; default: ${DEFAULT-VALUE}.",
      defaultValue = "sign-flip")
  private String lie = "";

  @Option(names = "--seed", description = "Of delays and lies; default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  /**
   * A model and what clients call it and its tensors.
   *
   * @param model to be closed by who uses it
   */
  record Named(Model model, String name, String input, String output) {}

  /**
   * Loads the model.
   *
   * @throws IllegalArgumentException if the options contradict each other
   * @throws IOException if a file cannot be read
   */
  Named load() throws IOException {
    if (savedModel != null && onnx != null) {
      throw new IllegalArgumentException(
          "give --saved-model or --onnx, but not both: %s, %s".formatted(savedModel, onnx));
    }
    Path file = savedModel == null ? onnx : savedModel;
    if (file == null && (shape != null || classes != 0)) {
      throw new IllegalArgumentException(
          "--shape and --classes go with --saved-model or --onnx; a network has those of its"
              + " dataset");
    }
    Named sound = file == null ? ofNetwork() : ofFile(file, savedModel != null);
    if (delay == null && lieAfter == null) {
      return sound;
    }
    long honest = lieAfter == null ? Long.MAX_VALUE : lieAfter;
    Attack attack = ATTACKS.get(lie);
    Model turned =
        attack == null ? new ReplacedModel(sound.model(), network(lie), honest) : sound.model();
    Model faulty =
        new FaultyModel(
            turned,
            DelayText.parse(delay == null ? "fixed:0" : delay),
            attack == null ? (answer, earlier, random) -> {} : Lie.of(attack),
            honest,
            seed);
    return new Named(faulty, sound.name(), sound.input(), sound.output());
  }

  private Named ofNetwork() throws IOException {
    ServerOptions standard = ServerOptions.local("any");
    return new Named(network(network), called(network), standard.input(), standard.output());
  }

  private Model network(String named) throws IOException {
    PublishedDataset published = PublishedDataset.named(dataset);
    WeightFiles files = WeightFiles.standard(weights);
    TensorFlowThreads own = new TensorFlowThreads(threads, 1);
    try (SafetensorsFile values = files.open(named, published.shortName())) {
      if (named.startsWith("student")) {
        return LearnedStudent.open(files.find(named, published.shortName()).orElseThrow())
            .serve(own);
      }
      return Networks.serve(
          Networks.of(named, published.inputShape(), published.classes()), values, own);
    }
  }

  private Named ofFile(Path file, boolean isSavedModel) throws IOException {
    Path path = file.toAbsolutePath().normalize();
    ModelFileSignature signature =
        isSavedModel ? ModelFileSignature.ofSavedModel(path) : ModelFileSignature.ofOnnx(path);
    ItemShape item =
        signature.item(
            shape == null ? null : ItemShape.of(shape.stream().mapToInt(i -> i).toArray()));
    int outputs = signature.outputs(classes);
    String fileName = String.valueOf(path.getFileName());
    String plain = isSavedModel ? fileName : fileName.replaceFirst("(?i)\\.onnx$", "");
    Model model =
        isSavedModel
            ? TensorFlowModels.load(path, item, outputs, new TensorFlowThreads(threads, 1))
            : DjlModel.load(
                "OnnxRuntime",
                Objects.requireNonNull(path.toAbsolutePath().getParent()),
                plain,
                ModelSignature.of(item).withOutputs(outputs),
                Map.of("intraOpNumThreads", String.valueOf(threads), "interOpNumThreads", "1"));
    return new Named(model, called(legal(plain)), signature.input(), signature.output());
  }

  private String called(String otherwise) {
    return name == null ? otherwise : name;
  }

  /** A file's name as a model's: with dashes for whatever is no letter, digit, dot or dash. */
  private static String legal(String fileName) {
    String legal = fileName.replaceAll("[^A-Za-z0-9._-]+", "-");
    return Arrays.asList("", ".", "..").contains(legal) ? "model" : legal;
  }
}
