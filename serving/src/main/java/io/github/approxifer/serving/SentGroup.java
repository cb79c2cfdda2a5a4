package io.github.approxifer.serving;

import io.github.approxifer.coding.Provenance;
import io.github.approxifer.coding.Recheck;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.decode.RobustDecoder.Decoded;
import io.github.approxifer.coding.order.QueryOrder;
import io.github.approxifer.serving.Round.Received;
import io.github.approxifer.serving.SecondRound.Outcome;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.metrics.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is settled when a group is sent: which queries, in which order, to whom, and the first round
 * of requests, which {@link GroupRun} sends. Turns answers into predictions, and what they tell of
 * the workers into their health. Thread-safe.
 */
final class SentGroup {
  final int[] asked;
  final Round round;
  final long sent;

  private final Coordinator coordinator;
  private final long number;
  private final List<PendingQuery> queries;
  private final QueryOrder order;
  private final long begun;

  /**
   * A group that is sent.
   *
   * @param queries 1 to K, in the order of their arrival
   * @param order in which they were encoded
   * @param asked the worker of each slot
   * @param begun when it began to be encoded
   * @param sent when it was sent
   */
  SentGroup(
      Coordinator coordinator,
      long number,
      List<PendingQuery> queries,
      QueryOrder order,
      int[] asked,
      long begun,
      long sent) {
    this.coordinator = coordinator;
    this.number = number;
    this.queries = queries;
    this.order = order;
    this.asked = asked;
    this.round = new Round(coordinator, number, asked, coordinator.code.workers());
    this.begun = begun;
    this.sent = sent;
  }

  /** How many places hold copies. */
  int padding() {
    return coordinator.code.parameters().queries() - queries.size();
  }

  /** The query at a position of the encoder, not to be modified. */
  float[] query(int position) {
    return EncodedGroup.query(queries, order.source(position));
  }

  /** What to ask once more; nothing below the quorum. */
  List<Recheck> rechecks(Received received) {
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

  /**
   * Decodes.
   *
   * @param second what came of a second round
   * @param workerNanos from sending until now, the first time
   * @param disputeNanos spent on finding out what to ask once more
   * @param refined whether this is the second time; the first one is measured and tells of workers
   * @param more whether a refinement will come
   * @return in the order of the queries
   */
  List<Prediction> predictions(
      Received received,
      Outcome second,
      long workerNanos,
      long disputeNanos,
      boolean refined,
      boolean more) {
    final long start = System.nanoTime();
    final boolean degraded = received.slots().size() < coordinator.code.quorum();
    Decoded decoded = coordinator.decode(received, second, degraded);
    List<Provenance> provenances = new ArrayList<>(coordinator.decoder.provenances(decoded.used()));
    // Whatever wins a second round is a worker's answer to the query itself.
    second.settled().forEach(position -> provenances.set(position, Provenance.EXACT));
    final long decodeNanos = System.nanoTime() - start + (refined ? 0 : disputeNanos);
    if (!refined) {
      note(decoded, degraded);
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

  private void note(Decoded decoded, boolean degraded) {
    for (int slot : decoded.liars().toArray()) {
      coordinator.pool.lied(asked[slot]);
    }
    for (int slot : decoded.used().toArray()) {
      coordinator.pool.believed(asked[slot]);
    }
    coordinator.metrics.count(Event.WORKER_LIED, decoded.liars().size());
    coordinator.metrics.count(Event.GROUP_DEGRADED, degraded ? 1 : 0);
  }

  private List<String> names(WorkerSet slots) {
    return Arrays.stream(slots.toArray()).mapToObj(round::name).toList();
  }
}
