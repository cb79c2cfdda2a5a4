package io.github.approxifer.models.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.models.weights.SafetensorsFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    assertThat(train("--epochs=4", "--rate=0.02", "--seed=", "--checkpoint-seconds=0"))
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
        assertThat(two.floats(name))
            .as(name)
            .containsExactly(one.floats(name), org.assertj.core.api.Assertions.within(2e-3f));
      }
    }
  }

  @Test
  void namesWhatItCannotDo() {
    assertThat(train("--batch=4000")).isEqualTo(1);
    assertThat(printed()).contains("A batch of 4000 needs as many examples, but there are 2000");
    printed.reset();
    assertThat(train("--parity=2")).isEqualTo(1);
    assertThat(printed()).contains("lenet5-synthetic-mnist.safetensors is not in");
    printed.reset();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    assertThat(TrainCommand.execute(out, "--model=lenet6", "--dataset=mnist")).isEqualTo(1);
    assertThat(printed()).contains("There is no network 'lenet6'");
    printed.reset();
    assertThat(TrainCommand.execute(out, "--model=lenet5", "--dataset=imagenet")).isEqualTo(1);
    assertThat(printed()).contains("There is no dataset 'imagenet'", "fashionmnist");
  }

  @Test
  void aRateThatIsTooHighIsSaidToBe() {
    assertThat(train("--epochs=1", "--rate=1e9")).isEqualTo(1);
    assertThat(printed()).contains("try a lower peak rate than 1.0E9");
  }
}
