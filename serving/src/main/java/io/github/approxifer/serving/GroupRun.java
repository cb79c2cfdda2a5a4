package io.github.approxifer.serving;

import io.github.approxifer.coding.Recheck;
import io.github.approxifer.coding.order.QueryOrder;
import io.github.approxifer.serving.Round.Received;
import io.github.approxifer.serving.SecondRound.Outcome;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.metrics.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One group on its way: encoded, sent, collected, decoded.
 *
 * <p>Encoding and decoding happen on the coordinator's threads. The group is decoded once, when the
 * quorum is there, when all workers have finished, or at the deadline, whichever is first; after a
 * {@link SecondRound} if its decoder asks for one; a second time at most, to refine. Whatever goes
 * wrong on the way fails its queries; none is left without an end.
 */
final class GroupRun {
  private final Coordinator coordinator;
  private final long number;

  // Set by start() before any answer can come, read afterwards.
  private volatile List<PendingQuery> queries;
  private volatile SentGroup group;

  // Guarded by this.
  private boolean decoding;
  private boolean inGrace;
  private boolean refining;
  private @Nullable Future<?> timer;
  private List<Prediction> first = List.of();

  private volatile boolean over;
  private volatile @Nullable SecondRound secondRound;

  // Set before there is anything to refine, read by refine().
  private int answeredFirst;
  private Outcome second = Outcome.NONE;
  private long disputeNanos;

  GroupRun(Coordinator coordinator, List<PendingQuery> queries, long number) {
    this.coordinator = coordinator;
    this.queries = queries;
    this.number = number;
    int[] nobody = {};
    this.group = new SentGroup(coordinator, number, queries, QueryOrder.identity(1), nobody, 0, 0);
  }

  /** Has the group encoded and sent on a thread of the coordinator. */
  void begin() {
    step(this::start);
  }

  private void start() {
    final long begun = System.nanoTime();
    keep(query -> !query.future.isDone(), PendingQuery::leave);
    if (over || queries.isEmpty()) {
      coordinator.finished(this);
      return;
    }
    send(encoded(), begun);
  }

  /** Encodes. Queries that are finite but too large for a mixture fail without their neighbours. */
  private EncodedGroup encoded() {
    try {
      return EncodedGroup.of(coordinator, queries);
    } catch (IllegalArgumentException failure) {
      if (queries.stream().noneMatch(query -> coordinator.fits(query.values))) {
        throw failure;
      }
      keep(query -> coordinator.fits(query.values), query -> query.fail(failure));
      return EncodedGroup.of(coordinator, queries);
    }
  }

  private void keep(Predicate<PendingQuery> these, Consumer<PendingQuery> others) {
    List<PendingQuery> kept = new ArrayList<>();
    List<PendingQuery> gone = new ArrayList<>();
    for (PendingQuery query : queries) {
      (these.test(query) ? kept : gone).add(query);
    }
    queries = kept;
    gone.forEach(others);
  }

  private void send(EncodedGroup encoded, long begun) {
    int[] asked = coordinator.choose();
    long sent = System.nanoTime();
    group = new SentGroup(coordinator, number, queries, encoded.order(), asked, begun, sent);
    if (over) {
      group.round.end();
    }
    coordinator.metrics.count(Event.GROUP_SENT, 1);
    coordinator.metrics.count(Event.PLACE_PADDED, group.padding());
    restartTimer(coordinator.deadlineNanos, this::waitedEnough);
    group.round.send(encoded.coded(), this::progress);
  }

  private void progress() {
    boolean decode;
    boolean refine;
    boolean wait;
    synchronized (this) {
      boolean quorum = group.round.answered() >= coordinator.code.quorum();
      boolean all = group.round.allFinished();
      decode = !decoding && (all || (quorum && coordinator.graceNanos == 0));
      wait = !decoding && !decode && quorum && !inGrace;
      refine = decoding && all && !first.isEmpty();
      decoding |= decode;
      inGrace |= wait;
      if (wait && !over) {
        long left = group.sent + coordinator.deadlineNanos - System.nanoTime();
        restartTimer(Math.min(left, coordinator.graceNanos), this::waitedEnough);
      }
    }
    if (decode) {
      step(this::decode);
    } else if (refine) {
      step(this::refine);
    }
  }

  /** The deadline, or the grace after the quorum, has passed. */
  private void waitedEnough() {
    synchronized (this) {
      if (decoding) {
        return;
      }
      decoding = true;
    }
    step(this::decode);
  }

