package io.github.approxifer.serving.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.attack.GaussianAttack;
import io.github.approxifer.coding.attack.Plausible;
import io.github.approxifer.coding.attack.SignFlip;
import io.github.approxifer.coding.attack.Targeted;
import io.github.approxifer.serving.worker.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FaultyWorkersTest {

  /** Answers when the test says so. */
  private static final class ManualWorker implements Worker {
    private final List<CompletableFuture<float[]>> asked = new ArrayList<>();
    private boolean closed;

    @Override
    public String name() {
      return "manual";
    }

    @Override
    public CompletableFuture<float[]> predict(float[] queries, int batch) {
      asked.add(new CompletableFuture<>());
      return asked.get(asked.size() - 1);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final ManualWorker manual = new ManualWorker();

  private float[] answer(Worker worker, float... honest) throws Exception {
    CompletableFuture<float[]> future = worker.predict(new float[2], 1);
    manual.asked.get(manual.asked.size() - 1).complete(honest);
    return future.get();
  }

  @Test
  void liesAreToldWhileTheWorkerLies() throws Exception {
    LyingWorker worker = new LyingWorker(manual, Lie.of(new SignFlip()), 1);
    assertThat(answer(worker, 1, -2)).containsExactly(-1, 2);
    worker.lying(false);
    assertThat(answer(worker, 1, -2)).containsExactly(1, -2);
    worker.close();
    assertThat(manual.closed).isTrue();
    assertThat(worker.name()).isEqualTo("manual");
  }

  @Test
  void theHonestAnswerIsNotTouched() throws Exception {
    float[] honest = {1, 2};
    answer(new LyingWorker(manual, Lie.of(new GaussianAttack(5)), 1), honest);
    assertThat(honest).containsExactly(1, 2);
  }

  @Test
  void aPlausibleLieIsTheAnswerToTheQueryBefore() throws Exception {
    LyingWorker worker = new LyingWorker(manual, Lie.of(new Plausible()), 1);
    answer(worker, 1, 2);
    assertThat(answer(worker, 3, 4)).containsExactly(1, 2);
    assertThat(answer(worker, 5, 6)).containsExactly(3, 4);
  }

  @Test
  void aTargetedLiePushesOneClassOfEveryRow() throws Exception {
    LyingWorker worker = new LyingWorker(manual, Lie.of(new Targeted(30)), 1);
    CompletableFuture<float[]> future = worker.predict(new float[4], 2);
    manual.asked.get(0).complete(new float[] {1, 2, 3, 4});
    float[] answers = future.get();
    for (int row = 0; row < 2; row++) {
      float first = answers[2 * row] - (1 + 2 * row);
      float second = answers[2 * row + 1] - (2 + 2 * row);
      assertThat(List.of(first, second)).containsExactlyInAnyOrder(0f, 30f);
    }
  }

  @Test
  void colludingWorkersShiftAlikeAndOthersDoNot() throws Exception {
    Lie shared = Lie.sharedShift(10, 7);
    float[] one = answer(new LyingWorker(manual, shared, 1), 0, 0);
    float[] two = answer(new LyingWorker(manual, shared, 2), 5, 5);
    assertThat(two).containsExactly(new float[] {one[0] + 5, one[1] + 5}, within(1e-4f));
    float[] alone = answer(new LyingWorker(manual, Lie.of(new GaussianAttack(10)), 1), 0, 0);
    assertThat(alone).isNotEqualTo(one);
  }

  @Test
  void everyMalformedAnswerHasItsForm() throws Exception {
    float[] honest = {1, 2};
    assertThat(answer(spoilt(MalformedWorker.Form.TOO_SHORT), honest)).containsExactly(1);
    assertThat(answer(spoilt(MalformedWorker.Form.TOO_LONG), honest)).containsExactly(1, 2, 0);
    assertThat(answer(spoilt(MalformedWorker.Form.EMPTY), honest)).isEmpty();
    assertThat(answer(spoilt(MalformedWorker.Form.NOT_A_NUMBER), honest)[0]).isNaN();
    assertThat(answer(spoilt(MalformedWorker.Form.INFINITE), honest)[1]).isInfinite();
    assertThat(honest).containsExactly(1, 2);
  }

  private Worker spoilt(MalformedWorker.Form form) {
    return new MalformedWorker(manual, form);
  }

  @Test
  void aCrashLosesWhatIsRunningAndRefusesWhatComes() throws Exception {
    CrashingWorker worker = new CrashingWorker(manual);
    CompletableFuture<float[]> running = worker.predict(new float[2], 1);
    worker.crash();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(running::get)
        .withCauseInstanceOf(CrashedException.class)
        .withMessageContaining("manual crashed");
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> worker.predict(new float[2], 1).get())
        .withMessageContaining("manual is down");
    manual.asked.get(0).complete(new float[] {1});
    worker.restart();
    assertThat(answer(worker, 1, 2)).containsExactly(1, 2);
  }

  @Test
  void aDelayedAnswerComesAfterItsTimeAndAFailureAtOnce() throws Exception {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try {
      DelayedWorker worker = new DelayedWorker(manual, Delay.fixed(0.05), clock, 1);
      long start = System.nanoTime();
      assertThat(answer(worker, 1, 2)).containsExactly(1, 2);
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000L);
      DelayedWorker slow = new DelayedWorker(manual, Delay.fixed(3600), clock, 1);
      CompletableFuture<float[]> failing = slow.predict(new float[2], 1);
      manual.asked.get(1).completeExceptionally(new IllegalStateException("broken"));
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> failing.get(10, TimeUnit.SECONDS))
          .withMessageContaining("broken");
    } finally {
      clock.shutdownNow();
    }
  }

  @Test
  void cancellingReachesTheWorkerBelow() {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try {
      for (Worker worker :
          List.of(
              new LyingWorker(manual, Lie.of(new SignFlip()), 1),
              new CrashingWorker(manual),
              spoilt(MalformedWorker.Form.EMPTY),
              new DelayedWorker(manual, Delay.fixed(1), clock, 1))) {
        worker.predict(new float[2], 1).cancel(false);
        assertThat(manual.asked.get(manual.asked.size() - 1)).isCancelled();
      }
    } finally {
      clock.shutdownNow();
    }
  }
}
