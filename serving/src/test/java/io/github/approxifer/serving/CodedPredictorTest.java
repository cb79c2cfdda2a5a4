package io.github.approxifer.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.codes.ParityCode;
import io.github.approxifer.coding.codes.ReplicationCode;
import io.github.approxifer.coding.codes.SystematicCode;
import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.metrics.ServingMetrics;
import io.github.approxifer.serving.metrics.Stage;
import io.github.approxifer.serving.worker.InProcessWorker;
import io.github.approxifer.serving.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CodedPredictorTest {
  private static final Code TWO_COPIES = ReplicationCode.full(CodeParameters.stragglersOnly(4, 1));
  private static final Duration LONG = Duration.ofSeconds(50);

  @Test
  void answersAreThoseOfTheModelInTheOrderOfTheQueries() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(8);
    try (CodedPredictor predictor = ManualWorker.over(TWO_COPIES, workers).build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
      ManualWorker.answerAll(workers);
      for (int i = 0; i < 4; i++) {
        Prediction prediction = futures.get(i).get();
        assertThat(prediction.logits()).containsExactly(ManualWorker.model(new float[] {i, 1}));
        assertThat(prediction.label()).isEqualTo(i > 1 ? 0 : i == 1 ? 0 : 1);
        assertThat(prediction.provenance()).isEqualTo(Provenance.EXACT);
        assertThat(prediction.confidence()).isEmpty();
        assertThat(prediction.group().padding()).isZero();
        assertThat(prediction.group().degraded()).isFalse();
        assertThat(prediction.refinement()).isCompletedWithValue(prediction);
        assertThat(prediction.totalNanos()).isGreaterThanOrEqualTo(prediction.queueNanos());
      }
    }
  }

  @Test
  void aGroupIsDecodedAtTheQuorumAndTheLosersAreCancelled() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(5);
    Code code = SystematicCode.of(CodeParameters.stragglersOnly(4, 1));
    try (CodedPredictor predictor = ManualWorker.over(code, workers).build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
      ManualWorker straggler = workers.get(2);
      for (ManualWorker worker : workers) {
        if (worker != straggler) {
          worker.answerNext();
        }
      }
      for (CompletableFuture<Prediction> future : futures) {
        assertThat(future.get().group().used()).hasSize(4).doesNotContain(straggler.name());
      }
      assertThat(straggler.next()).isCancelled();
      assertThat(predictor.metrics().count(Event.WORKER_LATE)).isEqualTo(1);
      assertThat(predictor.health().get(2).late()).isEqualTo(1);
    }
  }

  @Test
  void withGraceAGroupWaitsForTheOthersButNotForLong() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(5);
    Code code = SystematicCode.of(CodeParameters.stragglersOnly(4, 1));
    try (CodedPredictor predictor = ManualWorker.over(code, workers).grace(LONG).build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
      for (ManualWorker worker : workers.subList(1, 5)) {
        worker.answerNext();
      }
      assertThat(futures.get(0)).isNotDone();
      workers.get(0).answerNext();
      for (CompletableFuture<Prediction> future : futures) {
        assertThat(future.get().provenance()).isEqualTo(Provenance.EXACT);
        assertThat(future.get().group().used()).hasSize(5);
      }
    }
    try (CodedPredictor predictor =
        ManualWorker.over(code, workers).grace(Duration.ofMillis(20)).build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
      for (ManualWorker worker : workers.subList(0, 4)) {
        worker.answerNext();
      }
      assertThat(futures.get(0).get().group().used()).hasSize(4);
      assertThat(futures.get(0).get().group().workerNanos()).isGreaterThanOrEqualTo(20_000_000);
      assertThat(workers.get(4).next()).isCancelled();
    }
  }

  @Test
  void aShortGroupGoesOutAfterTheLingerTime() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(8);
    try (CodedPredictor predictor =
        ManualWorker.over(TWO_COPIES, workers).linger(Duration.ofMillis(20)).build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 3);
      ManualWorker.answerAll(ManualWorker.asked(workers, 6));
      for (int i = 0; i < 3; i++) {
        Prediction prediction = futures.get(i).get();
        assertThat(prediction.logits()).containsExactly(ManualWorker.model(new float[] {i, 1}));
        assertThat(prediction.group().padding()).isZero();
      }
      assertThat(futures.get(0).get().queueNanos()).isGreaterThanOrEqualTo(20_000_000);
      assertThat(predictor.metrics().count(Event.PLACE_PADDED)).isZero();
      assertThat(predictor.metrics().count(Stage.TOTAL)).isEqualTo(3);
    }
  }

  @Test
  void closingSendsWhatWaitsAndLosesNothing() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(8);
    CodedPredictor predictor = ManualWorker.over(TWO_COPIES, workers).build();
    List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 6);
    CompletableFuture<Void> answering =
        CompletableFuture.runAsync(
            () -> {
              ManualWorker.answerAll(workers);
              ManualWorker.answerAll(ManualWorker.asked(workers, 4));
            });
    predictor.close();
    answering.get();
    assertThat(futures).allMatch(CompletableFuture::isDone);
    assertThat(futures.get(5).get().group().padding()).isZero();
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> predictor.predict(new float[2]))
        .withMessageContaining("closed");
  }

  @Test
  void fewerAnswersThanTheQuorumGiveADegradedPrediction() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(8);
    try (CodedPredictor predictor =
        ManualWorker.over(TWO_COPIES, workers).leastAnswers(2).build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
      for (int worker = 0; worker < 8; worker++) {
        if (worker < 3) {
          workers.get(worker).answerNext();
        } else {
          workers.get(worker).next().completeExceptionally(new IllegalStateException("no memory"));
        }
      }
      assertThat(futures.get(0).get().group().degraded()).isTrue();
      assertThat(futures.get(0).get().group().used()).hasSize(3);
      assertThat(predictor.metrics().count(Event.GROUP_DEGRADED)).isEqualTo(1);
      assertThat(predictor.metrics().count(Event.WORKER_FAILED)).isEqualTo(5);
    }
  }

  @Test
  void tooFewAnswersFailTheGroupAndNameEveryWorker() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(8);
    ServingMetrics metrics;
    try (CodedPredictor predictor =
        ManualWorker.over(TWO_COPIES, workers)
            .leastAnswers(2)
            .deadline(Duration.ofMillis(300))
            .build()) {
      metrics = predictor.metrics();
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
      workers.get(0).answerNext();
      workers.get(1).next().completeExceptionally(new IllegalStateException("no memory"));
      // Of one query the model's own answer has come, and nobody may lie.
      List<CompletableFuture<Prediction>> failed = new ArrayList<>();
      for (CompletableFuture<Prediction> future : futures) {
        if (future.handle((prediction, failure) -> failure != null).get()) {
          failed.add(future);
        } else {
          assertThat(future.get().provenance()).isEqualTo(Provenance.EXACT);
          assertThat(future.get().group().used()).containsExactly("manual 0");
        }
      }
      assertThat(failed).hasSize(3);
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> failed.get(0).get())
          .havingCause()
          .isInstanceOf(PredictionException.class)
          .withMessageContaining("only 1 of 8")
          .withMessageContaining("manual 0: answered")
          .withMessageContaining("manual 1: java.lang.IllegalStateException: no memory")
          .withMessageContaining("manual 7: no answer in time");
      assertThat(workers.get(7).next()).isCancelled();
    }
    assertThat(metrics.count(Event.QUERY_FAILED)).isEqualTo(3);
    assertThat(metrics.count(Event.QUERY_ANSWERED)).isEqualTo(1);
  }

  @Test
  void malformedAnswersCountAsStragglers() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(8);
    try (CodedPredictor predictor = ManualWorker.over(TWO_COPIES, workers).build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
      workers.get(0).next().complete(new float[] {1, Float.NaN});
      for (ManualWorker worker : workers.subList(1, 8)) {
        worker.answerNext();
      }
      assertThat(futures.get(3).get().logits())
          .containsExactly(ManualWorker.model(new float[] {3, 1}));
      assertThat(futures.get(3).get().group().used()).doesNotContain("manual 0");
      assertThat(predictor.health().get(0).failures()).isEqualTo(1);
    }
  }

  @Test
  void lateAnswersRefine() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(5);
    Code code = SystematicCode.of(CodeParameters.stragglersOnly(4, 1));
    try (CodedPredictor predictor = ManualWorker.over(code, workers).refinement(LONG).build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
      for (ManualWorker worker : workers.subList(1, 5)) {
        worker.answerNext();
      }
      List<Prediction> early = new ArrayList<>();
      for (CompletableFuture<Prediction> future : futures) {
        early.add(future.get());
      }
      assertThat(early).anyMatch(p -> p.provenance() == Provenance.DECODED);
      assertThat(early).noneMatch(p -> p.refinement().isDone());
      workers.get(0).answerNext();
      for (int i = 0; i < 4; i++) {
        Prediction refined = early.get(i).refinement().get(30, TimeUnit.SECONDS);
        assertThat(refined.provenance()).isEqualTo(Provenance.EXACT);
        assertThat(refined.logits()).containsExactly(ManualWorker.model(new float[] {i, 1}));
        assertThat(refined.group().refined()).isTrue();
      }
    }
  }

  @Test
  void aRefinementWithoutAnswersIsThePredictionItself() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(5);
    Code code = SystematicCode.of(CodeParameters.stragglersOnly(4, 1));
    try (CodedPredictor predictor =
        ManualWorker.over(code, workers).refinement(Duration.ofMillis(30)).build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
      for (ManualWorker worker : workers.subList(0, 4)) {
        worker.answerNext();
      }
      Prediction early = futures.get(0).get();
      assertThat(early.refinement().get()).isSameAs(early);
      assertThat(workers.get(4).next()).isCancelled();
    }
  }

  @Test
  void aFullPredictorTurnsQueriesAway() {
    List<ManualWorker> workers = ManualWorker.many(8);
    CodedPredictor predictor = ManualWorker.over(TWO_COPIES, workers).capacity(4).build();
    ManualWorker.ask(predictor, 4);
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> predictor.predict(new float[2]))
        .withMessageContaining("4 queries are accepted");
    assertThat(predictor.metrics().count(Event.QUERY_REJECTED)).isEqualTo(1);
    assertThat(predictor.open()).isEqualTo(4);
    ManualWorker.answerAll(workers);
    predictor.close();
    assertThat(predictor.open()).isZero();
  }

  @Test
  void aCancelledQueryLeavesItsPlace() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(8);
    try (CodedPredictor predictor = ManualWorker.over(TWO_COPIES, workers).build()) {
      CompletableFuture<Prediction> gone = predictor.predict(new float[] {9, 9});
      assertThat(gone.cancel(false)).isTrue();
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 3);
      List<ManualWorker> asked = ManualWorker.asked(workers, 6);
      assertThat(asked).hasSize(6);
      ManualWorker.answerAll(asked);
      assertThat(futures.get(2).get().logits())
          .containsExactly(ManualWorker.model(new float[] {2, 1}));
    }
  }

  @Test
  void queriesThatWouldSpoilAGroupAreRefused() {
    List<ManualWorker> workers = ManualWorker.many(8);
    try (CodedPredictor predictor = ManualWorker.over(TWO_COPIES, workers).build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> predictor.predict(new float[3]))
          .withMessageContaining("d=2")
          .withMessageContaining("3");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> predictor.predict(new float[] {0, Float.POSITIVE_INFINITY}))
          .withMessageContaining("value 1")
          .withMessageContaining("Infinity");
      assertThat(predictor.open()).isZero();
    }
  }

  @Test
  void groupsOfSimilarQueriesComeOutOfALongerQueue() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(8);
    List<CompletableFuture<Prediction>> futures = new ArrayList<>();
    CompletableFuture<Void> answering;
    try (CodedPredictor predictor = ManualWorker.over(TWO_COPIES, workers).similar(8, 4).build()) {
      for (int i = 0; i < 8; i++) {
        futures.add(predictor.predict(new float[] {i % 2 == 0 ? i : 100 + i, 1}));
      }
      ManualWorker.answerAll(workers);
      for (int i = 0; i < 8; i += 2) {
        assertThat(futures.get(i).get().group().number()).isZero();
      }
      assertThat(futures.get(1)).isNotDone();
      answering = CompletableFuture.runAsync(() -> ManualWorker.answerAll(workers));
    }
    answering.get();
    assertThat(futures.get(1).get().logits())
        .containsExactly(ManualWorker.model(new float[] {101, 1}));
  }

  @Test
  void buildersRefuseWhatCannotWork() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ManualWorker.over(TWO_COPIES, ManualWorker.many(7)).build())
        .withMessageContaining("N=8")
        .withMessageContaining("7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ManualWorker.over(TWO_COPIES, ManualWorker.many(8)).capacity(3).build())
        .withMessageContaining("3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CodedPredictor.builder(TWO_COPIES, ManualWorker.many(8), 0, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ManualWorker.over(TWO_COPIES, ManualWorker.many(8)).linger(Duration.ofMillis(-1)))
        .withMessageContaining("linger");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ManualWorker.over(TWO_COPIES, ManualWorker.many(8)).deadline(Duration.ZERO));
    List<ManualWorker> twins = new ArrayList<>(ManualWorker.many(7));
    twins.add(twins.get(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ManualWorker.over(TWO_COPIES, twins).build())
        .withMessageContaining("manual 0");
  }

  /** Workers take turns, so a parity model would answer for the served model sooner or later. */
  @Test
  void refusesCodesWhoseWorkersRunDifferentModels() {
    ParityCode code = ParityCode.of(CodeParameters.stragglersOnly(2, 1));
    List<ManualWorker> workers = ManualWorker.many(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CodedPredictor.builder(code, workers, 2, 2))
        .withMessageContaining("worker 2 of Parity")
        .withMessageContaining("a model of its own");
  }

  @Test
  void workersSayHowLongQueriesAndAnswersAre() throws Exception {
    FunctionModel sum =
        FunctionModel.of(ItemShape.of(3), 2, (in, out) -> out[0] = in[0] + in[1] + in[2]);
    FunctionModel other = FunctionModel.of(ItemShape.of(4), 2, (in, out) -> out[0] = in[0]);
    Scheme scheme = Scheme.of(SystematicCode.of(CodeParameters.stragglersOnly(2, 1)));
    List<InProcessWorker> workers = InProcessWorker.several(3, sum);
    try (CodedPredictor predictor =
        CodedPredictor.builder(scheme, workers).closingWorkers().build()) {
      Prediction prediction = predictor.predict(new float[] {1, 2, 3}).get(20, TimeUnit.SECONDS);
      assertThat(prediction.logits()).hasSize(2);
    }
    List<Worker> mixed = new ArrayList<>(workers);
    mixed.set(1, new InProcessWorker("other", other));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CodedPredictor.builder(scheme, mixed))
        .withMessageContaining("other")
        .withMessageContaining("4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CodedPredictor.builder(scheme, ManualWorker.many(3)))
        .withMessageContaining("manual 0");
    mixed.get(1).close();
  }
}
