package io.github.approxifer.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.Recheck;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.ReplicationCode;
import io.github.approxifer.coding.codes.SystematicCode;
import io.github.approxifer.coding.confidence.Confidence;
import io.github.approxifer.coding.confidence.Confidence.Observation;
import io.github.approxifer.coding.decode.LinearDecoder;
import io.github.approxifer.serving.health.WorkerHealth;
import io.github.approxifer.serving.worker.Worker;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong, every accepted query ends, and closing comes back. */
@Timeout(60)
class EveryQueryEndsTest {
  private static final Code TWO_COPIES = ReplicationCode.full(CodeParameters.stragglersOnly(4, 1));
  private static final Code SYSTEMATIC = SystematicCode.of(CodeParameters.stragglersOnly(4, 1));
  private static final Duration LONG = Duration.ofSeconds(50);

  /** A step that fails. */
  private record Broken(boolean whenRechecking, Throwable failure) implements GroupDecoder {

    private void fail() {
      if (failure instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(failure.getMessage());
    }

    @Override
    public Code code() {
      return SYSTEMATIC;
    }

    @Override
    public Decoded decode(Received received, @Nullable FMatrixRMaj predictions) {
      fail();
      return LinearDecoder.of(SYSTEMATIC).decode(received, predictions);
    }

    @Override
    public List<Recheck> rechecks(Received received, WorkerSet askable, Random random) {
      if (whenRechecking) {
        fail();
      }
      return List.of();
    }
  }

