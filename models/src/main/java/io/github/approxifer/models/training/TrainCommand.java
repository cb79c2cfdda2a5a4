package io.github.approxifer.models.training;

import io.github.approxifer.models.CommandLines;
import io.github.approxifer.models.Reasons;
import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.networks.StudentNetworks;
import io.github.approxifer.models.weights.WeightsException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
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

  @Option(names = "--model", description = "The network, such as resnet20.")
  private @Nullable String model;

  @Option(
      names = "--student",
      description =
          "Instead of a network from labels, train a student of this trained one from its answers.")
  private @Nullable String teacher;

  @Option(
      names = "--queries",
      split = ",",
      description =
          "A student learns from so many of the training images; several numbers, several students.")
  private List<Integer> queries = List.of();

  @Option(
      names = "--mixtures",
      description =
          "A student's teacher is asked so many mixtures of the recorded queries, too (default: 0).")
  private int mixtures;

  @Option(
      names = "--share",
      description = "What a student costs of its teacher's multiply-adds (default: 0.05).")
  private double share = Recipe.STUDENT_SHARE;

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
      description = "Train on two labelled images mixed, drawn by Beta(MIXUP, MIXUP); 0 is off.")
  private double mixup;

  @Option(
      names = "--parity",
      description = "Train a ParM parity model for this many queries, with MODEL as its base.")
  private int parity;

  @Option(
      names = "--partial",
      description = "Use the training files that are there when some are missing.")
  private boolean partial;

  @Option(
      names = "--batches",
      converter = BatchRange.Converter.class,
      description =
          "Learn from these files of CIFAR-10 alone, such as 1-4; the others and the first 1,000"
              + " test images judge.")
  private @Nullable BatchRange batches;

  @Option(
      names = "--grow",
      description =
          "Begin with this smaller trained network, such as resnet50 for resnet152, grown by blocks"
              + " that change nothing yet.")
  private @Nullable String grow;

  @Option(names = "--weights", description = "A folder of weights, besides the user's own.")
  private @Nullable Path weights;

  @Option(names = "--output", description = "Folder to write to (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("target", "train");

  @Option(
      names = "--checkpoint-every",
      converter = DurationConverter.class,
      description = "Time between checkpoints, such as 90s or 5m (default: 2m).")
  private Duration checkpointEvery = Duration.ofMinutes(2);

  @Option(
      names = "--stop-after",
      converter = DurationConverter.class,
      description = "Stop then, with a checkpoint from which the same command goes on.")
  private @Nullable Duration stopAfter;

  @Option(
      names = "--finish-within",
      converter = DurationConverter.class,
      description =
          "Be done then, what teachers answer and judging not counted: the rate falls with the time."
              + " Without --epochs there are as many as fit.")
  private @Nullable Duration finishWithin;

  @Option(names = "--threads", description = "Threads that compute (default: all processors).")
  private int threads = Runtime.getRuntime().availableProcessors();

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
      requireNetworks(published);
      Material material =
          new Material(
              published,
              images.shortName(),
              images.train(partial, batches),
              images.judges(batches),
              weights == null ? List.of(output) : List.of(output, weights));
      console.println(
          "Training images: %s; judged by %s"
              .formatted(material.train().describe(), material.judges(false).describe()));
      for (Lesson lesson : lessons(material)) {
        TrainingLimits limits =
            new TrainingLimits(checkpointEvery, stopAfter, finishWithin, threads);
        new TrainingTask(lesson, plan(lesson), limits, output).run(console);
      }
      return 0;
    } catch (IOException | IllegalArgumentException | ArithmeticException | WeightsException e) {
      console.println("Training cannot go on: " + Reasons.of(e));
      return 1;
    }
  }

  private TrainingPlan plan(Lesson lesson) {
    double most = finishWithin == null ? lesson.epochs() : TrainingPlan.MOST_EPOCHS;
    return new TrainingPlan(
        epochs == null ? most : epochs,
        batch,
        rate == null ? lesson.peakRate() : rate,
        Recipe.MOMENTUM,
        decay,
        seed);
  }

  /** Refuses names before any data are read. */
  private void requireNetworks(PublishedDataset published) {
    if ((model == null) == (teacher == null)) {
      throw new IllegalArgumentException(
          "name either a model to train from labels or a student's teacher, and not both");
    }
    if (teacher == null && (mixtures != 0 || !queries.isEmpty())) {
      throw new IllegalArgumentException(
          "queries and mixtures are what a student learns from; name its teacher by --student");
    }
    Mixtures.requireCount(mixtures);
    for (String name : Arrays.asList(model, teacher, grow)) {
      if (name != null) {
        network(published, name);
      }
    }
  }

  private List<Lesson> lessons(Material material) {
    if (teacher != null) {
      return students(material, teacher);
    }
    Network network = network(material.dataset(), Objects.requireNonNull(model));
    if (parity == 0) {
      Network small = grow == null ? null : network(material.dataset(), grow);
      return List.of(new LabelLesson(network, material, mixup, seed, small));
    }
    if (grow != null) {
      throw new IllegalArgumentException(
          "a parity model begins as its base model and cannot be grown from " + grow);
    }
    return List.of(new ParityLesson(network, material, parity));
  }

  private List<Lesson> students(Material material, String name) {
    if (parity > 0 || grow != null || mixup > 0) {
      throw new IllegalArgumentException(
          "a student learns answers only; leave parity, grow and mixup out");
    }
    Network network = network(material.dataset(), name);
    long budget = StudentOptions.budget(share, network);
    Network student = StudentNetworks.within(network.inputShape(), network.classes(), budget);
    TeacherAnswers answers = new TeacherAnswers(network, material, output, console);
    int all = material.train().size();
    List<Integer> counts = queries.isEmpty() ? List.of(all) : queries;
    for (int count : counts) {
      if (count < 1 || count > all) {
        throw new IllegalArgumentException(
            "there are 1 to " + all + " queries to record, but " + count + " were asked for");
      }
    }
    Dataset recorded = material.train().slice(0, Collections.max(counts));
    List<Lesson> lessons = new ArrayList<>();
    for (int count : counts) {
      lessons.add(
          new StudentLesson(network, student, material, recorded, answers, count, mixtures, seed));
    }
    return lessons;
  }

  private static Network network(PublishedDataset dataset, String name) {
    return Networks.of(name, dataset.inputShape(), dataset.classes());
  }
}
