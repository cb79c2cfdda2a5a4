package io.github.approxifer.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.codes.PairedCode;
import io.github.approxifer.coding.codes.SystematicCode;
import io.github.approxifer.coding.student.Student;
import io.github.approxifer.coding.student.StudentSchemes;
import io.github.approxifer.coding.student.Witness;
import io.github.approxifer.serving.metrics.Event;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Queries whose own answer has come, of groups that wait for others. */
@Timeout(60)
class OwnAnswersTest {
  private static final CodeParameters FOUR = CodeParameters.stragglersOnly(4, 0);

  /** Answers (100 + a, b), which no worker does; the greater b, the surer it seems. */
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

  private static final Student BROKEN =
      Student.of(
          2,
          2,
          (queries, rows, answers) -> {
            throw new IllegalStateException("broken");
          });

  private static Prediction soon(CompletableFuture<Prediction> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }

  private static int answered(List<CompletableFuture<Prediction>> futures) {
    return (int) futures.stream().filter(CompletableFuture::isDone).count();
  }

  private static void awaitAnswered(List<CompletableFuture<Prediction>> futures, int count)
      throws InterruptedException {
    while (answered(futures) < count) {
      Thread.sleep(1);
    }
  }

  private static CodedPredictorBuilder over(Scheme scheme, List<ManualWorker> workers) {
    Duration longest = Duration.ofSeconds(50);
    return CodedPredictor.builder(scheme, workers, 2, 2).linger(longest).deadline(longest);
  }

  private static CodedPredictorBuilder over(Code code, List<ManualWorker> workers) {
    return over(Scheme.of(code), workers);
  }