  static List<Broken> broken() {
    return List.of(
        new Broken(false, new IllegalStateException("broken")),
        new Broken(false, new OutOfMemoryError("broken")),
        new Broken(true, new IllegalStateException("broken")),
        new Broken(true, new OutOfMemoryError("broken")));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aStepThatFailsFailsItsGroupAndTheNextOneHasItsOwnChance(Broken broken) {
    List<ManualWorker> workers = ManualWorker.many(5);
    try (CodedPredictor predictor =
        ManualWorker.over(SYSTEMATIC, workers).decoder(broken).build()) {
      for (int group = 0; group < 2; group++) {
        List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
        for (ManualWorker worker : workers) {
          worker.answerNext();
        }
        for (CompletableFuture<Prediction> future : futures) {
          assertThatExceptionOfType(ExecutionException.class)
              .isThrownBy(() -> future.get(20, TimeUnit.SECONDS))
              .havingCause()
              .withMessage("broken");
        }
      }
    }
  }

  @Test
  void closingThatIsInterruptedFailsWhatIsOpenAndSaysWhatItWaitedFor() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(5);
    CodedPredictor predictor = ManualWorker.over(SYSTEMATIC, workers).build();
    List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 6);
    workers.get(0).answerNext();
    CompletableFuture<float[]> unanswered = workers.get(1).next();
    CountDownLatch returned = new CountDownLatch(1);
    Thread closing =
        new Thread(
            () -> {
              predictor.close();
              if (Thread.interrupted()) {
                returned.countDown();
              }
            });
    closing.start();
    closing.interrupt();
    assertThat(returned.await(20, TimeUnit.SECONDS)).isTrue();
    for (CompletableFuture<Prediction> future : futures) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> future.get(20, TimeUnit.SECONDS))
          .withCauseInstanceOf(PredictionException.class)
          .withMessageContaining("closed before");
    }
    assertThat(unanswered).isCancelled();
    assertThat(predictor.open()).isZero();
    predictor.close();
  }

  @Test
  void refinementsThatAreAwaitedCompleteWhenThePredictorCloses() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(5);
    List<CompletableFuture<Prediction>> futures;
    try (CodedPredictor predictor =
        ManualWorker.over(SYSTEMATIC, workers).refinement(LONG).build()) {
      futures = ManualWorker.ask(predictor, 4);
      for (ManualWorker worker : workers.subList(1, 5)) {
        worker.answerNext();
      }
      assertThat(futures.get(0).get().refinement()).isNotDone();
    }
    Prediction early = futures.get(0).get();
    assertThat(early.refinement().get(20, TimeUnit.SECONDS)).isSameAs(early);
    assertThat(workers.get(0).next()).isCancelled();
  }

  @Test
  void cancelledQueriesKeepTheirPlacesUntilTheirGroupIsOver() {
    List<ManualWorker> workers = ManualWorker.many(5);
    CodedPredictor predictor = ManualWorker.over(SYSTEMATIC, workers).capacity(4).build();
    List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
    List<CompletableFuture<float[]>> asked = workers.stream().map(ManualWorker::next).toList();
    futures.forEach(future -> future.cancel(true));
    assertThat(predictor.open()).isEqualTo(4);
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> predictor.predict(new float[2]));
    asked.forEach(future -> future.complete(new float[2]));
    predictor.close();
    assertThat(predictor.open()).isZero();
  }

  @Test
  void queriesCancelledBeforeTheirGroupBeginsLeaveNothingToSend() {
    List<ManualWorker> workers = ManualWorker.many(5);
    CodedPredictor predictor = ManualWorker.over(SYSTEMATIC, workers).capacity(4).build();
    ManualWorker.ask(predictor, 3).forEach(future -> future.cancel(true));
    predictor.close();
    assertThat(predictor.open()).isZero();
    assertThat(predictor.health()).allMatch(worker -> worker.inFlight() == 0);
  }

  @Test
  void aQueryTooLargeForItsMixtureFailsWithoutItsNeighbours() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(5);
    try (CodedPredictor predictor = ManualWorker.over(SYSTEMATIC, workers).build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 2);
      CompletableFuture<Prediction> huge = predictor.predict(new float[] {0, Float.MAX_VALUE});
      futures.add(predictor.predict(new float[] {2, 1}));
      ManualWorker.answerAll(ManualWorker.asked(workers, 4));
      for (int i = 0; i < 3; i++) {
        Prediction prediction = futures.get(i).get(20, TimeUnit.SECONDS);
        assertThat(prediction.group().padding()).isZero();
        if (prediction.provenance() == Provenance.EXACT) {
          assertThat(prediction.logits()).containsExactly(ManualWorker.model(new float[] {i, 1}));
        }
      }
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(huge::get)
          .withMessageContaining("exceeds the range of float");
    }
  }

  /** Whose answer does not come by a future. */
  private record Rude(String name, @Nullable Error failure) implements Worker {
    @Override
    @SuppressWarnings("NullAway") // What it must not do, it does.
    public CompletableFuture<float[]> predict(float[] queries, int batch) {
      if (failure != null) {
        throw failure;
      }
      return null;
    }

    @Override
    public void close() {}
  }

  @Test
  void workersThatReturnNothingOrThrowAreStragglers() throws Exception {
    List<ManualWorker> manual = ManualWorker.many(6);
    List<Worker> workers = new ArrayList<>(manual);
    workers.add(new Rude("null", null));
    workers.add(new Rude("error", new StackOverflowError("too deep")));
    // All eight slots: replicas of the queries of the rude ones are with the others.
    try (CodedPredictor predictor =
        ManualWorker.over(TWO_COPIES, workers).leastAnswers(1).build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
      ManualWorker.answerAll(manual);
      assertThat(futures.get(0).get(20, TimeUnit.SECONDS).group().used()).hasSize(6);
      assertThat(predictor.health()).allMatch(worker -> worker.inFlight() == 0);
      assertThat(predictor.health().stream().mapToLong(WorkerHealth::failures).sum()).isEqualTo(2);
    }
  }

  @Test
  void aWorkerThatUsesItsArrayAgainDoesNotChangeItsAnswer() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(8);
    try (CodedPredictor predictor =
        CodedPredictor.builder(TWO_COPIES, workers, 2, 2)
            .dealtInTurn()
            .linger(LONG)
            .deadline(LONG)
            .build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
      float[] reused = ManualWorker.model(workers.get(0).takeQuery());
      workers.get(0).next().complete(reused);
      Arrays.fill(reused, Float.NaN);
      workers.subList(1, 8).forEach(ManualWorker::answerNext);
      for (int i = 0; i < 4; i++) {
        assertThat(futures.get(i).get(20, TimeUnit.SECONDS).logits())
            .containsExactly(ManualWorker.model(new float[] {i, 1}));
      }
    }
  }

  @Test
  void timesForEverAreVeryLongOnes() throws Exception {
    Duration ever = ChronoUnit.FOREVER.getDuration();
    List<ManualWorker> workers = ManualWorker.many(5);
    try (CodedPredictor predictor =
        ManualWorker.over(SYSTEMATIC, workers)
            .linger(ever)
            .deadline(ever)
            .grace(ever)
            .refinement(ever)
            .secondRound(ever)
            .build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
      ManualWorker.answerAll(workers);
      assertThat(futures.get(3).get(20, TimeUnit.SECONDS).group().used()).hasSize(5);
    }
  }

  @Test
  void aConfidenceNeedsTwoClasses() {
    List<Observation> observations =
        IntStream.range(0, 100)
            .mapToObj(i -> new Observation(Provenance.EXACT, i, i % 2 == 0))
            .toList();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                CodedPredictor.builder(SYSTEMATIC, ManualWorker.many(5), 2, 1)
                    .confidence(Confidence.calibrate(observations))
                    .build())
        .withMessageContaining("c=1");
  }
}
