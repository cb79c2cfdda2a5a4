package io.github.approxifer.serving.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.models.weights.SafetensorsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerRecorderTest {
  @TempDir private Path folder;

  /**
   * Each of 400 pairs is kept with probability 1/4. Over 400 samples a pair is kept 100 times with
   * a standard deviation of 8.7; five of them are exceeded by one of 400 with probability 2e-4.
   */
  @Test
  void everyPairIsKeptWithTheSameProbability() throws Exception {
    int[] kept = new int[400];
    for (int seed = 0; seed < 400; seed++) {
      Path file = folder.resolve("sample");
      AnswerRecorder recorder = AnswerRecorder.to(file, 100).withSeed(seed);
      for (int i = 0; i < kept.length; i++) {
        recorder.record(new float[] {i}, new float[] {2 * i, 0});
      }
      assertThat(recorder.size()).isEqualTo(100);
      assertThat(recorder.seen()).isEqualTo(400);
      recorder.save();
      try (SafetensorsFile read = SafetensorsFile.open(file)) {
        float[] queries = read.floats("queries");
        float[] answers = read.floats("answers");
        for (int i = 0; i < queries.length; i++) {
          assertThat(answers[2 * i]).isEqualTo(2 * queries[i]);
          kept[(int) queries[i]]++;
        }
      }
    }
    for (int times : kept) {
      assertThat(times).isBetween(100 - 44, 100 + 44);
    }
  }

  @Test
  void withoutAnswersThereIsNoFile() throws Exception {
    Path file = folder.resolve("empty");
    AnswerRecorder.to(file, 5).save();
    assertThat(Files.exists(file)).isFalse();
  }

  @Test
  void refusesWhatDoesNotFit() {
    Path file = folder.resolve("file");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnswerRecorder.to(file, 0))
        .withMessageContaining("0");
    AnswerRecorder recorder = AnswerRecorder.to(file, 5);
    recorder.record(new float[2], new float[3]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> recorder.record(new float[2], new float[4]))
        .withMessageContaining("4");
    assertThat(recorder.toString()).contains("1 of 1").contains("file");
  }
}
