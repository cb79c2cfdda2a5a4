package io.github.approxifer.models.training;

import io.github.approxifer.models.Model;
import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.Parameter;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.models.weights.SafetensorsType;
import io.github.approxifer.models.weights.SafetensorsWriter;
import io.github.approxifer.models.weights.WeightsException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A teacher's answers, computed when first asked for and kept in a file beside the checkpoints, for
 * a training that goes on in another run; those to datasets in memory, too. Confined to one thread.
 */
final class TeacherAnswers {

  private static final String ANSWERS = "answers";
  private static final String TEACHER = "teacher";

  private final Network teacher;
  private final Material images;
  private final Path folder;
  private final PrintStream console;
  private final Map<Dataset, float[]> known = new HashMap<>();

  TeacherAnswers(Network teacher, Material images, Path folder, PrintStream console) {
    this.teacher = teacher;
    this.images = images;
    this.folder = folder;
    this.console = console;
  }

  /** The answers to all images, images x classes. Not to be modified. */
  float[] of(Dataset asked) throws IOException {
    float[] answers = known.get(asked);
    if (answers == null) {
      answers =
          fromFileOrTeacher(
              asked.size(),
              asked::read,
              asked.size() + " images of " + asked.name(),
              weights -> Accuracy.outputs(teacher, weights, asked));
      known.put(asked, answers);
    }
    return answers;
  }

  /** The answers to mixtures of what was recorded, mixtures x classes; not kept in memory. */
  float[] of(Mixtures asked) throws IOException {
    return fromFileOrTeacher(
        asked.size(),
        asked,
        asked.size() + " mixtures of queries",
        weights -> {
          try (Model model = Networks.serve(teacher, weights, TensorFlowThreads.allCores())) {
            return asked.ask(model, console);
          }
        });
  }

  /** Computes answers by the teacher's weights. */
  private interface Answering {
    float[] answers(SafetensorsFile weights) throws IOException;
  }

  private float[] fromFileOrTeacher(
      int size, AnsweredQueries.Source asked, String what, Answering answering) throws IOException {
    List<Integer> shape = List.of(size, teacher.classes());
    Parameter tensor = new Parameter(ANSWERS, Parameter.Kind.BIAS, shape);
    try (SafetensorsFile weights = images.weights(teacher)) {
      String whose = fingerprint(weights) + " " + fingerprint(size, asked);
      Path file = folder.resolve(teacher.name() + "-" + whose.replace(' ', '-') + ".answers");
      if (Files.isRegularFile(file)) {
        try (SafetensorsFile kept = SafetensorsFile.open(file)) {
          if (whose.equals(kept.metadata().get(TEACHER))) {
            return kept.values(tensor);
          }
        } catch (WeightsException e) {
          console.println("Not used: " + e.getMessage());
        }
      }
      console.printf("%s answers %s%n", teacher.name(), what);
      float[] answers = answering.answers(weights);
      Files.createDirectories(folder);
      new SafetensorsWriter()
          .metadata(TEACHER, whose)
          .add(ANSWERS, SafetensorsType.F32, shape, answers)
          .write(file);
      return answers;
    }
  }

  /** Tells two sets of queries apart, which may have the same name. */
  private String fingerprint(int size, AnsweredQueries.Source queries) {
    float[] query = new float[teacher.inputShape().size()];
    long sum = 1;
    for (int i = 0; i < size; i++) {
      queries.read(i, query, 0);
      sum = 31 * sum + Arrays.hashCode(query);
    }
    return Long.toHexString(sum);
  }

  /** Tells two sets of weights apart. */
  private static String fingerprint(SafetensorsFile weights) throws IOException {
    long sum = 1;
    for (String name : weights.names()) {
      sum = 31 * sum + Arrays.hashCode(weights.floats(name));
    }
    return Long.toHexString(sum);
  }
}
