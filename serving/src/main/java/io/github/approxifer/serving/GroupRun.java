package io.github.approxifer.serving;

import io.github.approxifer.coding.Provenance;
import io.github.approxifer.coding.RobustDecoder.Decoded;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.grouping.QueryOrder;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.metrics.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * One group on its way: encoded, sent, collected, decoded.
 *
 * <p>Answers come on the threads of the workers and are only noted there; encoding and decoding
 * happen on the coordinator's threads. The group is decoded once, when the quorum is there, when
 * all workers have finished, or at the deadline, whichever is first; a second time at most, to
 * refine.
 */
final class GroupRun {
  private final Coordinator coordinator;
  private final List<PendingQuery> queries;
  private final long number;

  // Set by start() before any answer can come, read afterwards.
  private QueryOrder order = QueryOrder.identity(1);
  private int[] asked = {};
  private long begun;
  private long sent;

  // Guarded by this.
  private final List<CompletableFuture<float[]>> running = new ArrayList<>();
  private GroupAnswers answers = new GroupAnswers(1, 0, 1);
  private boolean decoding;
  private boolean inGrace;
  private boolean over;
  private int answeredFirst;
  private @Nullable Future<?> deadline;
  private List<Prediction> first = List.of();

  GroupRun(Coordinator coordinator, List<PendingQuery> queries, long number) {
    this.coordinator = coordinator;
    this.queries = queries;
    this.number = number;
  }

  /** Encodes and sends. */
  void start() {
    begun = System.nanoTime();
    try {
      send(encoded());
    } catch (RuntimeException | Error failure) {
      fail(failure);
    }
  }

  private FMatrixRMaj encoded() {
    int places = coordinator.code.parameters().queries();
    int length = coordinator.queryLength;
    FMatrixRMaj group = new FMatrixRMaj(places, length);
    for (int place = 0; place < places; place++) {
      PendingQuery query = queries.get(Math.min(place, queries.size() - 1));
      System.arraycopy(query.values, 0, group.data, place * length, length);
    }
    order = coordinator.ordering.order(group);
    return coordinator.encoder.encode(order.apply(group, null));
  }

  private void send(FMatrixRMaj coded) {
    int length = coordinator.queryLength;
    asked = coordinator.pool.choose(coordinator.code.workers());
    coordinator.metrics.count(Event.GROUP_SENT, 1);
    coordinator.metrics.count(Event.PLACE_PADDED, padding());
    synchronized (this) {
      answers = new GroupAnswers(coordinator.code.workers(), asked.length, coordinator.classes);
      deadline = coordinator.after(coordinator.deadlineNanos, this::waitedEnough);
    }
    sent = System.nanoTime();
    for (int slot = 0; slot < asked.length; slot++) {
      float[] query = Arrays.copyOfRange(coded.data, slot * length, (slot + 1) * length);
      CompletableFuture<float[]> answer = ask(asked[slot], query);
      synchronized (this) {
        running.add(answer);
      }
      int from = slot;
      var unused = answer.whenComplete((values, failure) -> came(from, values, failure));
    }
  }

  private int padding() {
    return coordinator.code.parameters().queries() - queries.size();
  }

