package io.github.approxifer.bench.accuracy.student;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownAnswersTest {
  private final AtomicInteger asked = new AtomicInteger();

  /** Answers the sum and the difference of two values. */
  private Model model() {
    return FunctionModel.ofBatch(
        ItemShape.of(2),
        2,
        (inputs, batch, outputs) -> {
          asked.addAndGet(batch);
          for (int i = 0; i < batch; i++) {
            outputs[2 * i] = inputs[2 * i] + inputs[2 * i + 1];
            outputs[2 * i + 1] = inputs[2 * i] - inputs[2 * i + 1];
          }
        });
  }

  private static FMatrixRMaj inputs(int first, int count) {
    FMatrixRMaj inputs = new FMatrixRMaj(count, 2);
    for (int i = 0; i < count; i++) {
      inputs.set(i, 0, first + i);
      inputs.set(i, 1, 1);
    }
    return inputs;
  }

  private static void check(FMatrixRMaj answers, int first) {
    for (int i = 0; i < answers.numRows; i++) {
      assertThat(answers.get(i, 0)).isEqualTo(first + i + 1);
      assertThat(answers.get(i, 1)).isEqualTo(first + i - 1);
    }
  }

  @Test
  void asksTheModelOnceForEachInput(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("some").resolve("model.answers");
    try (Model model = model()) {
      KnownAnswers known = new KnownAnswers(model, file);
      check(known.predict(inputs(0, 250)), 0);
      check(known.predict(inputs(200, 100)), 200);
      assertThat(asked.get()).isEqualTo(300);
      KnownAnswers again = new KnownAnswers(model, file);
      check(again.predict(inputs(0, 300)), 0);
      assertThat(asked.get()).isEqualTo(300);
    }
  }

  @Test
  void readsTheFileOfARunThatWasStopped(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.answers");
    try (Model model = model()) {
      new KnownAnswers(model, file).predict(inputs(0, 10));
      byte[] all = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(all, all.length - 3));
      check(new KnownAnswers(model, file).predict(inputs(0, 10)), 0);
      check(new KnownAnswers(model, file).predict(inputs(0, 10)), 0);
      assertThat(asked.get()).isEqualTo(11);
    }
  }
}