  /** Without redundancy a group would wait for its slowest worker; its queries do not. */
  @Test
  void aQueryDoesNotWaitForItsNeighbours() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(4);
    try (CodedPredictor predictor =
        over(StudentSchemes.uncoded(FOUR), workers).student(STUDENT).build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
      for (int count = 1; count <= 3; count++) {
        workers.get(count).answerNext();
        awaitAnswered(futures, count);
      }
      for (CompletableFuture<Prediction> future : futures) {
        if (future.isDone()) {
          assertThat(soon(future).provenance()).isEqualTo(Provenance.EXACT);
          assertThat(soon(future).group().degraded()).isFalse();
          assertThat(soon(future).refinement()).isCompleted();
        }
      }
      assertThat(predictor.open()).isEqualTo(1);
      workers.get(0).next().completeExceptionally(new IllegalStateException("no memory"));
      assertThat(futures.stream().filter(f -> f.join().provenance() == Provenance.STUDENT))
          .hasSize(1);
      assertThat(predictor.open()).isZero();
      assertThat(predictor.metrics().count(Event.QUERY_ANSWERED)).isEqualTo(4);
      assertThat(predictor.metrics().count(Event.STUDENT_ANSWERED)).isEqualTo(1);
      assertThat(predictor.metrics().count(Event.STUDENT_AGREED)).isEqualTo(3);
    }
  }

  /** Two copies of each are out, and one of each has come: nothing better can. */
  @Test
  void aGroupIsOverWhenEachQueryHasItsAnswer() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(8);
    try (CodedPredictor predictor =
        over(StudentSchemes.hardestTwice(FOUR, 4), workers).student(STUDENT).build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
      workers.subList(4, 8).forEach(ManualWorker::answerNext);
      for (CompletableFuture<Prediction> future : futures) {
        assertThat(soon(future).provenance()).isEqualTo(Provenance.EXACT);
      }
      for (ManualWorker worker : workers.subList(0, 4)) {
        CompletableFuture<float[]> copy = worker.next();
        while (!copy.isCancelled()) {
          Thread.sleep(1);
        }
      }
      assertThat(predictor.metrics().count(Event.GROUP_DEGRADED)).isZero();
      assertThat(predictor.metrics().count(Event.STUDENT_ANSWERED)).isZero();
    }
  }

  @Test
  void withACodeOnlyWhatIsLostWaitsForTheQuorum() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(5);
    Code code = SystematicCode.of(CodeParameters.stragglersOnly(4, 1));
    try (CodedPredictor predictor = over(code, workers).build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
      int[] held = code.cleanQueries();
      for (int slot = 0; slot < 5; slot++) {
        if (held[slot] > 0) {
          workers.get(slot).answerNext();
        }
      }
      awaitAnswered(futures, 3);
      for (int slot = 0; slot < 5; slot++) {
        if (held[slot] < 0) {
          workers.get(slot).answerNext();
        }
      }
      assertThat(futures.stream().filter(f -> f.join().provenance() != Provenance.EXACT))
          .hasSize(1);
    }
  }

  @Test
  void whereSomebodyMayLieAnAnswerAloneIsNone() throws Exception {
    Code code = PairedCode.of(new CodeParameters(2, 0, 1));
    List<ManualWorker> workers = ManualWorker.many(code.workers());
    try (CodedPredictor predictor = over(code, workers).build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 2);
      workers.subList(1, workers.size()).forEach(ManualWorker::answerNext);
      Thread.sleep(50); // 25 times as long as own answers wait to be handed out
      assertThat(answered(futures)).isZero();
      workers.get(0).answerNext();
      soon(futures.get(0));
    }
  }

  /** A student that fails costs what it would have answered, nothing else. */
  @Test
  void withoutItsStudentASchemeAnswersWhatHasCome() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(4);
    CodeParameters one = CodeParameters.stragglersOnly(4, 1);
    try (CodedPredictor predictor =
        over(StudentSchemes.uncoded(one), workers).student(BROKEN).build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
      workers.subList(0, 3).forEach(ManualWorker::answerNext);
      int failed = 0;
      for (CompletableFuture<Prediction> future : futures) {
        try {
          assertThat(soon(future).provenance()).isEqualTo(Provenance.EXACT);
        } catch (ExecutionException failure) {
          assertThat(failure).hasMessageContaining("the student failed");
          failed++;
        }
      }
      assertThat(failed).isEqualTo(1);
    }
  }

  /** One of four workers that may lie does not answer: the answers of the others still count. */
  @Test
  void aWitnessDoesNotGiveUpAGroupForOneWorker() throws Exception {
    SplittableRandom random = new SplittableRandom(5);
    FMatrixRMaj students = new FMatrixRMaj(200, 2);
    FMatrixRMaj answers = new FMatrixRMaj(200, 2);
    for (int row = 0; row < 200; row++) {
      float[] query = {random.nextInt(4), 1};
      System.arraycopy(ManualWorker.model(query), 0, answers.data, 2 * row, 2);
      for (int c = 0; c < 2; c++) {
        answers.data[2 * row + c] += (float) (0.01 * random.nextGaussian());
      }
      students.data[2 * row] = 100 + query[0];
      students.data[2 * row + 1] = query[1] + (float) (0.01 * random.nextGaussian());
    }
    Witness witness = Witness.of(students, answers);
    Scheme scheme = StudentSchemes.witness(new CodeParameters(4, 0, 1), 0, witness, 0.01);
    List<ManualWorker> workers = ManualWorker.many(4);
    try (CodedPredictor predictor =
        over(scheme, workers).student(STUDENT).answerWithin(Duration.ofSeconds(60)).build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 4);
      workers.subList(0, 3).forEach(ManualWorker::answerNext);
      workers.get(3).next().completeExceptionally(new IllegalStateException("no memory"));
      // Whoever is asked again answers, too.
      CompletableFuture<Void> again =
          CompletableFuture.runAsync(
              () -> {
                while (answered(futures) < 4) {
                  ManualWorker.asked(workers, 0).forEach(ManualWorker::answerNext);
                  Thread.onSpinWait();
                }
              });
      int filled = 0;
      for (CompletableFuture<Prediction> future : futures) {
        filled += soon(future).provenance() == Provenance.STUDENT ? 1 : 0;
      }
      again.get(20, TimeUnit.SECONDS);
      assertThat(filled).isEqualTo(1);
    }
  }

  @Test
  void aSchemeWithAStudentAsksForOne() {
    List<ManualWorker> workers = ManualWorker.many(4);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> over(StudentSchemes.uncoded(FOUR), workers).build())
        .withMessageContaining("student");
  }
}
