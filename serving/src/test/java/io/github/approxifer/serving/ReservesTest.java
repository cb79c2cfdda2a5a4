package io.github.approxifer.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.serving.faults.CrashingWorker;
import io.github.approxifer.serving.worker.InProcessWorker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReservesTest {
  private static final int QUERIES = 4;
  private static final Model MODEL =
      FunctionModel.of(
          ItemShape.of(1),
          2,
          (in, out) -> {
            out[0] = in[0];
            out[1] = -in[0];
          });

  /**
   * Workers that failed before are asked if others fail, even where all others have failed or
   * answered by the time at which they have been asked.
   */
  @Test
  void workersThatFailedBeforeAreAskedIfOthersFailAtOnce() throws Exception {
    BerrutCode code = BerrutCode.of(CodeParameters.stragglersOnly(QUERIES, 2));
    List<CrashingWorker> workers =
        IntStream.range(0, code.workers())
            .mapToObj(i -> new CrashingWorker(new InProcessWorker("worker " + i, MODEL)))
            .toList();
    try (CodedPredictor predictor =
        CodedPredictor.builder(code, workers, 1, 2).deadline(Duration.ofSeconds(5)).build()) {
      workers.subList(0, 2).forEach(CrashingWorker::crash);
      for (int group = 0; group < 5; group++) {
        assertThat(wholeGroup(predictor)).isEmpty();
      }
      workers.subList(0, 2).forEach(CrashingWorker::restart);
      workers.subList(2, 4).forEach(CrashingWorker::crash);
      assertThat(wholeGroup(predictor)).isEmpty();
    }
  }

  /** What failed of a whole group. */
  private static List<Throwable> wholeGroup(CodedPredictor predictor) throws Exception {
    List<CompletableFuture<Prediction>> asked =
        IntStream.range(0, QUERIES).mapToObj(i -> predictor.predict(new float[] {i})).toList();
    CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .handle((all, failure) -> 0)
        .get(10, TimeUnit.SECONDS);
    return asked.stream()
        .flatMap(
            answer ->
                answer.isCompletedExceptionally()
                    ? Stream.of(answer.handle((prediction, failure) -> failure).join())
                    : Stream.empty())
        .toList();
  }
}
