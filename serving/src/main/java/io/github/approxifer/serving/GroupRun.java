package io.github.approxifer.serving;

import io.github.approxifer.coding.Provenance;
import io.github.approxifer.coding.RobustDecoder.Decoded;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.grouping.QueryOrder;
import io.github.approxifer.coding.locate.Recheck;
import io.github.approxifer.serving.Round.Received;
import io.github.approxifer.serving.SecondRound.Outcome;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.metrics.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * One group on its way: encoded, sent, collected, decoded.
 *
 * <p>Encoding and decoding happen on the coordinator's threads. The group is decoded once, when the
 * quorum is there, when all workers have finished, or at the deadline, whichever is first; after a
 * {@link SecondRound} if its decoder asks for one; a second time at most, to refine.
 */
final class GroupRun {
  private final Coordinator coordinator;
  private final List<PendingQuery> queries;
  private final long number;

  // Set by start() before any answer can come, read afterwards.
  private QueryOrder order = QueryOrder.identity(1);
  private int[] asked = {};
  private Round round;
  private long begun;
  private long sent;

  // Guarded by this.
  private boolean decoding;
  private boolean inGrace;
  private boolean refining;
  private @Nullable Future<?> deadline;
  private List<Prediction> first = List.of();

  // Set before there is anything to refine, read by refine().
  private int answeredFirst;
  private Outcome second = Outcome.NONE;
  private long disputeNanos;

  GroupRun(Coordinator coordinator, List<PendingQuery> queries, long number) {
    this.coordinator = coordinator;
    this.queries = queries;
    this.number = number;
    this.round = new Round(coordinator, number, asked, 1);
  }

  /** Encodes and sends. */
  void start() {
    begun = System.nanoTime();
    try {
      EncodedGroup group = EncodedGroup.of(coordinator, queries);
      order = group.order();
      send(group.coded());
    } catch (RuntimeException | Error failure) {
      fail(failure);
    }
  }

  private void send(FMatrixRMaj coded) {
    asked = coordinator.choose();
    coordinator.metrics.count(Event.GROUP_SENT, 1);
    coordinator.metrics.count(Event.PLACE_PADDED, padding());
    round = new Round(coordinator, number, asked, coordinator.code.workers());
    synchronized (this) {
      deadline = coordinator.after(coordinator.deadlineNanos, this::waitedEnough);
    }
    sent = System.nanoTime();
    round.send(coded, this::progress);
  }

  private int padding() {
    return coordinator.code.parameters().queries() - queries.size();
  }

  private void progress() {
    boolean decode;
    boolean refine;
    boolean wait;
    synchronized (this) {
      boolean quorum = round.answered() >= coordinator.code.quorum();
      boolean all = round.allFinished();
      decode = !decoding && (all || (quorum && coordinator.graceNanos == 0));
      wait = !decoding && !decode && quorum && !inGrace;
      refine = decoding && all && !first.isEmpty();
      decoding |= decode;
      inGrace |= wait;
    }
    if (decode) {
      coordinator.execute(this::decode);
    } else if (wait) {
      var unused = coordinator.after(coordinator.graceNanos, this::waitedEnough);
    } else if (refine) {
      coordinator.execute(this::refine);
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
    coordinator.execute(this::decode);
  }

  /** Decodes, or asks once more first. */
  private void decode() {
    final long workerNanos = System.nanoTime() - sent;
    synchronized (this) {
      if (deadline != null) {
        deadline.cancel(false);
      }
    }
    Received received = round.take(coordinator.refinementNanos == 0);
    round.late(received.outstanding());
    answeredFirst = received.slots().size();
    attempt(
        () -> {
          final long start = System.nanoTime();
          List<Recheck> rechecks = rechecks(received);
          disputeNanos = System.nanoTime() - start;
          long left = sent + coordinator.deadlineNanos - System.nanoTime();
          if (rechecks.isEmpty() || left <= 0) {
            finish(received, workerNanos);
            return;
          }
          new SecondRound(
                  coordinator,
                  number,
                  asked,
                  rechecks,
                  outcome -> {
                    second = outcome;
                    attempt(() -> finish(received, workerNanos));
                  })
              .start(
                  position -> EncodedGroup.query(queries, order.source(position)),
                  Math.min(left, coordinator.secondRoundNanos));
        });
  }

  /** Fails the group if a step of it fails. */
  private void attempt(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error failure) {
      round.end();
      fail(failure);
    }
  }

