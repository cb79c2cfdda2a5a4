package io.github.approxifer.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.NeighbourCode;
import io.github.approxifer.coding.codes.PairedCode;
import io.github.approxifer.coding.student.Student;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.student.AnswerRecorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StudentServingTest {
  /** No redundancy: four workers for four queries. */
  private static final Code BARE = NeighbourCode.of(CodeParameters.stragglersOnly(4, 1));

  /** Answers (100 + a, b), which no worker does. */
  private static final Student STUDENT =
      Student.of(
          2,
          2,
          (queries, rows, answers) -> {
            for (int row = 0; row < rows; row++) {
              answers[2 * row] = 100 + queries[2 * row];
              answers[2 * row + 1] = queries[2 * row + 1];
            }
          });

  private static Student broken(RuntimeException failure) {
    return Student.of(
        2,
        2,
        (queries, rows, answers) -> {
          throw failure;
        });
  }

  /** Predictions that were the student's are its own, the others the model's. */
  private static int students(List<CompletableFuture<Prediction>> futures) throws Exception {
    int count = 0;
    for (int i = 0; i < futures.size(); i++) {
      Prediction prediction = futures.get(i).get(20, TimeUnit.SECONDS);
      if (prediction.provenance() == Provenance.STUDENT) {
        assertThat(prediction.logits()).containsExactly(100 + i, 1);
        count++;
      } else {
        assertThat(prediction.provenance()).isEqualTo(Provenance.EXACT);
        assertThat(prediction.logits()).containsExactly(ManualWorker.model(new float[] {i, 1}));
      }
    }
    return count;
  }

  @Test
  void aLostAnswerIsTheStudents() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(4);
    try (CodedPredictor predictor = ManualWorker.over(BARE, workers).student(STUDENT).build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
      workers.subList(0, 3).forEach(ManualWorker::answerNext);
      assertThat(students(futures)).isEqualTo(1);
      assertThat(predictor.metrics().count(Event.STUDENT_ANSWERED)).isEqualTo(1);
    }
  }

  @Test
  void withoutItsQuorumAGroupIsWhatHasComeAndTheStudent() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(4);
    try (CodedPredictor predictor =
        ManualWorker.over(BARE, workers)
            .deadline(Duration.ofMillis(200))
            .student(STUDENT)
            .build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
      workers.get(1).answerNext();
      assertThat(students(futures)).isEqualTo(3);
      assertThat(futures.get(0).get().group().degraded()).isTrue();
      assertThat(predictor.metrics().count(Event.QUERY_FAILED)).isZero();
    }
  }

  @Test
  void withoutAnyAnswerAllAreTheStudentsLiarsOrNot() throws Exception {
    for (Code code : List.of(BARE, PairedCode.of(new CodeParameters(4, 0, 1)))) {
      List<ManualWorker> workers = ManualWorker.many(code.workers());
      try (CodedPredictor predictor =
          ManualWorker.over(code, workers)
              .deadline(Duration.ofMillis(50))
              .student(STUDENT)
              .build()) {
        assertThat(students(ManualWorker.ask(predictor, 4))).isEqualTo(4);
      }
    }
  }

  @Test
  void withinThePromisedTimeEveryQueryIsAnswered() throws Exception {
    FakeClockwork clockwork = new FakeClockwork();
    clockwork.callbacksAtOnce();
    SplittableRandom random = new SplittableRandom(1);
    List<ManualWorker> workers = ManualWorker.many(4);
    CodedPredictor predictor =
        CodedPredictor.builder(BARE, workers, 2, 2)
            .clockwork(clockwork)
            .callbacks(clockwork.callbacks())
            .student(STUDENT)
            .answerWithin(Duration.ofNanos(1000))
            .lingerWhileBusy(Duration.ofNanos(100))
            .build();
    // Sent, with two answers; and one that no thread of the coordinator has got to.
    List<CompletableFuture<Prediction>> sent = ManualWorker.ask(predictor, 4);
    clockwork.drain(random);
    workers.get(0).answerNext();
    workers.get(3).answerNext();
    clockwork.pass(10, random);
    List<CompletableFuture<Prediction>> collecting = ManualWorker.ask(predictor, 4);
    clockwork.pass(989, random);
    assertThat(Stream.concat(sent.stream(), collecting.stream()))
        .noneMatch(CompletableFuture::isDone);
    clockwork.pass(1, random);
    clockwork.urgentSteps();
    assertThat(sent).allMatch(CompletableFuture::isDone);
    assertThat(collecting).noneMatch(CompletableFuture::isDone);
    assertThat(students(sent)).isEqualTo(2);
    clockwork.pass(10, random);
    clockwork.urgentSteps();
    assertThat(collecting).allMatch(CompletableFuture::isDone);
    assertThat(students(collecting)).isEqualTo(4);
    assertThat(collecting.get(0).get().totalNanos()).isEqualTo(1000);
    assertThat(predictor.open()).isZero();
    clockwork.drain(random);
    predictor.close();
    assertThat(predictor.health()).allMatch(health -> health.inFlight() == 0);
  }

  /** The only thread of the coordinator is in a decoder that does not come back. */
  @Test
  void thePromiseHoldsWhileTheCoordinatorHangs() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(4);
    CountDownLatch never = new CountDownLatch(1);
    CodedPredictor predictor =
        ManualWorker.over(BARE, workers)
            .linger(Duration.ZERO)
            .deadline(Duration.ofSeconds(1))
            .student(STUDENT)
            .answerWithin(Duration.ofMillis(300))
            .decoder(Decoders.hanging(BARE, never))
            .build();
    CompletableFuture<Prediction> stuck = predictor.predict(new float[] {0, 1});
    workers.forEach(ManualWorker::answerNext);
    CompletableFuture<Prediction> behind = predictor.predict(new float[] {0, 1});
    assertThat(students(List.of(behind))).isEqualTo(1);
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> stuck.get(20, TimeUnit.SECONDS))
        .withMessageContaining("hang");
    predictor.close();
    never.countDown();
  }

  @Test
  void aStudentThatFailsIsDoneWithout() throws Exception {
    Student infinite = Student.of(2, 2, (queries, rows, answers) -> answers[0] = 1 / 0f);
    for (Student bad : List.of(broken(new IllegalStateException("broken")), infinite)) {
      List<ManualWorker> workers = ManualWorker.many(4);
      try (CodedPredictor predictor =
          ManualWorker.over(BARE, workers).deadline(Duration.ofMillis(200)).student(bad).build()) {
        List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
        workers.subList(0, 3).forEach(ManualWorker::answerNext);
        for (CompletableFuture<Prediction> future : futures) {
          assertThat(future.get(20, TimeUnit.SECONDS).provenance())
              .isIn(Provenance.EXACT, Provenance.GUESSED);
        }
        List<CompletableFuture<Prediction>> lost = ManualWorker.ask(predictor, 4);
        assertThatExceptionOfType(ExecutionException.class)
            .isThrownBy(() -> lost.get(0).get(20, TimeUnit.SECONDS))
            .withCauseInstanceOf(PredictionException.class);
        assertThat(predictor.metrics().count(Event.STUDENT_FAILED)).isEqualTo(2);
      }
    }
  }

  @Test
  void theStudentIsExchangedWhileServing() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(4);
    Student zeros = Student.of(2, 2, (queries, rows, answers) -> {});
    try (CodedPredictor predictor = ManualWorker.over(BARE, workers).student(zeros).build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
      workers.subList(0, 3).forEach(ManualWorker::answerNext);
      int filled = 0;
      for (CompletableFuture<Prediction> future : futures) {
        Prediction prediction = future.get(20, TimeUnit.SECONDS);
        if (prediction.provenance() == Provenance.STUDENT) {
          assertThat(prediction.logits()).containsExactly(0, 0);
          filled++;
        }
      }
      assertThat(filled).isEqualTo(1);
      assertThat(predictor.studentAgreement()).isPresent();
      predictor.student(STUDENT);
      assertThat(predictor.studentAgreement()).isEmpty();
      List<CompletableFuture<Prediction>> later = ManualWorker.ask(predictor, 4);
      assertThat(workers.get(3).next()).isCancelled();
      workers.get(3).takeQuery();
      workers.subList(1, 4).forEach(ManualWorker::answerNext);
      assertThat(students(later)).isEqualTo(1);
      assertThat(predictor.studentDrifted()).isFalse();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> predictor.student(Student.of(3, 2, (queries, rows, answers) -> {})))
          .withMessageContaining("d=2")
          .withMessageContaining("3");
    }
  }

  @Test
  void theModelsOwnAnswersAreRecordedIfToldSo(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("recorded.safetensors");
    List<ManualWorker> workers = ManualWorker.many(4);
    AnswerRecorder recorder = AnswerRecorder.to(file, 100);
    try (CodedPredictor predictor = ManualWorker.over(BARE, workers).recorder(recorder).build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
      workers.subList(0, 3).forEach(ManualWorker::answerNext);
      futures.get(0).get(20, TimeUnit.SECONDS);
    }
    // Of the query whose answer was lost there is only a guess, which is nothing to learn from.
    assertThat(recorder.size()).isEqualTo(3);
    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertThat(read.shape("queries")).containsExactly(3, 2);
      assertThat(read.shape("answers")).containsExactly(3, 2);
      float[] queries = read.floats("queries");
      float[] answers = read.floats("answers");
      List<float[]> wanted = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        wanted.add(ManualWorker.model(new float[] {queries[2 * i], queries[2 * i + 1]}));
        assertThat(answers[2 * i]).isEqualTo(wanted.get(i)[0]);
        assertThat(answers[2 * i + 1]).isEqualTo(wanted.get(i)[1]);
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void buildersRefuseWhatCannotWork(@TempDir Path folder) {
    List<ManualWorker> workers = ManualWorker.many(4);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ManualWorker.over(BARE, workers).answerWithin(Duration.ofMillis(3)).build())
        .withMessageContaining("student");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ManualWorker.over(BARE, workers)
                    .student(STUDENT)
                    .answerWithin(Duration.ofMillis(3))
                    .build())
        .withMessageContaining("PT50S");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ManualWorker.over(BARE, workers)
                    .student(Student.of(2, 3, (queries, rows, answers) -> {}))
                    .build())
        .withMessageContaining("c=2");
    Code mixing = BerrutCode.of(CodeParameters.stragglersOnly(4, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ManualWorker.over(mixing, ManualWorker.many(mixing.workers()))
                    .recorder(AnswerRecorder.to(folder.resolve("never"), 5))
                    .build())
        .withMessageContaining("mixtures only");
    try (CodedPredictor predictor = ManualWorker.over(BARE, workers).build()) {
      assertThatIllegalStateException().isThrownBy(() -> predictor.student(STUDENT));
    }
  }
}
