package io.github.approxifer.serving.internal.group;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.Decoded;
import io.github.approxifer.coding.Provenance;
import io.github.approxifer.coding.Recheck;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.confidence.Confidence;
import io.github.approxifer.coding.confidence.Margin;
import io.github.approxifer.coding.order.QueryOrder;
import io.github.approxifer.serving.GroupReport;
import io.github.approxifer.serving.PredictionException;
import io.github.approxifer.serving.health.WorkerPool.Chosen;
import io.github.approxifer.serving.internal.group.GroupResult.Answer;
import io.github.approxifer.serving.internal.group.Round.Received;
import io.github.approxifer.serving.internal.group.SecondRound.Outcome;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.metrics.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.ejml.data.FMatrixRMaj;

/**
 * What is settled when a group is sent: which queries, in which order, to whom, and the first round
 * of requests. Turns answers into predictions, and what they tell of the workers into their health.
 * Thread-safe.
 */
final class SentGroup {
  final Round round;
  final long sent;

  private final GroupContext context;
  private final long number;
  private final List<Query> queries;
  private final QueryOrder order;
  private final int[] asked;
  private final long begun;

  /**
   * What became of the queries.
   *
   * @param result of those that were answered
   * @param unanswered the others
   */
  record Settled(GroupResult result, List<Query> unanswered) {}

  /**
   * A group that is sent.
   *
   * @param queries 1 to K, in the order of their arrival
   * @param order in which they were encoded
   * @param chosen the workers
   * @param begun when it began to be encoded
   */
  SentGroup(
      GroupContext context,
      long number,
      List<Query> queries,
      QueryOrder order,
      Chosen chosen,
      long begun) {
    this.context = context;
    this.number = number;
    this.queries = queries;
    this.order = order;
    this.begun = begun;
    this.sent = context.clockwork().now();
    List<Integer> workers = new ArrayList<>(chosen.asked());
    workers.addAll(chosen.reserves());
    this.asked = context.coding().slots(workers);
    boolean[] reserve = new boolean[asked.length];
    for (int slot = 0; slot < asked.length; slot++) {
      reserve[slot] = chosen.reserves().contains(asked[slot]);
    }
    this.round = new Round(context, number, asked, reserve, asked.length);
  }

  /** The queries, in the order of their arrival. */
  List<Query> queries() {
    return queries;
  }

  /** How many places hold copies. */
  private int padding() {
    return context.coding().queries() - queries.size();
  }

  /** Sends the first round; calls back whenever one of its requests has finished. */
  void send(FMatrixRMaj coded, Runnable progress) {
    context.metrics().count(Event.GROUP_SENT, 1);
    context.metrics().count(Event.PLACE_PADDED, padding());
    round.send(coded, progress);
  }

  /** The query at one of the K places, not to be modified. */
  float[] query(int place) {
    return Coding.query(queries, place);
  }

  /** What to ask once more. */
  List<Recheck> rechecks(Received received) {
    int[] askable =
        Arrays.stream(received.slots().toArray())
            .filter(slot -> !context.pool().quarantined(asked[slot]))
            .toArray();
    WorkerSet slots = WorkerSet.of(received.slots().workers(), askable);
    return context.coding().rechecks(order, received, slots);
  }

  /** A second round that has not begun. */
  SecondRound secondRound(List<Recheck> rechecks, Runnable whenOver) {
    return new SecondRound(context, number, asked, rechecks, whenOver);
  }

  /**
   * Decodes for the first time, and notes what the answers tell of the workers.
   *
   * @param second what came of a second round
   * @param workerNanos from sending until now
   * @param disputeNanos spent on finding out what to ask once more
   */
  Settled settle(Received received, Outcome second, long workerNanos, long disputeNanos) {
    final long start = context.clockwork().now();
    Decoding decoding = decode(received, second);
    final long decodeNanos = context.clockwork().now() - start + disputeNanos;
    note(decoding);
    context.metrics().record(Stage.ENCODE, sent - begun);
    context.metrics().record(Stage.WORKER, workerNanos);
    context.metrics().record(Stage.DECODE, decodeNanos);
    return settled(decoding, second, false, workerNanos, decodeNanos);
  }

  /** Decodes once more, with answers that came later. */
  Settled refine(Received received, Outcome second, GroupReport before) {
    final long start = context.clockwork().now();
    Decoding decoding = decode(received, second);
    final long decodeNanos = context.clockwork().now() - start;
    return settled(decoding, second, true, before.workerNanos(), decodeNanos);
  }

  /** A decoded group; of a group that is not whole only the model's own answers count. */
  private record Decoding(Decoded decoded, boolean degraded, boolean whole) {

    boolean answers(int place) {
      return whole || decoded.provenances().get(place) == Provenance.EXACT;
    }
  }

  private Decoding decode(Received received, Outcome second) {
    Coding coding = context.coding();
    int answered = received.slots().size();
    if (answered >= coding.quorum()) {
      return new Decoding(coding.decode(order, received, second), false, true);
    }
    boolean whole = answered >= context.leastAnswers();
    if (whole || (answered > 0 && !coding.mayLie())) {
      try {
        return new Decoding(coding.decodeDegraded(order, received), true, whole);
      } catch (IllegalArgumentException cannot) {
        throw tooFew(answered);
      }
    }
    throw tooFew(answered);
  }

  private Settled settled(
      Decoding decoding, Outcome second, boolean refined, long workerNanos, long decodeNanos) {
    Decoded decoded = decoding.decoded();
    GroupReport report =
        new GroupReport(
            number,
            names(decoded.used()),
            names(decoded.liars()),
            decoding.degraded(),
            refined,
            padding(),
            second.asked(),
            second.settled().size(),
            sent - begun,
            workerNanos,
            second.nanos(),
            decodeNanos);
    List<Answer> answers = new ArrayList<>();
    List<Query> unanswered = new ArrayList<>();
    long now = context.clockwork().now();
    for (int i = 0; i < queries.size(); i++) {
      if (decoding.answers(i)) {
        answers.add(answer(queries.get(i), decoded, i, now));
      } else {
        unanswered.add(queries.get(i));
      }
    }
    return new Settled(new GroupResult(report, List.copyOf(answers)), unanswered);
  }

  private Answer answer(Query query, Decoded decoded, int place, long now) {
    FMatrixRMaj all = decoded.predictions();
    Provenance provenance = decoded.provenances().get(place);
    Confidence known = context.confidence();
    return new Answer(
        query,
        Answers.rows(all, place, 1),
        provenance,
        known == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(known.of(provenance, Margin.of(all, place))),
        begun - query.arrived(),
        now - query.arrived());
  }

  /** Why queries are not answered. */
  PredictionException tooFew(int received) {
    return new PredictionException(
        "only %d of %d workers answered, and a group is decoded from at least %d"
            .formatted(
                received,
                asked.length,
                Math.min(context.leastAnswers(), context.coding().quorum())),
        round.outcomes());
  }

  private void note(Decoding decoding) {
    Decoded decoded = decoding.decoded();
    for (int slot : decoded.liars().toArray()) {
      context.pool().lied(asked[slot]);
    }
    for (int slot : decoded.used().toArray()) {
      context.pool().believed(asked[slot]);
    }
    context.metrics().count(Event.WORKER_LIED, decoded.liars().size());
    context.metrics().count(Event.GROUP_DEGRADED, decoding.degraded() ? 1 : 0);
  }

  private List<String> names(WorkerSet slots) {
    return Arrays.stream(slots.toArray()).mapToObj(round::name).toList();
  }
}
