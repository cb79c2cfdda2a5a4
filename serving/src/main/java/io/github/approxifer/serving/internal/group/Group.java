package io.github.approxifer.serving.internal.group;

import io.github.approxifer.coding.EncodedGroup;
import io.github.approxifer.coding.answers.Recheck;
import io.github.approxifer.serving.PredictionException;
import io.github.approxifer.serving.health.WorkerPool.Chosen;
import io.github.approxifer.serving.internal.group.GroupState.Collecting;
import io.github.approxifer.serving.internal.group.GroupState.Decoding;
import io.github.approxifer.serving.internal.group.GroupState.Disputed;
import io.github.approxifer.serving.internal.group.GroupState.InGrace;
import io.github.approxifer.serving.internal.group.GroupState.Over;
import io.github.approxifer.serving.internal.group.GroupState.Refining;
import io.github.approxifer.serving.internal.group.GroupState.Sent;
import io.github.approxifer.serving.internal.group.GroupState.Waiting;
import io.github.approxifer.serving.internal.group.SentGroup.Settled;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.student.StudentDesk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One group on its way, from its queries to their ends. What happens to it (an answer, a time that
 * is up, the end of a second round, being abandoned) may take it to the next {@link GroupState},
 * and whoever took it there does what is then to be done.
 *
 * <p>Encoding and decoding happen on the threads of the coordinator. Whatever goes wrong on the way
 * fails the queries; none is left without an end. Thread-safe.
 */
public final class Group extends Course {
  private static final Logger LOG = LoggerFactory.getLogger(Group.class);

  /**
   * A group that has not begun.
   *
   * @param context of the predictor
   * @param queries 1 to K
   * @param number counts the groups of the predictor
   */
  public Group(GroupContext context, List<? extends Query> queries, long number) {
    super(context, number, new Collecting(List.copyOf(queries)));
  }

  /** Has the group encoded and sent. To be called once. */
  public void begin() {
    GroupState from = state();
    promise(from.queries(), this::answerNow);
    step(from, () -> send((Collecting) from));
  }

  /** Fails what is not answered yet: nobody waits for the workers any more. */
  public void abandon() {
    GroupState from = state();
    Map<String, String> outcomes =
        from instanceof GroupState.Out out ? out.group().round.outcomes() : Map.of();
    fail(
        new PredictionException(
            "the predictor was closed before enough workers had answered", outcomes));
  }

  /** Awaits no more late answers: refines with those that have come, if there are any. */
  public void stopRefining() {
    if (state() instanceof Refining refining) {
      refine(refining);
    }
  }

  /**
   * Has queries answered whose own answers have come, while the group waits for others. Where
   * somebody may lie, an answer alone is none.
   */
  public void answerOwn() {
    if (state() instanceof Waiting waiting && waiting.group().ownAnswers.more()) {
      step(waiting, () -> context.ends().answered(waiting.group().own(), false));
    }
  }

  // ----------------------------------------------------------------------------------- collecting

  private void send(Collecting collecting) {
    final long begun = context.clockwork().now();
    List<Query> queries = keep(collecting.queries(), query -> !query.givenUp());
    Collecting kept = new Collecting(queries);
    if (!go(collecting, queries.isEmpty() ? new Over() : kept)) {
      return;
    }
    context.ends().dropped(others(collecting.queries(), queries));
    if (queries.isEmpty()) {
      context.ends().over(number);
      return;
    }
    encode(kept, begun);
  }

  /** Encodes. Queries that are finite but too large for a mixture fail without their neighbours. */
  private void encode(Collecting collecting, long begun) {
    List<Query> queries = collecting.queries();
    try {
      encode(collecting, queries, begun);
    } catch (IllegalArgumentException failure) {
      List<Query> fit =
          keep(queries, query -> context.coding().of(queries.size()).fits(query.values()));
      if (fit.isEmpty() || fit.size() == queries.size()) {
        throw failure;
      }
      Collecting smaller = new Collecting(fit);
      if (go(collecting, smaller)) {
        context.ends().failed(others(queries, fit), failure);
        encode(smaller, fit, begun);
      }
    }
  }

