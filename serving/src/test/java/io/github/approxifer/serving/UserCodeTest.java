package io.github.approxifer.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.codes.SystematicCode;
import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.serving.health.WorkerState;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.worker.InProcessWorker;
import io.github.approxifer.serving.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models, workers, decoders and callbacks are users' code: they may throw anything, and block. */
@Timeout(60)
class UserCodeTest {
  private static final Code SYSTEMATIC = SystematicCode.of(CodeParameters.stragglersOnly(4, 1));
  private static final Model SUM =
      FunctionModel.of(
          ItemShape.of(2),
          2,
          (in, out) -> {
            out[0] = in[0] + in[1];
            out[1] = 1;
          });

  static Stream<Throwable> anything() {
    return Stream.of(
        new IOException("disk"), // Past the compiler, as Kotlin, Scala and Lombok do.
        new IllegalStateException("state"),
        new StackOverflowError("deep"),
        new OutOfMemoryError("heap"),
        new ThreadDeath());
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException sneaky(Throwable any) throws T {
    throw (T) any;
  }

  @Test
  void whatADecoderHasToTellIsReportedAndCounted() throws Exception {
    List<InProcessWorker> workers = InProcessWorker.several(5, SUM);
    try (CodedPredictor predictor =
        CodedPredictor.builder(SYSTEMATIC, workers, 2, 2)
            .closingWorkers()
            .decoder(Decoders.warning(SYSTEMATIC, "more differ than may lie"))
            .build()) {
      GroupReport report = predictor.predict(new float[] {1, 2}).get(20, TimeUnit.SECONDS).group();
      assertThat(report.warning()).isEqualTo("more differ than may lie");
      assertThat(predictor.metrics().count(Event.GROUP_WARNED)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("anything")
  void whatADecoderThrowsEndsItsGroupAndClosingReturns(Throwable any) {
    List<InProcessWorker> workers = InProcessWorker.several(5, SUM);
    CodedPredictorBuilder builder =
        CodedPredictor.builder(SYSTEMATIC, workers, 2, 2)
            .closingWorkers()
            .decoder(
                Decoders.doing(
                    SYSTEMATIC,
                    () -> {
                      throw UserCodeTest.<RuntimeException>sneaky(any);
                    }));
    builder.handOutEvery = Duration.ofDays(1);
    CodedPredictor predictor = builder.build();
    for (int group = 0; group < 2; group++) {
      CompletableFuture<Prediction> future = predictor.predict(new float[] {1, 2});
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> future.get(20, TimeUnit.SECONDS))
          .withCause(any);
    }
    predictor.close();
    assertThat(predictor.open()).isZero();
  }

  @ParameterizedTest
  @MethodSource("anything")
  void whatAModelThrowsIsItsAnswer(Throwable any) throws Exception {
    Model broken =
        FunctionModel.of(
            ItemShape.of(2),
            2,
            (in, out) -> {
              throw UserCodeTest.<RuntimeException>sneaky(any);
            });
    List<Worker> workers = new ArrayList<>(InProcessWorker.several(4, SUM));
    workers.add(new InProcessWorker("broken", broken));
    try (CodedPredictor predictor =
        CodedPredictor.builder(SYSTEMATIC, workers, 2, 2)
            .closingWorkers()
            .linger(Duration.ofSeconds(20))
            .build()) {
      for (int i = 0; i < 20; i++) {
        assertThat(lastOfAGroup(predictor).logits()).hasSize(2);
      }
      assertThat(predictor.health().get(4).failures()).isPositive();
      assertThat(predictor.health().get(4).state()).isEqualTo(WorkerState.QUARANTINED);
    }
  }

  @Test
  void aCallbackMayWaitForAnotherPredictionEvenOfItsOwnGroup() throws Exception {
    List<InProcessWorker> workers = InProcessWorker.several(5, SUM);
    try (CodedPredictor predictor =
        CodedPredictor.builder(SYSTEMATIC, workers, 2, 2)
            .closingWorkers()
            .linger(Duration.ofMillis(50))
            .build()) {
      for (int round = 0; round < 5; round++) {
        List<CompletableFuture<Prediction>> group = new ArrayList<>();
        List<CompletableFuture<Float>> sums = new ArrayList<>();
        CountDownLatch sent = new CountDownLatch(1);
        for (int i = 0; i < 4; i++) {
          int next = (i + 1) % 4;
          CompletableFuture<Prediction> future = predictor.predict(new float[] {i, 1});
          group.add(future);
          sums.add(
              future.thenApply(
                  prediction -> {
                    awaitAtMost(sent);
                    float[] other = new float[] {7, 1};
                    return group.get(next).join().logits()[1]
                        + predictor.predict(other).join().logits()[1];
                  }));
        }
        sent.countDown();
        for (CompletableFuture<Float> sum : sums) {
          assertThat(sum.get(20, TimeUnit.SECONDS)).isEqualTo(2);
        }
      }
    }
  }

  private static void awaitAtMost(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Callbacks that never come back keep their threads, and nobody else. */
  @Test
  void callbacksThatBlockForEverHoldUpNobody() throws Exception {
    List<InProcessWorker> workers = InProcessWorker.several(5, SUM);
    CountDownLatch never = new CountDownLatch(1);
    CodedPredictor predictor =
        CodedPredictor.builder(SYSTEMATIC, workers, 2, 2).closingWorkers().build();
    List<CompletableFuture<Void>> blocked = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      blocked.add(
          predictor
              .predict(new float[] {i, 1})
              .thenAccept(
                  prediction -> {
                    try {
                      never.await();
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  }));
    }
    assertThat(predictor.predict(new float[] {1, 1}).get(20, TimeUnit.SECONDS)).isNotNull();
    predictor.close();
    assertThat(predictor.open()).isZero();
    assertThat(blocked).noneMatch(CompletableFuture::isDone);
    never.countDown();
    CompletableFuture.allOf(blocked.toArray(CompletableFuture<?>[]::new)).get(20, TimeUnit.SECONDS);
  }

  @Test
  void aCallbackMayCloseThePredictor() throws Exception {
    List<InProcessWorker> workers = InProcessWorker.several(5, SUM);
    CodedPredictor predictor =
        CodedPredictor.builder(SYSTEMATIC, workers, 2, 2).closingWorkers().build();
    CompletableFuture<Void> closed =
        predictor.predict(new float[] {1, 1}).thenAccept(prediction -> predictor.close());
    closed.get(20, TimeUnit.SECONDS);
    assertThat(predictor.open()).isZero();
  }

  @Test
  void anExecutorThatRefusesCallbacksLosesNone() throws Exception {
    List<InProcessWorker> workers = InProcessWorker.several(5, SUM);
    try (CodedPredictor predictor =
        CodedPredictor.builder(SYSTEMATIC, workers, 2, 2)
            .closingWorkers()
            .callbacks(
                task -> {
                  throw new RejectedExecutionException("full");
                })
            .build()) {
      assertThat(predictor.predict(new float[] {1, 1}).get(20, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void aDecoderThatHangsFailsItsQueriesAndClosingReturns() throws Exception {
    List<InProcessWorker> workers = InProcessWorker.several(5, SUM);
    CountDownLatch never = new CountDownLatch(1);
    CodedPredictorBuilder builder =
        CodedPredictor.builder(SYSTEMATIC, workers, 2, 2)
            .closingWorkers()
            .deadline(Duration.ofMillis(300))
            .decoder(Decoders.hanging(SYSTEMATIC, never));
    builder.handOutEvery = Duration.ofDays(1);
    CodedPredictor predictor = builder.build();
    CompletableFuture<Prediction> first = predictor.predict(new float[] {1, 1});
    CompletableFuture<Prediction> behind = predictor.predict(new float[] {2, 1});
    predictor.close();
    for (CompletableFuture<Prediction> future : List.of(first, behind)) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> future.get(20, TimeUnit.SECONDS))
          .withMessageContaining("by the deadline");
    }
    never.countDown();
  }

  /** More workers hang than the code tolerates: after a few groups nobody waits for them. */
  @Test
  void workersThatHangAreWaitedForAFewTimesOnly() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Model hanging =
        FunctionModel.of(
            ItemShape.of(2),
            2,
            (in, out) -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    List<Worker> workers = new ArrayList<>(InProcessWorker.several(3, SUM));
    workers.add(new InProcessWorker("hanging 0", hanging));
    workers.add(new InProcessWorker("hanging 1", hanging));
    CodedPredictorBuilder builder =
        CodedPredictor.builder(SYSTEMATIC, workers, 2, 2)
            .closingWorkers()
            .linger(Duration.ofSeconds(20))
            .deadline(Duration.ofMillis(500))
            .leastAnswers(1);
    builder.handOutEvery = Duration.ofDays(1);
    try (CodedPredictor predictor = builder.build()) {
      for (int group = 0; group < 3; group++) {
        assertThat(lastOfAGroup(predictor)).isNotNull();
      }
      long start = System.nanoTime();
      for (int group = 0; group < 20; group++) {
        Prediction prediction = lastOfAGroup(predictor);
        assertThat(prediction.group().used()).doesNotContain("hanging 0", "hanging 1");
      }
      // Each of the twenty would have waited for half a second.
      assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
      assertThat(predictor.health().subList(3, 5))
          .allMatch(health -> health.state() == WorkerState.QUARANTINED);
    }
    never.countDown();
  }

  private static Prediction lastOfAGroup(CodedPredictor predictor) throws Exception {
    return ManualWorker.ask(predictor, 4).get(3).get(20, TimeUnit.SECONDS);
  }

  /** Down for a while, then back: it is asked again soon, without any group paying for it. */
  @Test
  void aWorkerThatIsBackIsUsedWithinSeconds() throws Exception {
    AtomicBoolean down = new AtomicBoolean(true);
    Model model =
        FunctionModel.of(
            ItemShape.of(2),
            2,
            (in, out) -> {
              if (down.get()) {
                throw new IllegalStateException("connection refused");
              }
              SUM.predict(in, 1, out);
            });
    List<Worker> workers = new ArrayList<>(InProcessWorker.several(5, SUM));
    workers.add(0, new InProcessWorker("flaky", model));
    try (CodedPredictor predictor =
        CodedPredictor.builder(SYSTEMATIC, workers, 2, 2)
            .closingWorkers()
            .linger(Duration.ofSeconds(20))
            .build()) {
      while (predictor.health().get(0).state() == WorkerState.HEALTHY) {
        assertThat(lastOfAGroup(predictor)).isNotNull();
      }
      assertThat(predictor.health().get(0).state()).isEqualTo(WorkerState.QUARANTINED);
      assertThat(predictor.health().get(0).failures()).isPositive();
      long start = System.nanoTime();
      down.set(false);
      while (predictor.health().get(0).state() == WorkerState.QUARANTINED) {
        Thread.onSpinWait();
      }
      assertThat(predictor.health().get(0).state()).isEqualTo(WorkerState.PROBATION);
      assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
    }
  }
}