  private CompletableFuture<float[]> ask(int worker, float[] query) {
    try {
      return coordinator.pool.worker(worker).predict(query, 1);
    } catch (RuntimeException | Error failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private void came(int slot, float @Nullable [] values, @Nullable Throwable failure) {
    coordinator.pool.finished(asked[slot]);
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
      coordinator.pool.answered(asked[slot]);
      coordinator.metrics.count(Event.WORKER_ANSWERED, 1);
    } else {
      coordinator.pool.failed(asked[slot]);
      coordinator.metrics.count(Event.WORKER_FAILED, 1);
      coordinator.report(name(slot), number, wrong);
    }
    progress();
  }

  private static String text(Throwable failure) {
    Throwable cause = failure.getCause();
    return (failure instanceof CompletionException && cause != null ? cause : failure).toString();
  }

  private void progress() {
    boolean decode;
    boolean refine;
    boolean wait;
    synchronized (this) {
      boolean quorum = answers.answered() >= coordinator.code.quorum();
      decode = !decoding && (answers.allFinished() || (quorum && coordinator.graceNanos == 0));
      wait = !decoding && !decode && quorum && !inGrace;
      refine = decoding && answers.allFinished() && !first.isEmpty();
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

  private void decode() {
    long workerNanos = System.nanoTime() - sent;
    WorkerSet received;
    FMatrixRMaj values;
    List<Integer> late;
    boolean more;
    synchronized (this) {
      if (deadline != null) {
        deadline.cancel(false);
      }
      received = answers.received();
      values = answers.values();
      late = answers.outstanding();
      answeredFirst = received.size();
      more = coordinator.refinementNanos > 0 && !late.isEmpty();
      over = !more;
    }
    for (int slot : late) {
      coordinator.pool.late(asked[slot]);
    }
    coordinator.metrics.count(Event.WORKER_LATE, late.size());
    if (!more) {
      cancelLosers();
    }
    try {
      List<Prediction> predictions = predictions(received, values, workerNanos, false, more);
      if (more) {
        awaitMore(predictions);
      }
      complete(predictions);
    } catch (RuntimeException | Error failure) {
      synchronized (this) {
        over = true;
      }
      cancelLosers();
      fail(failure);
    }
  }

  /** Tells the workers that nobody waits any more. */
  private void cancelLosers() {
    List<CompletableFuture<float[]>> all;
    synchronized (this) {
      all = List.copyOf(running);
    }
    for (CompletableFuture<float[]> future : all) {
      if (!future.isDone()) {
        future.cancel(true);
      }
    }
  }

  private void awaitMore(List<Prediction> predictions) {
    boolean all;
    synchronized (this) {
      first = predictions;
      all = answers.allFinished();
    }
    Runnable refine = () -> coordinator.execute(this::refine);
    if (all) {
      refine.run();
    } else {
      var unused = coordinator.after(coordinator.refinementNanos, refine);
    }
  }

  private void refine() {
    List<Prediction> before;
    WorkerSet received;
    FMatrixRMaj values;
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      before = first;
      received = answers.received();
      values = answers.values();
    }
    cancelLosers();
    List<Prediction> after = before;
    if (received.size() > answeredFirst) {
      try {
        after = predictions(received, values, before.get(0).group().workerNanos(), true, false);
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
      WorkerSet received, FMatrixRMaj values, long workerNanos, boolean refined, boolean more) {
    final long start = System.nanoTime();
    final boolean degraded = received.size() < coordinator.code.quorum();
    if (degraded && received.size() < coordinator.leastAnswers) {
      throw tooFew(received.size());
    }
    Decoded decoded = coordinator.decode(received, values, degraded);
    List<Provenance> provenances = coordinator.decoder.provenances(decoded.used());
    final long now = System.nanoTime();
    if (!refined) {
      note(decoded.liars(), degraded);
      coordinator.metrics.record(Stage.ENCODE, sent - begun);
      coordinator.metrics.record(Stage.WORKER, workerNanos);
      coordinator.metrics.record(Stage.DECODE, now - start);
    }
    GroupReport report =
        new GroupReport(
            number,
            names(decoded.used()),
            names(decoded.liars()),
            degraded,
            refined,
            padding(),
            sent - begun,
            workerNanos,
            now - start);
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
    List<String> names = new ArrayList<>();
    for (int slot = 0; slot < asked.length; slot++) {
      names.add(name(slot));
    }
    synchronized (this) {
      return new PredictionException(
          "only %d of %d workers answered, and a group is decoded from at least %d"
              .formatted(received, asked.length, coordinator.leastAnswers),
          answers.outcomes(names));
    }
  }

  private void note(WorkerSet liars, boolean degraded) {
    for (int slot : liars.toArray()) {
      coordinator.pool.lied(asked[slot]);
    }
    coordinator.metrics.count(Event.WORKER_LIED, liars.size());
    coordinator.metrics.count(Event.GROUP_DEGRADED, degraded ? 1 : 0);
  }

  private String name(int slot) {
    return coordinator.pool.worker(asked[slot]).name();
  }

  private List<String> names(WorkerSet slots) {
    return Arrays.stream(slots.toArray()).mapToObj(this::name).toList();
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
