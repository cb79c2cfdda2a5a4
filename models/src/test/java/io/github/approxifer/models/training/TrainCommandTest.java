package io.github.approxifer.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.NetworkCost;
import io.github.approxifer.models.networks.NetworkParameters;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.weights.HeInitialization;
import io.github.approxifer.models.weights.Parameter;
import io.github.approxifer.models.weights.ParameterValues;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.models.weights.SafetensorsType;
import io.github.approxifer.models.weights.SafetensorsWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole trainings of LeNet-5 on 2,000 drawn images. */
class TrainCommandTest {

  @TempDir private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private int train(String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "--model=lenet5";
    arguments[1] = "--dataset=synthetic-mnist";
    arguments[2] = "--output=" + folder;
    System.arraycopy(options, 0, arguments, 3, options.length);
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return TrainCommand.execute(out, arguments);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private double accuracy() throws IOException {
    try (SafetensorsFile weights =
        SafetensorsFile.open(folder.resolve("lenet5-synthetic-mnist.safetensors"))) {
      String result = weights.metadata().getOrDefault("result", "");
      return Double.parseDouble(result.replaceAll(".*accuracy ([0-9.]+).*", "$1"));
    }
  }

  @Test
  void learnsResumesAndTrainsAParityModel() throws IOException {
    assertThat(train("--epochs=4", "--rate=0.02", "--seed=", "--checkpoint-every=0s"))
        .as(printed())
        .isZero();
    // Ten plane waves with noise are easy; a guess is right in a tenth of the cases.
    assertThat(accuracy()).isGreaterThan(0.9);
    assertThat(folder.resolve("lenet5-synthetic-mnist.md"))
        .content()
        .contains("2000 images", "epochs=4.0", "accuracy");
    assertThat(folder.resolve("lenet5-synthetic-mnist.png")).isNotEmptyFile();
    assertThat(printed()).contains("examples/s", "left", "After step 15 of 60");

    printed.reset();
    assertThat(train("--epochs=4", "--rate=0.02")).isZero();
    assertThat(printed()).contains("resumed from its checkpoint", "Done in");

    printed.reset();
    assertThat(train("--epochs=5", "--rate=0.02")).isEqualTo(1);
    assertThat(printed()).contains("checkpoint of another training", "epochs=4.0");

    printed.reset();
    assertThat(train("--epochs=2", "--parity=2")).as(printed()).isZero();
    assertThat(printed()).contains("accuracy of a recovered answer");
    assertThat(folder.resolve("parity2-lenet5-synthetic-mnist.safetensors")).exists();
  }

  /** Half of the steps, a stop, and the other half: the state after it is that of one go. */
  @Test
  void aResumedTrainingEndsWhereAnUninterruptedOneDoes() throws IOException {
    assertThat(train("--epochs=2", "--rate=0.02", "--mixup=0.5")).isZero();
    Path weights = folder.resolve("lenet5-synthetic-mnist.safetensors");
    Path whole = Files.move(weights, folder.resolve("whole.safetensors"));
    Path checkpoint = folder.resolve("lenet5-synthetic-mnist.checkpoint");
    assertThat(checkpoint).exists();
    Files.delete(checkpoint);
    InterruptedTraining.run(folder, 17);
    assertThat(checkpoint).exists();
    printed.reset();
    assertThat(train("--epochs=2", "--rate=0.02", "--mixup=0.5")).isZero();
    assertThat(printed()).contains("resumed from its checkpoint");
    try (SafetensorsFile one = SafetensorsFile.open(whole);
        SafetensorsFile two = SafetensorsFile.open(weights)) {
      for (String name : one.names()) {
        // Several threads add in any order: rounding, grown over 13 steps.
        assertThat(two.floats(name)).as(name).containsExactly(one.floats(name), within(2e-3f));
      }
    }
  }

  /** Stopped at once, stopped again, and finished: as one go of the same plan. */
  @Test
  void stopsAfterATimeAndGoesOn() throws IOException {
    assertThat(train("--epochs=3", "--rate=0.02", "--stop-after=0s")).as(printed()).isZero();
    assertThat(printed()).contains("Stopped at step 0 ", "the same command goes on");
    Path weights = folder.resolve("lenet5-synthetic-mnist.safetensors");
    assertThat(weights).doesNotExist();
    printed.reset();
    assertThat(train("--epochs=3", "--rate=0.02", "--threads=1")).as(printed()).isZero();
    assertThat(printed()).contains("resumed from its checkpoint", "Done in");
    assertThat(accuracy()).isGreaterThan(0.9);
  }

  /** Steps are short here, so the end comes at the first step after the time. */
  @Test
  void finishesWithinATime() throws IOException {
    assertThat(train("--rate=0.02", "--finish-within=6s")).as(printed()).isZero();
    // The rate fell to nothing on the way, so the network is as good as after whole epochs.
    assertThat(accuracy()).isGreaterThan(0.9);
    assertThat(folder.resolve("lenet5-synthetic-mnist.md"))
        .content()
        .contains("rate to 0 within 6 s", "in 0:00:0");
    printed.reset();
    assertThat(train("--rate=0.02", "--finish-within=6s")).as(printed()).isZero();
    assertThat(printed()).contains("Done in 0:00:0").doesNotContain("examples/s");
  }

  @Test
  void growsOutOfWeightsThatItFinds() throws IOException {
    Images images = Images.named("synthetic-mnist");
    Network small = Networks.of("resnet18", images.dataset().inputShape(), 10);
    ParameterValues values = HeInitialization.of(4);
    SafetensorsWriter writer = new SafetensorsWriter();
    for (Parameter parameter : NetworkParameters.of(small)) {
      writer.add(
          parameter.name(), SafetensorsType.F32, parameter.shape(), values.values(parameter));
    }
    writer.write(folder.resolve("resnet18-synthetic-mnist.safetensors"));
    Network large = Networks.of("resnet34", small.inputShape(), 10);
    Dataset few = images.judges(null).slice(0, 4);
    Material material =
        new Material(images.dataset(), images.shortName(), few, few, List.of(folder));
    Lesson lesson = new LabelLesson(large, material, 0, 1, small);
    assertThat(lesson.describe()).isEqualTo(", grown from resnet18");
    assertThat(Accuracy.outputs(large, lesson.start(), few))
        .containsExactly(Accuracy.outputs(small, values, few), within(1e-4f));

    assertThat(train("--grow=resnet18")).isEqualTo(1);
    assertThat(printed()).contains("lenet5 is not a deeper resnet18");
    assertThat(train("--grow=resnet18", "--parity=2")).isEqualTo(1);
    assertThat(printed()).contains("cannot be grown from resnet18");
  }

  /** LeNet-5 from labels, and students of it from its answers to some images and to all. */
  @Test
  void studentsLearnWhatAModelAnswers() throws IOException {
    assertThat(train("--epochs=4", "--rate=0.02")).as(printed()).isZero();
    printed.reset();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    String[] student = {
      "--student=lenet5",
      "--dataset=synthetic-mnist",
      "--output=" + folder,
      "--share=0.5",
      "--queries=300,2000",
      "--mixtures=500",
      "--epochs=6"
    };
    assertThat(TrainCommand.execute(out, student)).as(printed()).isZero();
    // Training images and test images, each once for both students.
    assertThat(printed().split("lenet5 answers 2000 images of synthetic MNIST", -1)).hasSize(3);
    assertThat(printed().split("lenet5 answers 500 mixtures of queries", -1)).hasSize(3);
    Path file = folder.resolve("studentmixed-lenet5-synthetic-mnist.safetensors");
    assertThat(folder.resolve("student300mixed-lenet5-synthetic-mnist.safetensors")).exists();
    try (SafetensorsFile weights = SafetensorsFile.open(file)) {
      // Ten plane waves with noise are easy for a student, too.
      String agreement = weights.metadata().getOrDefault("result", "");
      assertThat(
              Double.parseDouble(agreement.replaceAll("agreement with lenet5 ([0-9.]+),.*", "$1")))
          .as(printed())
          .isGreaterThan(0.9);
      Network network = StudentFile.network(weights);
      assertThat(network.inputShape()).hasToString("28 x 28 x 1");
      assertThat(NetworkCost.multiplyAdds(network)).isBetween(100_000L, 208_260L);
    }
    printed.reset();
    Files.delete(folder.resolve("studentmixed-lenet5-synthetic-mnist.checkpoint"));
    assertThat(TrainCommand.execute(out, student)).as(printed()).isZero();
    assertThat(printed()).as("answers are kept in files").doesNotContain("lenet5 answers");
    assertThat(folder.resolve("studentmixed-lenet5-synthetic-mnist.md"))
        .content()
        .contains(
            "recorded queries: 2000", "mixtures asked: 500", "% of the teacher's 416520", "time: ");
  }

  @Test
  void namesWhatItCannotDo() {
    assertThat(train("--batches=1-4")).isEqualTo(1);
    assertThat(printed()).contains("drawn images have no batches");
    assertThat(train("--mixtures=5")).isEqualTo(1);
    assertThat(printed()).contains("queries and mixtures are what a student learns from");
    printed.reset();
    assertThat(train("--batch=4000")).isEqualTo(1);
    assertThat(printed()).contains("A batch of 4000 needs as many examples, but there are 2000");
    printed.reset();
    assertThat(train("--parity=2")).isEqualTo(1);
    assertThat(printed()).contains("lenet5-synthetic-mnist.safetensors is not in");
    printed.reset();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    assertThat(TrainCommand.execute(out, "--model=lenet6", "--dataset=mnist")).isEqualTo(1);
    assertThat(printed()).contains("there is no network 'lenet6'");
    printed.reset();
    assertThat(TrainCommand.execute(out, "--model=lenet5", "--dataset=imagenet")).isEqualTo(1);
    assertThat(printed()).contains("there is no dataset 'imagenet'", "fashionmnist");
    printed.reset();
    assertThat(train("--student=lenet5")).isEqualTo(1);
    assertThat(printed()).contains("either a model to train from labels or a student's teacher");
  }

  @Test
  void namesWhatAStudentCannotBe() {
    String[][] refused = {
      {"--queries=2001", "there are 1 to 2000 queries to record, but 2001 were asked for"},
      {"--share=0", "share must be above 0 and at most 1, but was 0.0"},
      {"--share=1e-6", "takes at least"},
      {"--mixup=1", "leave parity, grow and mixup out"}
    };
    for (String[] option : refused) {
      printed.reset();
      PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
      assertThat(
              TrainCommand.execute(
                  out,
                  "--student=lenet5",
                  "--dataset=synthetic-mnist",
                  "--output=" + folder,
                  option[0]))
          .isEqualTo(1);
      assertThat(printed()).contains(option[1]);
    }
  }

  @Test
  void aRateThatIsTooHighIsSaidToBe() {
    assertThat(train("--epochs=1", "--rate=1e9")).isEqualTo(1);
    assertThat(printed()).contains("try a lower peak rate than 1.0E9");
  }
}
