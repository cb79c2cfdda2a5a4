package io.github.approxifer.serving.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.serving.StuckModel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InProcessWorkerTest {
  private static final ItemShape SHAPE = ItemShape.of(2);

  @Test
  void answersABatchOnItsOwnThread() throws Exception {
    CompletableFuture<String> thread = new CompletableFuture<>();
    Model model =
        FunctionModel.of(
            SHAPE,
            1,
            (x, y) -> {
              thread.complete(Thread.currentThread().getName());
              y[0] = x[0] + x[1];
            });
    try (InProcessWorker worker = new InProcessWorker("worker 3", model)) {
      assertThat(worker.predict(new float[] {1, 2, 3, 4}, 2).get()).containsExactly(3, 7);
      assertThat(thread.get()).isEqualTo("worker 3");
      assertThat(worker.name()).isEqualTo("worker 3");
    }
  }

  @Test
  void reportsTheModelsFailureAndGoesOn() throws Exception {
    Model model =
        FunctionModel.of(
            SHAPE,
            1,
            (x, y) -> {
              if (x[0] < 0) {
                throw new IllegalStateException("negative");
              }
              y[0] = x[0];
            });
    try (InProcessWorker worker = new InProcessWorker("w", model)) {
      CompletableFuture<float[]> failing = worker.predict(new float[] {-1, 0}, 1);
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(failing::get)
          .havingRootCause()
          .withMessage("negative");
      assertThat(worker.predict(new float[] {5, 0}, 1).get()).containsExactly(5);
    }
  }

  @Test
  void skipsWhatIsCancelledBeforeItsTurn() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    AtomicInteger answered = new AtomicInteger();
    Model model =
        FunctionModel.of(
            SHAPE,
            1,
            (x, y) -> {
              await(free);
              answered.incrementAndGet();
              y[0] = x[0];
            });
    try (InProcessWorker worker = new InProcessWorker("w", model)) {
      CompletableFuture<float[]> first = worker.predict(new float[] {1, 0}, 1);
      CompletableFuture<float[]> second = worker.predict(new float[] {2, 0}, 1);
      CompletableFuture<float[]> third = worker.predict(new float[] {3, 0}, 1);
      assertThat(second.cancel(true)).isTrue();
      free.countDown();
      assertThat(first.get()).containsExactly(1);
      assertThat(third.get()).containsExactly(3);
      assertThat(answered).hasValue(2);
    }
  }

  @Test
  void completesWhatWaitsWhenItIsClosed() throws Exception {
    StuckModel stuck = new StuckModel();
    InProcessWorker worker = new InProcessWorker("w", stuck.model());
    CompletableFuture<float[]> running = worker.predict(new float[] {1, 0}, 1);
    stuck.begun.await();
    CompletableFuture<float[]> waiting = worker.predict(new float[] {2, 0}, 1);
    worker.close();
    worker.close();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(waiting::get)
        .havingCause()
        .withMessage("w was closed");
    stuck.release.countDown();
    // The one in progress ends in one way or the other; nobody waits for ever.
    assertThat(running.handle((value, failure) -> true).get(10, TimeUnit.SECONDS)).isTrue();
    assertThatIllegalStateException()
        .isThrownBy(() -> worker.predict(new float[] {3, 0}, 1))
        .withMessage("w is closed");
  }

  /** A model that cannot be interrupted, as native code, must not be closed under its thread. */
  @Test
  void closingWaitsUntilTheModelDoesNotPredictAnyMore() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger predicting = new AtomicInteger();
    Model model =
        FunctionModel.of(
            SHAPE,
            1,
            (x, y) -> {
              predicting.incrementAndGet();
              begun.countDown();
              long end = System.nanoTime() + 300_000_000;
              while (System.nanoTime() < end) {
                Thread.onSpinWait();
              }
              predicting.decrementAndGet();
            });
    InProcessWorker worker = new InProcessWorker("w", model);
    CompletableFuture<float[]> straggler = worker.predict(new float[2], 1);
    begun.await();
    straggler.cancel(true);
    worker.close();
    assertThat(predicting).hasValue(0);
  }

  @Test
  void aCallbackMayCloseItsWorker() throws Exception {
    InProcessWorker worker =
        new InProcessWorker("w", FunctionModel.of(SHAPE, 1, (x, y) -> y[0] = x[0]));
    worker.predict(new float[2], 1).thenAccept(answer -> worker.close()).get(10, TimeUnit.SECONDS);
    assertThatIllegalStateException().isThrownBy(() -> worker.predict(new float[2], 1));
  }

  @Test
  void whatIsCancelledDoesNotWaitBehindAModelThatHangs() throws Exception {
    StuckModel stuck = new StuckModel();
    try (InProcessWorker worker = new InProcessWorker("w", stuck.model())) {
      final CompletableFuture<float[]> running = worker.predict(new float[2], 1);
      stuck.begun.await();
      CompletableFuture<float[]> kept = worker.predict(new float[2], 1);
      for (int i = 0; i < 100; i++) {
        worker.predict(new float[2], 1).cancel(true);
      }
      assertThat(worker.waiting()).isEqualTo(1);
      stuck.release.countDown();
      assertThat(kept.get(10, TimeUnit.SECONDS)).hasSize(1);
      assertThat(running).isCompleted();
    }
  }

  @Test
  void refusesTheWrongNumberOfValues() {
    Model model = FunctionModel.of(SHAPE, 1, (x, y) -> y[0] = x[0]);
    try (InProcessWorker worker = new InProcessWorker("w", model)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> worker.predict(new float[3], 2))
          .withMessageContaining("has 4 values, but there are 3");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> worker.predict(new float[0], 0))
          .withMessageContaining("batch is 0");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
