package io.github.approxifer.models.training;

import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.NetworkCost;
import io.github.approxifer.models.networks.StudentNetworks;
import io.github.approxifer.models.weights.HeInitialization;
import io.github.approxifer.models.weights.ParameterValues;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Images without their labels, and what a teacher answers.
 *
 * @param teacher the network whose answers are learned
 * @param network the student
 * @param images the images
 * @param recorded the training images that the teacher answers, for several students at once
 * @param answers the teacher's answers
 * @param queries how many of the recorded images, from the first on, are learned from
 * @param mixtures how many mixtures of these the teacher is asked besides
 * @param seed for the initial values and the mixtures
 */
record StudentLesson(
    Network teacher,
    Network network,
    Material images,
    Dataset recorded,
    TeacherAnswers answers,
    int queries,
    int mixtures,
    long seed)
    implements Lesson {

  @Override
  public String name() {
    boolean all = queries == images.train().size();
    return "student" + (all ? "" : queries) + (mixtures == 0 ? "" : "mixed") + "-" + teacher.name();
  }

  @Override
  public Loss loss() {
    return Loss.DISTILLATION;
  }

  @Override
  public String material() {
    String mixed = mixtures == 0 ? "" : ", and to " + mixtures + " mixtures of them";
    return "%s's answers to the first %d images of %s, without their labels%s"
        .formatted(teacher.name(), queries, images.train().name(), mixed);
  }

  @Override
  public double epochs() {
    return Recipe.studentEpochs(queries, mixtures);
  }

  @Override
  public double peakRate() {
    return Recipe.STUDENT_PEAK_RATE;
  }

  @Override
  public Examples examples() throws IOException {
    Recording recording = Recording.of(recorded, answers.of(recorded)).slice(0, queries);
    if (mixtures > 0) {
      Mixtures mixed = new Mixtures(recording, mixtures, seed);
      recording = mixed.answered(answers.of(mixed));
    }
    return new RecordedExamples(recording, images.augmentation());
  }

  @Override
  public ParameterValues start() {
    return HeInitialization.of(seed);
  }

  @Override
  public String judge(ParameterValues values, boolean quick) throws IOException {
    Dataset judges = images.judges(quick);
    int classes = network.classes();
    float[] wanted = answers.of(images.judges());
    float[] own = Accuracy.outputs(network, values, judges);
    int agreed = 0;
    int right = 0;
    int taught = 0;
    for (int i = 0; i < judges.size(); i++) {
      int answer = Accuracy.best(own, i * classes, classes);
      int teachers = Accuracy.best(wanted, i * classes, classes);
      agreed += answer == teachers ? 1 : 0;
      right += answer == judges.label(i) ? 1 : 0;
      taught += teachers == judges.label(i) ? 1 : 0;
    }
    double all = judges.size();
    return String.format(
        Locale.ROOT,
        "agreement with %s %.4f, accuracy %.4f (%s %.4f) on %d images of %s",
        teacher.name(),
        agreed / all,
        right / all,
        teacher.name(),
        taught / all,
        judges.size(),
        judges.name());
  }

  @Override
  public String describe() {
    return String.format(
        Locale.ROOT,
        ", width %d, %d recorded queries%s of %s",
        StudentNetworks.width(network),
        queries,
        mixtures == 0 ? "" : " and " + mixtures + " mixtures",
        teacher.name());
  }

  @Override
  public Map<String, String> facts() throws IOException {
    long own = NetworkCost.multiplyAdds(network);
    long teachers = NetworkCost.multiplyAdds(teacher);
    Map<String, String> facts = new LinkedHashMap<>(StudentFile.facts(network));
    facts.put("teacher", teacher.name());
    facts.put("recorded queries", Integer.toString(queries));
    if (mixtures > 0) {
      facts.put("mixtures asked", Integer.toString(mixtures));
    }
    facts.put(
        "multiply-adds",
        String.format(
            Locale.ROOT, "%d, %.2f %% of the teacher's %d", own, 100.0 * own / teachers, teachers));
    facts.put("time", TimeShare.describe(network, teacher));
    return facts;
  }
}
