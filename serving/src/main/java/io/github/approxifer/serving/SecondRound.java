package io.github.approxifer.serving;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.Recheck;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.serving.Round.Received;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.metrics.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Disputed queries of a group, on their way once more, as they are, to workers of the group. It is
 * over when all of them have finished or its time has passed, whichever is first. Thread-safe.
 */
final class SecondRound {
  private final Coordinator coordinator;
  private final List<Recheck> rechecks;
  private final Consumer<Supplier<Outcome>> then;
  private final Round round;
  private final int requests;
  private final AtomicBoolean over = new AtomicBoolean();
  private long sent;
  private volatile @Nullable Future<?> timeout;

  /**
   * What came of a second round.
   *
   * @param asked how many queries went out once more
   * @param rechecks the same queries, with the workers that answered
   * @param further their answers, a matrix for each query, a row for each worker
   * @param nanos how long it took
   */
  record Outcome(int asked, List<Recheck> rechecks, List<FMatrixRMaj> further, long nanos) {
    /** There was no second round. */
    static final Outcome NONE = new Outcome(0, List.of(), List.of(), 0);

    /** The queries, in the order of the encoder, that at least one worker answered again. */
    List<Integer> settled() {
      return rechecks.stream().filter(r -> r.workers().size() > 0).map(Recheck::query).toList();
    }
  }

  /**
   * A second round that has not begun.
   *
   * @param asked the worker of each slot of the first round
   * @param then is called once, on any thread, when the round is over; takes what has come when it
   *     asks for it
   */
  SecondRound(
      Coordinator coordinator,
      long group,
      int[] asked,
      List<Recheck> rechecks,
      Consumer<Supplier<Outcome>> then) {
    this.coordinator = coordinator;
    this.rechecks = rechecks;
    this.then = then;
    this.requests = rechecks.stream().mapToInt(recheck -> recheck.workers().size()).sum();
    int[] workers = new int[requests];
    int request = 0;
    for (Recheck recheck : rechecks) {
      for (int slot : recheck.workers().toArray()) {
        workers[request++] = asked[slot];
      }
    }
    this.round = new Round(coordinator, group, workers, Math.max(1, requests));
    for (int worker : workers) {
      coordinator.pool.asked(worker);
    }
  }

  /**
   * Sends.
   *
   * @param clean the query at a position of the encoder
   * @param longest nanoseconds
   */
  void start(IntFunction<float[]> clean, long longest) {
    coordinator.metrics.count(Event.GROUP_RECHECKED, 1);
    coordinator.metrics.count(Event.RECHECK_SENT, requests);
    int length = coordinator.queryLength;
    FMatrixRMaj queries = new FMatrixRMaj(requests, length);
    int request = 0;
    for (Recheck recheck : rechecks) {
      float[] query = clean.apply(recheck.query());
      for (int i = 0; i < recheck.workers().size(); i++) {
        System.arraycopy(query, 0, queries.data, length * request++, length);
      }
    }
    sent = System.nanoTime();
    timeout = coordinator.after(longest, this::end);
    round.send(queries, this::progress);
    progress();
  }

  /** Gives the round up; nothing comes of it. */
  void cancel() {
    if (over.compareAndSet(false, true)) {
      stopTimeout();
      round.end();
    }
  }

  private void stopTimeout() {
    Future<?> started = timeout;
    if (started != null) {
      started.cancel(false);
    }
  }

  private void progress() {
    if (round.allFinished()) {
      end();
    }
  }

  private void end() {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    stopTimeout();
    long nanos = System.nanoTime() - sent;
    then.accept(() -> outcome(nanos));
  }

  /** Takes the answers and sorts them by query. */
  private Outcome outcome(long nanos) {
    Received received = round.take(true);
    round.late(received.outstanding());
    coordinator.metrics.record(Stage.SECOND_ROUND, nanos);
    List<Recheck> answered = new ArrayList<>();
    List<FMatrixRMaj> further = new ArrayList<>();
    int classes = coordinator.classes;
    int request = 0;
    for (Recheck recheck : rechecks) {
      WorkerSet workers = recheck.workers();
      FMatrixRMaj values = new FMatrixRMaj(workers.size(), classes);
      int[] members = new int[workers.size()];
      int rows = 0;
      for (int slot : workers.toArray()) {
        if (received.slots().contains(request)) {
          Answers.copyRow(received.values(), received.slots().rank(request), values, rows);
          members[rows++] = slot;
        }
        request++;
      }
      values.reshape(rows, classes);
      int[] those = Arrays.copyOf(members, rows);
      answered.add(new Recheck(recheck.query(), WorkerSet.of(workers.workers(), those)));
      further.add(values);
    }
    return new Outcome(rechecks.size(), answered, further, nanos);
  }
}
