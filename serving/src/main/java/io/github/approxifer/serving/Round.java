package io.github.approxifer.serving;

import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.serving.metrics.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Requests of a group that are out at the same time, a slot for each, and what has come of them.
 *
 * <p>Answers come on the threads of the workers and are only noted there. What fails or has the
 * wrong form is noted as such, here and in the worker's health. Thread-safe.
 */
final class Round {
  private final Coordinator coordinator;
  private final long group;
  private final int[] workers;

  // Guarded by this.
  private final GroupAnswers answers;
  private final List<CompletableFuture<float[]>> running = new ArrayList<>();
  private boolean over;

  /** What has come so far: the slots with an answer, their answers, and slots without anything. */
  record Received(WorkerSet slots, FMatrixRMaj values, List<Integer> outstanding) {}

  /**
   * A round that has not begun.
   *
   * @param asked the worker of each slot, which the pool already counts as working on it
   * @param width how many slots the sets of {@link #take} are of, at least as many as there are
   */
  Round(Coordinator coordinator, long group, int[] asked, int width) {
    this.coordinator = coordinator;
    this.group = group;
    this.workers = asked;
    this.answers = new GroupAnswers(width, asked.length, coordinator.classes);
  }

  /** Sends row i to the worker of slot i; calls back whenever one of them has finished. */
  void send(FMatrixRMaj queries, Runnable progress) {
    int length = queries.numCols;
    for (int slot = 0; slot < workers.length; slot++) {
      float[] query = Arrays.copyOfRange(queries.data, slot * length, (slot + 1) * length);
      CompletableFuture<float[]> answer = ask(workers[slot], query);
      boolean tooLate;
      synchronized (this) {
        running.add(answer);
        tooLate = over;
      }
      int from = slot;
      var unused = answer.whenComplete((values, failure) -> came(from, values, failure, progress));
      if (tooLate) {
        answer.cancel(true);
      }
    }
  }

  private CompletableFuture<float[]> ask(int worker, float[] query) {
    try {
      return Objects.requireNonNull(
          coordinator.pool.worker(worker).predict(query, 1), "returned null instead of a future");
    } catch (RuntimeException | Error failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private void came(
      int slot, float @Nullable [] given, @Nullable Throwable failure, Runnable progress) {
    coordinator.pool.finished(workers[slot]);
    // A worker may use its array again: what is checked is what is kept.
    float[] values = given == null ? null : given.clone();
    String wrong =
        failure == null ? GroupAnswers.malformed(values, coordinator.classes) : text(failure);
    synchronized (this) {
      if (over) {
        return;
      }
      if (wrong == null && values != null) {
        answers.answer(slot, values);
      } else {
        answers.failure(slot, String.valueOf(wrong));
      }
    }
    if (wrong == null) {
      coordinator.pool.answered(workers[slot]);
      coordinator.metrics.count(Event.WORKER_ANSWERED, 1);
    } else {
      coordinator.pool.failed(workers[slot]);
      coordinator.metrics.count(Event.WORKER_FAILED, 1);
      coordinator.report(name(slot), group, wrong);
    }
    progress.run();
  }

  private static String text(Throwable failure) {
    Throwable cause = failure.getCause();
    return (failure instanceof CompletionException && cause != null ? cause : failure).toString();
  }

  synchronized int answered() {
    return answers.answered();
  }

  synchronized boolean allFinished() {
    return answers.allFinished();
  }

  /** Takes what has come; the last time, nothing more is noted and the rest is cancelled. */
  Received take(boolean last) {
    Received received;
    synchronized (this) {
      received = new Received(answers.received(), answers.values(), answers.outstanding());
      over |= last;
    }
    if (last) {
      end();
    }
    return received;
  }

  /** Notes in the health of their workers that slots were waited for in vain. */
  void late(List<Integer> slots) {
    for (int slot : slots) {
      coordinator.pool.late(workers[slot]);
    }
    coordinator.metrics.count(Event.WORKER_LATE, slots.size());
  }

  /** Tells the workers that nobody waits any more. */
  void end() {
    List<CompletableFuture<float[]>> all;
    synchronized (this) {
      over = true;
      all = List.copyOf(running);
    }
    for (CompletableFuture<float[]> future : all) {
      if (!future.isDone()) {
        future.cancel(true);
      }
    }
  }

  /** The name of a slot's worker. */
  String name(int slot) {
    return coordinator.pool.worker(workers[slot]).name();
  }

  /** What became of each slot, by the name of its worker. */
  synchronized Map<String, String> outcomes() {
    List<String> names = new ArrayList<>();
    for (int slot = 0; slot < workers.length; slot++) {
      names.add(name(slot));
    }
    return answers.outcomes(names);
  }
}