  /** Lets a time begin; the one before is over. */
  private synchronized void restartTimer(long nanos, Runnable then) {
    stopTimer();
    timer = coordinator.after(nanos, then);
  }

  private synchronized void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  /** Takes a step on a thread of the coordinator. */
  private void step(Runnable step) {
    try {
      coordinator.execute(() -> attempt(step));
    } catch (RejectedExecutionException closed) {
      fail(closed);
    }
  }

  /** Decodes, or asks once more first. */
  private void decode() {
    if (over) {
      return;
    }
    final long workerNanos = System.nanoTime() - group.sent;
    stopTimer();
    Received received = group.round.take(coordinator.refinementNanos == 0);
    group.round.late(received.outstanding());
    answeredFirst = received.slots().size();
    final long start = System.nanoTime();
    List<Recheck> rechecks = group.rechecks(received);
    disputeNanos = System.nanoTime() - start;
    long left = group.sent + coordinator.deadlineNanos - System.nanoTime();
    if (rechecks.isEmpty() || left <= 0) {
      finish(received, workerNanos);
      return;
    }
    SecondRound again =
        new SecondRound(
            coordinator,
            number,
            group.asked,
            rechecks,
            outcome ->
                step(
                    () -> {
                      second = outcome.get();
                      finish(received, workerNanos);
                    }));
    secondRound = again;
    again.start(group::query, Math.min(left, coordinator.secondRoundNanos));
  }

  /** Fails the group if a step of it fails. */
  private void attempt(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error failure) {
      fail(failure);
    }
  }

  private void finish(Received received, long workerNanos) {
    boolean more = coordinator.refinementNanos > 0 && !received.outstanding().isEmpty();
    List<Prediction> predictions = predictions(received, workerNanos, false, more);
    if (more) {
      awaitMore(predictions);
    }
    complete(predictions);
    if (!more) {
      coordinator.finished(this);
    }
  }

  private void awaitMore(List<Prediction> predictions) {
    boolean all;
    synchronized (this) {
      first = predictions;
      all = group.round.allFinished();
      if (!all) {
        restartTimer(coordinator.refinementNanos, () -> step(this::refine));
      }
    }
    if (all) {
      step(this::refine);
    }
  }

  /** Predicts again with what has come since, if there are predictions to refine. */
  void refine() {
    List<Prediction> before;
    synchronized (this) {
      if (refining || first.isEmpty()) {
        return;
      }
      refining = true;
      before = first;
      stopTimer();
    }
    List<Prediction> after = before;
    try {
      Received received = group.round.take(true);
      if (received.slots().size() > answeredFirst) {
        after = predictions(received, before.get(0).group().workerNanos(), true, false);
        coordinator.metrics.count(Event.GROUP_REFINED, 1);
      }
    } catch (RuntimeException | Error failure) {
      coordinator.report("late answers", number, "could not be decoded: " + failure);
    }
    for (int i = 0; i < before.size(); i++) {
      before.get(i).refineTo(after.get(i));
    }
    coordinator.finished(this);
  }

  private List<Prediction> predictions(
      Received received, long workerNanos, boolean refined, boolean more) {
    int answered = received.slots().size();
    if (answered < Math.min(coordinator.leastAnswers, coordinator.code.quorum())) {
      throw tooFew(answered);
    }
    return group.predictions(received, second, workerNanos, disputeNanos, refined, more);
  }

  private PredictionException tooFew(int received) {
    return new PredictionException(
        "only %d of %d workers answered, and a group is decoded from at least %d"
            .formatted(received, group.asked.length, coordinator.leastAnswers),
        group.round.outcomes());
  }

  private void complete(List<Prediction> predictions) {
    for (int i = 0; i < queries.size(); i++) {
      Prediction prediction = predictions.get(i);
      coordinator.metrics.record(Stage.QUEUE, prediction.queueNanos());
      coordinator.metrics.record(Stage.TOTAL, prediction.totalNanos());
      queries.get(i).answer(prediction);
    }
  }

  /** Fails what is not answered yet: nobody waits for the workers any more. */
  void abandon() {
    fail(
        new PredictionException(
            "the predictor was closed before enough workers had answered", group.round.outcomes()));
  }

  private void fail(Throwable failure) {
    over = true;
    stopTimer();
    group.round.end();
    SecondRound again = secondRound;
    if (again != null) {
      again.cancel();
    }
    List<Prediction> made;
    synchronized (this) {
      refining = true;
      made = first;
    }
    made.forEach(prediction -> prediction.refineTo(prediction));
    queries.forEach(query -> query.fail(failure));
    coordinator.finished(this);
  }
}
