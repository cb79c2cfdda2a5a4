package io.github.approxifer.models.training;

import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.NetworkParameters;
import io.github.approxifer.models.weights.Parameter;
import io.github.approxifer.models.weights.ParameterValues;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.models.weights.WeightFiles;
import io.github.approxifer.models.weights.WeightsException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One training from examples to files: the weights {@code NAME-DATASET.safetensors}, a report
 * {@code .md} with the loss as a chart, and the checkpoint.
 *
 * @param network the network
 * @param images what the images are
 * @param train the images to learn from
 * @param test the images to be judged by
 * @param plan how to train
 * @param mixup alpha of the mixtures, 0 for none
 * @param parity the queries that a parity model adds, 0 for an ordinary training
 * @param output the folder to write to
 * @param checkpointEvery the time between checkpoints
 */
record TrainingTask(
    Network network,
    Images images,
    Dataset train,
    Dataset test,
    TrainingPlan plan,
    double mixup,
    int parity,
    Path output,
    Duration checkpointEvery) {

  private static final int QUICK_TEST = 2000;
  private static final Duration PRINT_EVERY = Duration.ofSeconds(5);

  /** The name under which the weights are found: {@code resnet20} or {@code parity2-resnet20}. */
  String name() {
    return parity > 0 ? "parity" + parity + "-" + network.name() : network.name();
  }

  /** Trains and writes; says on the console what happens. */
  void run(PrintStream console) throws IOException {
    Files.createDirectories(output);
    String title = name() + "-" + images.shortName();
    Judge judge = parity > 0 ? parityJudge() : this::accuracy;
    Checkpoint checkpoint =
        new Checkpoint(output.resolve(title + ".checkpoint"), title + ": " + describe());
    console.printf(
        "Training %s on %d images of %s (%s)%s%n",
        name(),
        train.size(),
        train.name(),
        describe(),
        checkpoint.exists() ? ", resumed from its checkpoint" : "");
    Trainer trainer =
        new Trainer(
            network,
            plan,
            parity > 0 ? Loss.UNEXPLAINED_VARIANCE : Loss.CROSS_ENTROPY,
            checkpoint,
            checkpointEvery);
    long start = System.nanoTime();
    TrainingProgress progress = new TrainingProgress(console, plan.batch(), PRINT_EVERY);
    Dataset quick = test.slice(0, Math.min(QUICK_TEST, test.size()));
    Trainer.Outcome outcome =
        trainer.run(
            examples(),
            start(trainer),
            new Trainer.Listener() {
              @Override
              public void stepped(long done, long steps, float loss) {
                progress.stepped(done, steps, loss);
              }

              @Override
              public void epochEnded(long done, long steps, Map<Parameter, float[]> values)
                  throws IOException {
                console.printf(
                    Locale.ROOT,
                    "After step %d of %d: %s%n",
                    done,
                    steps,
                    judge.judge(values(values), quick));
              }
            });
    double seconds = (System.nanoTime() - start) / 1e9;
    String verdict = judge.judge(values(outcome.parameters()), test);
    new TrainingReport(output, title, this, verdict, seconds).write(outcome);
    console.println(
        "Done in "
            + TrainingProgress.time(seconds)
            + ": "
            + verdict
            + ". Weights and report: "
            + output.resolve(title)
            + ".*");
  }

  /** Says in words how good parameters are on images. */
  private interface Judge {
    String judge(ParameterValues values, Dataset judged) throws IOException;
  }

  private String accuracy(ParameterValues values, Dataset judged) throws IOException {
    return String.format(
        Locale.ROOT,
        "accuracy %.4f on %d images of %s",
        Accuracy.of(network, values, judged),
        judged.size(),
        judged.name());
  }

  private Judge parityJudge() {
    return (values, judged) -> {
      try (SafetensorsFile base = base()) {
        return new ParityAccuracy(network, base, values, parity).describe(judged);
      }
    };
  }

  private SafetensorsFile base() throws IOException {
    return WeightFiles.standard(output).open(network.name(), images.shortName());
  }

  /** A parity model begins as its base model. */
  private ParameterValues start(Trainer trainer) throws IOException {
    if (parity == 0) {
      return trainer.initialValues();
    }
    try (SafetensorsFile base = base()) {
      Map<Parameter, float[]> copy = new HashMap<>();
      NetworkParameters.of(network)
          .forEach(parameter -> copy.put(parameter, base.values(parameter)));
      return values(copy);
    }
  }

  private Examples examples() throws IOException {
    if (parity == 0) {
      Recipe recipe = Recipe.of(images.dataset());
      return new LabelledExamples(
          train, new Augmentation(network.inputShape(), recipe.padding(), recipe.flip()), mixup);
    }
    try (SafetensorsFile base = base()) {
      return new ParityExamples(train, Accuracy.outputs(network, base, train), parity);
    }
  }

  /** What was trained how, in a line. */
  String describe() {
    return plan.describe()
        + (mixup > 0 ? ", mixup=" + mixup : "")
        + (parity > 0 ? ", parity of " + parity + " queries" : "");
  }

  private static ParameterValues values(Map<Parameter, float[]> values) {
    return parameter -> {
      float[] array = values.get(parameter);
      if (array == null) {
        throw new WeightsException("There is no parameter " + parameter);
      }
      return array;
    };
  }
}
