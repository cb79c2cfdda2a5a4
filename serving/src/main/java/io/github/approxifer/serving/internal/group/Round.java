package io.github.approxifer.serving.internal.group;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests of a group that are out at the same time, a slot for each, and what has come of them.
 *
 * <p>Answers come on the threads of the workers and are only noted there. What fails or has the
 * wrong form is noted as such, here and in the worker's health. Thread-safe.
 */
final class Round {
  private static final Logger LOG = LoggerFactory.getLogger(Round.class);

  private final GroupContext context;
  private final long group;
  private final int[] workers;
  private final boolean[] reserve;

  // Guarded by this.
  private final RoundAnswers answers;
  private final List<Request> running = new ArrayList<>();
  private final List<Held> held = new ArrayList<>();
  private boolean over;

  /** One request that was sent. */
  private record Request(int worker, CompletableFuture<float[]> answer) {}

  /** One request that is held back. */
  private record Held(int slot, FMatrixRMaj query) {}

  /**
   * A round that has not begun.
   *
   * @param asked the worker of each slot; -1 for a slot that nobody can be asked for
   * @param reserve which of them are held back at first; the others are already counted by the pool
   * @param width how many slots the sets of {@link #take} are of, at least as many as there are
   */
  Round(GroupContext context, long group, int[] asked, boolean[] reserve, int width) {
    this.context = context;
    this.group = group;
    this.workers = asked;
    this.reserve = reserve;
    this.answers = new RoundAnswers(width, asked.length, context.classes());
    for (int slot = 0; slot < asked.length; slot++) {
      if (asked[slot] < 0) {
        answers.failure(slot, "not sent, since no worker was left that could be asked");
      } else if (reserve[slot]) {
        answers.failure(slot, "not asked, since it failed before");
      }
    }
  }

  /** Sends row i to the worker of slot i; calls back whenever one of them has finished. */
  void send(FMatrixRMaj queries, Runnable progress) {
    // Reserves first: whoever is asked may answer or fail before the next is asked, and a round
    // without reserves would be at its end.
    synchronized (this) {
      for (int slot = 0; slot < workers.length; slot++) {
        if (workers[slot] >= 0 && reserve[slot]) {
          held.add(new Held(slot, FMatrixRMaj.wrap(1, queries.numCols, row(queries, slot))));
        }
      }
    }
    for (int slot = 0; slot < workers.length; slot++) {
      if (workers[slot] >= 0 && !reserve[slot]) {
        send(slot, row(queries, slot), progress);
      }
    }
    if (workers.length > 0) {
      context.pool().sample(Arrays.copyOf(queries.data, queries.numCols));
    }
  }

  private static float[] row(FMatrixRMaj queries, int slot) {
    int length = queries.numCols;
    return Arrays.copyOfRange(queries.data, slot * length, (slot + 1) * length);
  }

  private void send(int slot, float[] query, Runnable progress) {
    CompletableFuture<float[]> answer = ask(workers[slot], query);
    Request request = new Request(workers[slot], answer);
    boolean tooLate;
    synchronized (this) {
      running.add(request);
      tooLate = over;
    }
    var unused = answer.whenComplete((values, failure) -> came(slot, values, failure, progress));
    if (tooLate) {
      giveUp(request);
    }
  }

  /**
   * Asks those that were held back, if the others cannot make up a quorum any more.
   *
   * @return whether it did
   */
  boolean callReserves(int quorum, Runnable progress) {
    List<Held> called;
    synchronized (this) {
      if (over || held.isEmpty() || answers.possible() >= quorum) {
        return false;
      }
      called = List.copyOf(held);
      held.clear();
      called.forEach(request -> answers.reopen(request.slot()));
    }
    for (Held request : called) {
      context.pool().asked(workers[request.slot()]);
      send(request.slot(), request.query().data, progress);
    }
    return true;
  }

  private CompletableFuture<float[]> ask(int worker, float[] query) {
    try {
      return Objects.requireNonNull(
          context.pool().worker(worker).predict(query, 1), "returned null instead of a future");
    } catch (Throwable failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private void came(
      int slot, float @Nullable [] given, @Nullable Throwable failure, Runnable progress) {
    int worker = workers[slot];
    context.pool().finished(worker);
    // A worker may use its array again: what is checked is what is kept.
    float[] values = given == null ? null : given.clone();
    String wrong =
        failure == null ? RoundAnswers.malformed(values, context.classes()) : text(failure);
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
      context.pool().answered(worker);
      context.metrics().count(Event.WORKER_ANSWERED, 1);
    } else {
      context.pool().failed(worker, wrong);
      context.metrics().count(Event.WORKER_FAILED, 1);
      LOG.debug("group {}: {}: {}", group, name(slot), wrong);
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

  /** Whether all have finished, and none is held back that may help to make up a quorum. */
  synchronized boolean nothingToCome(int quorum) {
    return answers.allFinished() && (held.isEmpty() || answers.answered() >= quorum);
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

  /**
   * Notes in the health of their workers that slots had not answered when their group went on.
   *
   * @param inVain whether the group has waited for them to the end
   */
  void late(List<Integer> slots, boolean inVain) {
    for (int slot : slots) {
      context.pool().late(workers[slot], inVain);
    }
    context.metrics().count(Event.WORKER_LATE, slots.size());
  }

  /** Notes in the health of their workers that slots had not answered at the deadline. */
  void missed(List<Integer> slots) {
    for (int slot : slots) {
      context.pool().missed(workers[slot]);
    }
  }

  /** Tells the workers that nobody waits any more. */
  void end() {
    List<Request> all;
    synchronized (this) {
      over = true;
      all = List.copyOf(running);
    }
    all.forEach(this::giveUp);
  }

  private void giveUp(Request request) {
    CompletableFuture<float[]> answer = request.answer();
    if (answer.isDone()) {
      return;
    }
    try {
      answer.cancel(true);
    } catch (RuntimeException failure) {
      LOG.debug("group {}: a worker's future does not let itself be cancelled", group, failure);
    }
    context.metrics().count(Event.REQUEST_CANCELLED, 1);
    if (!answer.isDone()) {
      context.pool().ignoredCancelling(request.worker());
      var unused =
          answer.whenComplete(
              (values, failure) -> context.pool().finishedAfterAll(request.worker()));
    }
  }

  /** The name of a slot's worker. */
  String name(int slot) {
    return workers[slot] < 0 ? "coded query " + slot : context.pool().worker(workers[slot]).name();
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