  private List<Recheck> rechecks(Received received) {
    if (received.slots().size() < coordinator.code.quorum()) {
      return List.of();
    }
    int[] askable =
        Arrays.stream(received.slots().toArray())
            .filter(slot -> !coordinator.pool.quarantined(asked[slot]))
            .toArray();
    return coordinator
        .groupDecoder
        .rechecks(
            received.slots(), received.values(), WorkerSet.of(received.slots().workers(), askable))
        .stream()
        .filter(recheck -> recheck.workers().size() > 0)
        .toList();
  }

  private void finish(Received received, long workerNanos) {
    boolean more = coordinator.refinementNanos > 0 && !received.outstanding().isEmpty();
    List<Prediction> predictions = predictions(received, workerNanos, false, more);
    if (more) {
      awaitMore(predictions);
    }
    complete(predictions);
  }

  private void awaitMore(List<Prediction> predictions) {
    synchronized (this) {
      first = predictions;
    }
    Runnable refine = () -> coordinator.execute(this::refine);
    if (round.allFinished()) {
      refine.run();
    } else {
      var unused = coordinator.after(coordinator.refinementNanos, refine);
    }
  }

  private void refine() {
    List<Prediction> before;
    synchronized (this) {
      if (refining) {
        return;
      }
      refining = true;
      before = first;
    }
    Received received = round.take(true);
    List<Prediction> after = before;
    if (received.slots().size() > answeredFirst) {
      try {
        after = predictions(received, before.get(0).group().workerNanos(), true, false);
        coordinator.metrics.count(Event.GROUP_REFINED, 1);
      } catch (RuntimeException failure) {
        coordinator.report("late answers", number, "could not be decoded: " + failure);
      }
    }
    for (int i = 0; i < before.size(); i++) {
      before.get(i).refineTo(after.get(i));
    }
  }

  private List<Prediction> predictions(
      Received received, long workerNanos, boolean refined, boolean more) {
    final long start = System.nanoTime();
    final int answered = received.slots().size();
    final boolean degraded = answered < coordinator.code.quorum();
    if (degraded && answered < coordinator.leastAnswers) {
      throw tooFew(answered);
    }
    Decoded decoded = coordinator.decode(received, second, degraded);
    List<Provenance> provenances = new ArrayList<>(coordinator.decoder.provenances(decoded.used()));
    // Whatever wins a second round is a worker's answer to the query itself.
    second.settled().forEach(position -> provenances.set(position, Provenance.EXACT));
    final long decodeNanos = System.nanoTime() - start + (refined ? 0 : disputeNanos);
    if (!refined) {
      note(decoded.liars(), degraded);
      coordinator.metrics.record(Stage.ENCODE, sent - begun);
      coordinator.metrics.record(Stage.WORKER, workerNanos);
      coordinator.metrics.record(Stage.DECODE, decodeNanos);
    }
    GroupReport report =
        new GroupReport(
            number,
            names(decoded.used()),
            names(decoded.liars()),
            degraded,
            refined,
            padding(),
            second.asked(),
            second.settled().size(),
            sent - begun,
            workerNanos,
            second.nanos(),
            decodeNanos);
    DecodedQueries queriesBack =
        new DecodedQueries(order, decoded.predictions(), provenances, coordinator.confidence);
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      long arrived = queries.get(i).arrived;
      predictions.add(
          queriesBack.prediction(i, report, begun - arrived, System.nanoTime() - arrived, more));
    }
    return predictions;
  }

  private PredictionException tooFew(int received) {
    return new PredictionException(
        "only %d of %d workers answered, and a group is decoded from at least %d"
            .formatted(received, asked.length, coordinator.leastAnswers),
        round.outcomes());
  }

  private void note(WorkerSet liars, boolean degraded) {
    for (int slot : liars.toArray()) {
      coordinator.pool.lied(asked[slot]);
    }
    coordinator.metrics.count(Event.WORKER_LIED, liars.size());
    coordinator.metrics.count(Event.GROUP_DEGRADED, degraded ? 1 : 0);
  }

  private List<String> names(WorkerSet slots) {
    return Arrays.stream(slots.toArray()).mapToObj(round::name).toList();
  }

  private void complete(List<Prediction> predictions) {
    for (int i = 0; i < queries.size(); i++) {
      Prediction prediction = predictions.get(i);
      coordinator.metrics.record(Stage.QUEUE, prediction.queueNanos());
      coordinator.metrics.record(Stage.TOTAL, prediction.totalNanos());
      queries.get(i).future.complete(prediction);
    }
  }

  private void fail(Throwable failure) {
    for (PendingQuery query : queries) {
      query.future.completeExceptionally(failure);
    }
  }
}
