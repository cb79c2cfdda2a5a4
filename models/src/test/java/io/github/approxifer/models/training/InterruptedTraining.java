package io.github.approxifer.models.training;

import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.weights.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.Assertions;

/** A training like the command's that dies on the way, a checkpoint behind it. */
final class InterruptedTraining {

  /** Stands for a power cut. */
  private static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private InterruptedTraining() {}

  static void run(Path folder, int steps) throws IOException {
    Images images = Images.named("synthetic-mnist");
    Network network = Networks.of("lenet5", images.dataset().inputShape(), 10);
    TrainingPlan plan = new TrainingPlan(2, Recipe.BATCH, 0.02, Recipe.MOMENTUM, Recipe.DECAY, 1);
    TrainingTask task =
        new TrainingTask(
            network,
            images,
            images.train(false),
            images.test(),
            plan,
            0.5,
            0,
            folder,
            Duration.ZERO);
    Trainer trainer =
        new Trainer(
            network,
            plan,
            Loss.CROSS_ENTROPY,
            new Checkpoint(
                folder.resolve("lenet5-synthetic-mnist.checkpoint"),
                "lenet5-synthetic-mnist: " + task.describe()),
            Duration.ZERO);
    Recipe recipe = Recipe.of(images.dataset());
    Examples examples =
        new LabelledExamples(
            images.train(false),
            new Augmentation(network.inputShape(), recipe.padding(), recipe.flip()),
            0.5);
    Assertions.assertThatExceptionOfType(Died.class)
        .isThrownBy(
            () ->
                trainer.run(
                    examples,
                    trainer.initialValues(),
                    new Trainer.Listener() {
                      @Override
                      public void stepped(long done, long all, float loss) {
                        if (done > steps) {
                          throw new Died();
                        }
                      }

                      @Override
                      public void epochEnded(
                          long done, long all, Map<Parameter, float[]> parameters) {}
                    }));
  }
}
