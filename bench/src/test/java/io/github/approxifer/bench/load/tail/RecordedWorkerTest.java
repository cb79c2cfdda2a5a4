package io.github.approxifer.bench.load.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.approxifer.bench.load.cluster.WorkerProcess;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.serving.remote.RemoteOptions;
import io.github.approxifer.serving.remote.RemoteWorkers;
import io.github.approxifer.serving.student.AnswerRecorder;
import io.github.approxifer.serving.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RecordedWorkerTest {
  private static final ItemShape DIGITS = ItemShape.of(28, 28, 1);

  @TempDir private Path folder;

  private static float[] drawn(SplittableRandom random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @Test
  @Timeout(60)
  void aProcessAnswersToTheBitAndNotBeforeItsTime() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    float[][] queries = new float[5][];
    float[][] answers = new float[5][];
    AnswerRecorder recorder = AnswerRecorder.to(folder.resolve("recorded.safetensors"), 5);
    for (int i = 0; i < 5; i++) {
      queries[i] = drawn(random, DIGITS.size());
      answers[i] = drawn(random, 10);
      recorder.record(queries[i], answers[i]);
    }
    recorder.save();
    List<String> arguments =
        List.of(
            "--recording=" + recorder.file(),
            "--dataset=mnist",
            "--forward=0.2",
            "--delay=fixed:0.1");
    List<WorkerProcess> processes =
        WorkerProcess.startAll(RecordedWorker.class, List.of(arguments));
    AtomicLong requests = new AtomicLong();
    try (WorkerProcess process = processes.get(0);
        Worker worker =
            Counted.all(
                    RemoteWorkers.connect(
                        List.of(process.address()), RecordedWorker.MODEL, RemoteOptions.standard()),
                    requests)
                .get(0)) {
      for (int i = 4; i >= 0; i--) {
        long begin = System.nanoTime();
        assertThat(worker.predict(queries[i], 1).get()).containsExactly(answers[i]);
        assertThat((System.nanoTime() - begin) / 1e9).isGreaterThanOrEqualTo(0.3);
      }
      assertThat(requests).hasValue(5);
      assertThat(worker.queryLength()).hasValue(DIGITS.size());
    }
  }

  @Test
  @Timeout(60)
  void aProcessThatDoesNotStartSaysWhy() {
    List<String> arguments = List.of("--recording=" + folder.resolve("none"), "--dataset=mnist");
    assertThatThrownBy(() -> WorkerProcess.startAll(RecordedWorker.class, List.of(arguments)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("did not start")
        .hasMessageContaining(folder.resolve("none").toString());
  }

  @Test
  void aQueryThatWasNotRecordedIsRefused() {
    try (RecordedModel model =
        new RecordedModel(ItemShape.of(2), 1, new float[] {1, 2, 3, 4}, new float[] {5, 6})) {
      assertThat(model.predict(new float[] {3, 4, 1, 2}, 2)).containsExactly(6, 5);
      assertThatThrownBy(() -> model.predict(new float[] {1, 3}, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("none of the 2 recorded")
          .hasMessageContaining("[1.0, 3.0]");
    }
  }
}