  private void encode(Collecting collecting, List<Query> queries, long begun) {
    Coding coding = context.coding().of(queries.size());
    FMatrixRMaj places = coding.places(queries);
    StudentDesk.Answers students = coding.ordersByStudent() ? context.desk().answer(places) : null;
    send(collecting, coding, coding.encode(places, students), students, begun);
  }

  private static List<Query> keep(List<Query> queries, Predicate<Query> these) {
    return queries.stream().filter(these).toList();
  }

  private static List<Query> others(List<Query> queries, List<Query> kept) {
    List<Query> others = new ArrayList<>(queries);
    others.removeAll(kept);
    return others;
  }

  private void send(
      Collecting collecting,
      Coding coding,
      EncodedGroup encoded,
      StudentDesk.@Nullable Answers students,
      long begun) {
    Chosen chosen = context.choose(coding);
    SentGroup group =
        new SentGroup(
            context,
            coding,
            number,
            collecting.queries(),
            encoded.order(),
            chosen,
            students,
            begun);
    Sent sent = new Sent(group);
    if (!go(collecting, sent)) {
      context.pool().notAsked(chosen);
      return;
    }
    allow(sent, context.times().deadline(), this::deadline);
    group.send(encoded.coded(), this::progress);
    progress();
    if (context.desk().occupied()) {
      group.students();
    }
  }

  // ------------------------------------------------------------------------------ sent, in grace

  /** A request has finished. */
  private void progress() {
    GroupState now = state();
    if (now instanceof Refining refining) {
      if (refining.group().round.allFinished()) {
        step(now, () -> refine(refining));
      }
    } else if (now instanceof Waiting waiting) {
      SentGroup group = waiting.group();
      int needed = group.coding.quorum();
      if (group.round.callReserves(needed, this::progress)) {
        progress();
        return;
      }
      boolean quorum = group.round.answered() >= needed;
      if (group.round.nothingToCome(needed)
          || (quorum && context.times().grace() == 0)
          || group.ownAnswers.complete()) {
        decode(waiting, false);
      } else if (quorum && waiting instanceof Sent) {
        grace(waiting);
      }
    }
  }

  private void grace(Waiting waiting) {
    SentGroup group = waiting.group();
    InGrace grace = new InGrace(group);
    if (go(waiting, grace)) {
      long left = group.sent + context.times().deadline() - context.clockwork().now();
      allow(grace, Math.min(left, context.times().grace()), () -> decode(grace, false));
      progress();
    }
  }

  private void deadline() {
    if (state() instanceof Sent sent) {
      decode(sent, true);
    }
  }

  // ------------------------------------------------------------------------------------- decoding

  /**
   * Goes on to decode with what has come.
   *
   * @param missed whether the deadline has passed, which is a failure of those that are late
   */
  private void decode(Waiting waiting, boolean missed) {
    SentGroup group = waiting.group();
    long workerNanos = context.clockwork().now() - group.sent;
    Decoding decoding = new Decoding(group, workerNanos, false);
    if (go(waiting, decoding)) {
      step(decoding, () -> decide(decoding, missed));
    }
  }

  /** Decodes, or asks once more first. */
  private void decide(Decoding waiting, boolean missed) {
    SentGroup group = waiting.group();
    Decoding decoding = new Decoding(group, waiting.workerNanos(), true);
    if (!go(waiting, decoding)) {
      return;
    }
    Received received = group.round.take(context.times().refinement() == 0);
    group.round.late(received.outstanding(), missed);
    if (missed) {
      group.round.missed(received.outstanding());
    }
    decideOrAsk(decoding, decoding, received, Outcome.NONE, 0);
  }

  /**
   * Asks once more, if the decoder wants it and there is time, or decodes.
   *
   * @param in the state in which this is decided
   * @param second what came of further rounds so far
   * @param disputeNanos spent on finding out what to ask so far
   */
  private void decideOrAsk(
      GroupState in, Decoding decoding, Received received, Outcome second, long disputeNanos) {
    SentGroup group = decoding.group();
    final long start = context.clockwork().now();
    List<Recheck> rechecks = group.rechecks(received, second);
    final long nanos = disputeNanos + context.clockwork().now() - start;
    long left =
        Math.min(
            group.sent + context.times().deadline() - context.clockwork().now(),
            context.times().secondRound() - second.nanos());
    if (rechecks.isEmpty() || left <= 0) {
      settle(in, decoding, received, second, nanos);
      return;
    }
    SecondRound again = group.secondRound(rechecks, this::secondRoundOver);
    if (go(in, new Disputed(decoding, again, received, second, nanos))) {
      again.start(group::query, left);
    }
  }

