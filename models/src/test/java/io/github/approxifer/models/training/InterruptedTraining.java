package io.github.approxifer.models.training;

import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.Networks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    Material material =
        new Material(
            images.dataset(),
            images.shortName(),
            images.train(false, null),
            images.judges(null),
            List.of(folder));
    TrainingLimits limits =
        new TrainingLimits(Duration.ZERO, null, null, Runtime.getRuntime().availableProcessors());
    Lesson lesson = new LabelLesson(network, material, 0.5, 1, null);
    TrainingTask task = new TrainingTask(lesson, plan, limits, folder);
    Trainer trainer = new Trainer(network, plan, lesson.loss(), task.checkpoint(), limits);
    Assertions.assertThatExceptionOfType(Died.class)
        .isThrownBy(
            () ->
                trainer.run(
                    lesson.examples(),
                    lesson.start(),
                    (done, part, loss) -> {
                      if (done > steps) {
                        throw new Died();
                      }
                    }));
  }
}
