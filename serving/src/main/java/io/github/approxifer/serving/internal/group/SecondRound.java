package io.github.approxifer.serving.internal.group;

import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Recheck;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.serving.internal.group.Clockwork.Appointment;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.metrics.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.ejml.data.FMatrixRMaj;

/**
 * Disputed queries of a group, on their way once more, as they are, to workers of the group. Tells
 * once, on any thread, when all of them have finished or its time has passed; after {@link #cancel}
 * it may do so or not. Thread-safe.
 */
final class SecondRound {
  private final GroupContext context;
  private final List<Recheck> rechecks;
  private final Runnable whenOver;
  private final Round round;
  private final int[] workers;
  private final int requests;

  // Guarded by this.
  private boolean over;
  private long sent;
  private long ended;
  private Appointment timeout = () -> {};

  /**
   * A second round that has not begun.
   *
   * @param asked the worker of each slot of the first round
   */
  SecondRound(
      GroupContext context, long group, int[] asked, List<Recheck> rechecks, Runnable whenOver) {
    this.context = context;
    this.rechecks = rechecks;
    this.whenOver = whenOver;
    int[] workers =
        rechecks.stream()
            .flatMapToInt(recheck -> Arrays.stream(recheck.workers().toArray()))
            .map(slot -> asked[slot])
            .toArray();
    this.workers = workers;
    this.requests = workers.length;
    this.round = new Round(context, group, workers, new boolean[requests], Math.max(1, requests));
  }

  /**
   * Sends.
   *
   * @param clean the query at one of the K places
   * @param longest nanoseconds
   */
  void start(IntFunction<float[]> clean, long longest) {
    context.metrics().count(Event.GROUP_RECHECKED, 1);
    context.metrics().count(Event.RECHECK_SENT, requests);
    int length = clean.apply(rechecks.get(0).query()).length;
    FMatrixRMaj queries = new FMatrixRMaj(requests, length);
    int request = 0;
    for (Recheck recheck : rechecks) {
      float[] query = clean.apply(recheck.query());
      for (int i = 0; i < recheck.workers().size(); i++) {
        System.arraycopy(query, 0, queries.data, length * request++, length);
      }
    }
    synchronized (this) {
      if (over) {
        return;
      }
      sent = context.clockwork().now();
      timeout = context.clockwork().after(longest, this::end);
    }
    for (int worker : workers) {
      context.pool().asked(worker);
    }
    round.send(queries, this::progress);
    progress();
  }

  /** Gives the round up. */
  void cancel() {
    finish();
    round.end();
  }

  private void progress() {
    if (round.allFinished()) {
      end();
    }
  }

  private void end() {
    if (finish()) {
      whenOver.run();
    }
  }

  /** Ends the waiting; whether it was this call that did. */
  private synchronized boolean finish() {
    timeout.cancel();
    if (over) {
      return false;
    }
    over = true;
    ended = context.clockwork().now();
    return true;
  }

  /** Takes the answers and sorts them by query. To be called once, when the round is over. */
  Outcome outcome() {
    final long nanos;
    synchronized (this) {
      nanos = ended - sent;
    }
    Received received = round.take(true);
    round.late(received.outstanding(), false);
    context.metrics().record(Stage.SECOND_ROUND, nanos);
    List<Recheck> answered = new ArrayList<>();
    List<FMatrixRMaj> further = new ArrayList<>();
    int classes = context.classes();
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
