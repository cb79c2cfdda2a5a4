package io.github.approxifer.models.training;

import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.weights.SafetensorsFile;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/** A teacher's answers to datasets, computed when first asked for. Confined to one thread. */
final class TeacherAnswers {

  private final Network teacher;
  private final Material images;
  private final PrintStream console;
  private final Map<Dataset, float[]> known = new HashMap<>();

  TeacherAnswers(Network teacher, Material images, PrintStream console) {
    this.teacher = teacher;
    this.images = images;
    this.console = console;
  }

  /** The answers to all images, images x classes. Not to be modified. */
  float[] of(Dataset asked) throws IOException {
    float[] answers = known.get(asked);
    if (answers == null) {
      console.printf("%s answers %d images of %s%n", teacher.name(), asked.size(), asked.name());
      try (SafetensorsFile weights = images.weights(teacher)) {
        answers = Accuracy.outputs(teacher, weights, asked);
      }
      known.put(asked, answers);
    }
    return answers;
  }
}
