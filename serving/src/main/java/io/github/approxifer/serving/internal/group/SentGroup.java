package io.github.approxifer.serving.internal.group;

import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.answers.Recheck;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.confidence.Confidence;
import io.github.approxifer.coding.confidence.Margin;
import io.github.approxifer.coding.order.QueryOrder;
import io.github.approxifer.serving.GroupReport;
import io.github.approxifer.serving.PredictionException;
import io.github.approxifer.serving.health.WorkerPool.Chosen;
import io.github.approxifer.serving.internal.group.Coding.Predicted;
import io.github.approxifer.serving.internal.group.GroupResult.Answer;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.metrics.Stage;
import io.github.approxifer.serving.student.StudentDesk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * What is settled when a group is sent: which queries, in which order, to whom, and the first round
 * of requests. Turns answers into predictions, and what they tell of the workers into their health.
 * Thread-safe.
 */
final class SentGroup {
  final Coding coding;
  final Round round;
  final OwnAnswers ownAnswers;
  final long sent;

  private final GroupContext context;
  private final long number;
  private final List<Query> queries;
  private final QueryOrder order;
  private final int[] asked;
  private final long begun;
  private final Object studentLock = new Object();

  // Guarded by the lock of the student.
  private boolean studentAsked;
  private StudentDesk.@Nullable Answers studentAnswers;

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
   * @param coding of so many queries
   * @param queries 1 to K, in the order of their arrival
   * @param order in which they were encoded
   * @param chosen the workers
   * @param students the student's answers to the K places, if it was asked before
   * @param begun when it began to be encoded
   */
  SentGroup(
      GroupContext context,
      Coding coding,
      long number,
      List<Query> queries,
      QueryOrder order,
      Chosen chosen,
      StudentDesk.@Nullable Answers students,
      long begun) {
    this.studentAsked = students != null;
    this.studentAnswers = students;
    this.context = context;
    this.coding = coding;
    this.number = number;
    this.queries = queries;
    this.order = order;
    this.begun = begun;
    this.sent = context.clockwork().now();
    List<Integer> workers = new ArrayList<>(chosen.asked());
    workers.addAll(chosen.reserves());
    this.asked = coding.slots(workers);
    boolean[] reserve = new boolean[asked.length];
    for (int slot = 0; slot < asked.length; slot++) {
      reserve[slot] = chosen.reserves().contains(asked[slot]);
    }
    this.round = new Round(context, number, asked, reserve, asked.length);
    this.ownAnswers = new OwnAnswers(coding, order, queries.size(), round);
  }

  /** The queries, in the order of their arrival. */
  List<Query> queries() {
    return queries;
  }

  /** A group that is not sent: no answers will come. */
  static SentGroup unsent(GroupContext context, long number, List<Query> queries) {
    Coding coding = context.coding().of(queries.size());
    return new SentGroup(
        context,
        coding,
        number,
        queries,
        QueryOrder.identity(coding.queries()),
        new Chosen(List.of(), List.of()),
        null,
        context.clockwork().now());
  }