  private void secondRoundOver() {
    if (state() instanceof Disputed disputed) {
      step(disputed, () -> heard(disputed));
    }
  }

  /** A further round is over. Where nobody answered it, another one would be in vain, too. */
  private void heard(Disputed disputed) {
    Outcome latest = disputed.again().outcome();
    Outcome all = disputed.earlier().and(latest);
    if (latest.settled().isEmpty()) {
      settle(disputed, disputed.before(), disputed.received(), all, disputed.disputeNanos());
    } else {
      decideOrAsk(disputed, disputed.before(), disputed.received(), all, disputed.disputeNanos());
    }
  }

  /** Decodes and hands the predictions out. */
  private void settle(
      GroupState in, Decoding decoding, Received received, Outcome second, long disputeNanos) {
    if (state() != in) {
      return;
    }
    SentGroup group = decoding.group();
    Settled settled = group.settle(received, second, decoding.workerNanos(), disputeNanos);
    boolean more =
        context.times().refinement() > 0
            && !received.outstanding().isEmpty()
            && settled.unanswered().isEmpty()
            && !group.ownAnswers.complete();
    Refining refining = new Refining(group, settled.result(), second, received.slots().size());
    if (!go(in, more ? refining : new Over())) {
      return;
    }
    context.ends().answered(settled.result(), more);
    if (!settled.unanswered().isEmpty()) {
      context.ends().failed(settled.unanswered(), group.tooFew(received.slots().size()));
    }
    if (more) {
      allow(refining, context.times().refinement(), () -> step(refining, () -> refine(refining)));
      progress();
    } else {
      group.round.end();
      context.ends().over(number);
    }
  }

  // ---------------------------------------------------------------------------- answering in time

  /** Answers with what has come, whatever the group is waiting for. */
  private void answerNow() {
    GroupState now = state();
    if (now instanceof Disputed disputed) {
      disputed.again().cancel();
      settle(
          disputed, disputed.before(), disputed.received(), Outcome.NONE, disputed.disputeNanos());
      return;
    }
    SentGroup group;
    if (now instanceof Collecting collecting) {
      group = SentGroup.unsent(context, number, collecting.queries());
    } else if (now instanceof Waiting || (now instanceof Decoding decoding && !decoding.begun())) {
      group = ((GroupState.Out) now).group();
    } else {
      return; // It is answered, or is being decoded at this moment.
    }
    Decoding mine = new Decoding(group, context.clockwork().now() - group.sent, true);
    if (!go(now, mine)) {
      answerNow();
      return;
    }
    Received received = group.round.take(context.times().refinement() == 0);
    group.round.late(received.outstanding(), true);
    settle(mine, mine, received, Outcome.NONE, 0);
  }

  // ------------------------------------------------------------------------------------- refining

  /** Predicts again with what has come since. */
  private void refine(Refining refining) {
    if (!go(refining, new Over())) {
      return;
    }
    GroupResult first = refining.first();
    try {
      Received received = refining.group().round.take(true);
      if (received.slots().size() > refining.answered()) {
        Settled after = refining.group().refine(received, refining.second(), first.report());
        context.metrics().count(Event.GROUP_REFINED, 1);
        context.ends().refined(after.result());
        return;
      }
      context.ends().notRefined(first.queries());
    } catch (Throwable failure) {
      LOG.warn("group {}: late answers could not be decoded", number, failure);
      context.ends().notRefined(first.queries());
    } finally {
      context.ends().over(number);
    }
  }

  // ----------------------------------------------------------------------------------------- over

  @Override
  void fail(Throwable failure) {
    GroupState from = state();
    while (!go(from, new Over())) {
      from = state();
    }
    if (from instanceof Over) {
      return;
    }
    if (from instanceof GroupState.Out out) {
      out.group().round.end();
    }
    if (from instanceof Disputed disputed) {
      disputed.again().cancel();
    }
    if (from instanceof Refining refining) {
      context.ends().notRefined(refining.first().queries());
    } else {
      context.ends().failed(from.queries(), failure);
    }
    context.ends().over(number);
  }
}