  /** How many places hold copies. */
  private int padding() {
    return coding.queries() - queries.size();
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

  /** Has the student answer the queries, if there is one and it has not yet. */
  StudentDesk.@Nullable Answers students() {
    synchronized (studentLock) {
      if (!studentAsked && context.desk().occupied()) {
        studentAnswers = context.desk().answer(coding.places(queries));
      }
      studentAsked = true;
      return studentAnswers;
    }
  }

  /** The own answers of queries that have not ended. */
  GroupResult own() {
    Received received = ownAnswers.take();
    long now = context.clockwork().now();
    Predicted own = coding.own(order, received, context.classes());
    List<Answer> answers = new ArrayList<>();
    ownAnswers
        .places(received)
        .filter(place -> !queries.get(place).ended())
        .forEach(place -> answers.add(answer(queries.get(place), own, place, now)));
    GroupReport report =
        report(names(received.slots()), List.of(), false, false, Outcome.NONE, now - sent, 0, null);
    return new GroupResult(report, List.copyOf(answers));
  }

  /** What to ask once more. */
  List<Recheck> rechecks(Received received, Outcome second) {
    int[] askable =
        Arrays.stream(received.slots().toArray())
            .filter(slot -> !context.pool().quarantined(asked[slot]))
            .toArray();
    WorkerSet slots = WorkerSet.of(received.slots().workers(), askable);
    return coding.rechecks(order, received, second, students(), slots);
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
    if (context.desk().wanted()) {
      learn(decoding);
      fill(decoding);
      context
          .metrics()
          .count(Event.STUDENT_ANSWERED, count(decoding.predicted(), Provenance.STUDENT));
    }
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
    fill(decoding);
    final long decodeNanos = context.clockwork().now() - start;
    return settled(decoding, second, true, before.workerNanos(), decodeNanos);
  }

  /**
   * A decoded group.
   *
   * @param degraded whether answers were too few, and not all predictions are the model's own
   * @param whole whether all of it counts, not only what is certain
   * @param filled whether whatever is not a worker's own answer is to be the student's
   */
  private record Decoding(Predicted predicted, boolean degraded, boolean whole, boolean filled) {

    boolean answers(int place) {
      Provenance provenance = predicted.provenance(place);
      return whole || provenance == Provenance.EXACT || provenance == Provenance.STUDENT;
    }
  }

  /**
   * Makes predictions of what has come. With fewer answers than the quorum, whatever is not a
   * worker's own answer is the student's, unless the decoder has looked at the student's answers
   * itself; without a student it counts only if enough answers are there.
   */
  private Decoding decode(Received received, Outcome second) {
    boolean quorum = received.slots().size() >= coding.quorum();
    boolean student = students() != null;
    if (coding.decodesWithStudent() && !student && !coding.mayLie()) {
      Predicted own = coding.own(order, received, context.classes());
      return new Decoding(own, !isExact(own), false, false);
    }
    if (quorum) {
      return new Decoding(coding.decode(order, received, second, students()), false, true, false);
    }
    int answered = received.slots().size();
    boolean enough = answered > 0 && answered >= context.leastAnswers();
    boolean witnessed = coding.decodesWithStudent() && student;
    if (witnessed || enough || (answered > 0 && !coding.mayLie())) {
      try {
        Predicted few = coding.decode(order, received, second, students());
        return new Decoding(few, coding.mayLie() || !isExact(few), witnessed || enough, !witnessed);
      } catch (IllegalArgumentException cannot) {
        return new Decoding(coding.nothing(context.classes()), true, false, true);
      }
    }
    return new Decoding(coding.nothing(context.classes()), true, false, true);
  }

  /** How many queries have predictions that were obtained so. */
  private int count(Predicted predicted, Provenance so) {
    return (int)
        IntStream.range(0, queries.size())
            .filter(place -> predicted.provenance(place) == so)
            .count();
  }

  private boolean isExact(Predicted predicted) {
    return count(predicted, Provenance.EXACT) == queries.size();
  }

  /** Puts the student's answers where there is nothing better. */
  private void fill(Decoding decoding) {
    StudentDesk.Answers student = students();
    for (int place = 0; student != null && place < queries.size(); place++) {
      Provenance provenance = decoding.predicted().provenance(place);
      if (provenance == Provenance.GUESSED
          || (decoding.filled() && provenance != Provenance.EXACT)) {
        decoding.predicted().fill(place, student.values());
      }
    }
  }

  /** Has the student's desk compare and record the answers that are the model's own. */
  private void learn(Decoding decoding) {
    StudentDesk.Answers student = students();
    FMatrixRMaj all = decoding.predicted().predictions();
    int classes = all.numCols;
    for (int place = 0; place < queries.size(); place++) {
      if (decoding.predicted().provenance(place) == Provenance.EXACT) {
        float[] answer = Arrays.copyOfRange(all.data, place * classes, (place + 1) * classes);
        context.desk().learned(query(place), answer, student, place);
      }
    }
  }

  private Settled settled(
      Decoding decoding, Outcome second, boolean refined, long workerNanos, long decodeNanos) {
    Predicted predicted = decoding.predicted();
    GroupReport report =
        report(
            names(predicted.used()),
            names(predicted.liars()),
            decoding.degraded(),
            refined,
            second,
            workerNanos,
            decodeNanos,
            predicted.warning());
    List<Answer> answers = new ArrayList<>();
    List<Query> unanswered = new ArrayList<>();
    long now = context.clockwork().now();
    for (int i = 0; i < queries.size(); i++) {
      if (decoding.answers(i)) {
        answers.add(answer(queries.get(i), predicted, i, now));
      } else {
        unanswered.add(queries.get(i));
      }
    }
    return new Settled(new GroupResult(report, List.copyOf(answers)), unanswered);
  }

  private GroupReport report(
      List<String> used,
      List<String> liars,
      boolean degraded,
      boolean refined,
      Outcome second,
      long workerNanos,
      long decodeNanos,
      @Nullable String warning) {
    return new GroupReport(
        number,
        used,
        liars,
        degraded,
        refined,
        padding(),
        second.asked(),
        second.settled().size(),
        sent - begun,
        workerNanos,
        second.nanos(),
        decodeNanos,
        warning);
  }

  private Answer answer(Query query, Predicted predicted, int place, long now) {
    FMatrixRMaj all = predicted.predictions();
    Provenance provenance = predicted.provenance(place);
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
    if (coding.decodesWithStudent() && students() == null) {
      return new PredictionException(
          "no worker answered the query, and %s"
              .formatted(context.desk().occupied() ? "the student failed" : "there is no student"),
          round.outcomes());
    }
    return new PredictionException(
        "only %d of %d workers answered, and a group is decoded from at least %d"
            .formatted(received, asked.length, Math.min(context.leastAnswers(), coding.quorum())),
        round.outcomes());
  }

  private void note(Decoding decoding) {
    Predicted predicted = decoding.predicted();
    for (int slot : predicted.liars().toArray()) {
      context.pool().lied(asked[slot]);
    }
    for (int slot : predicted.used().toArray()) {
      context.pool().believed(asked[slot]);
    }
    context.metrics().count(Event.WORKER_LIED, predicted.liars().size());
    context.metrics().count(Event.GROUP_DEGRADED, decoding.degraded() ? 1 : 0);
  }

  private List<String> names(WorkerSet slots) {
    return Arrays.stream(slots.toArray()).mapToObj(round::name).toList();
  }
}
