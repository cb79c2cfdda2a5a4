package io.github.approxifer.serving;

import io.github.approxifer.serving.Callbacks.Completion;
import io.github.approxifer.serving.internal.group.Clockwork;
import io.github.approxifer.serving.internal.group.Ends;
import io.github.approxifer.serving.internal.group.GroupResult;
import io.github.approxifer.serving.internal.group.GroupResult.Answer;
import io.github.approxifer.serving.internal.group.Query;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.metrics.ServingMetrics;
import io.github.approxifer.serving.metrics.Sparing;
import io.github.approxifer.serving.metrics.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells callers how their queries have ended, and counts it. Thread-safe. */
final class Endings implements Ends {
  private static final Logger LOG = LoggerFactory.getLogger(CodedPredictor.class);
  private static final long LOOK_NANOS = 2_000_000;

  private final ServingMetrics metrics;
  private final Callbacks callbacks;
  private final Clockwork clockwork;
  private final LongConsumer whenOver;
  private final Sparing warnings;
  private final AtomicBoolean looking = new AtomicBoolean();

  Endings(ServingMetrics metrics, Callbacks callbacks, Clockwork clockwork, LongConsumer whenOver) {
    this.metrics = metrics;
    this.callbacks = callbacks;
    this.clockwork = clockwork;
    this.whenOver = whenOver;
    this.warnings = new Sparing(clockwork::now);
  }

  /** The end of a query: with a prediction or a failure. */
  private record End(
      PendingQuery query,
      @Nullable Prediction prediction,
      @Nullable Throwable failure,
      ServingMetrics metrics)
      implements Completion {

    @Override
    public void complete() {
      Event event = prediction != null ? Event.QUERY_ANSWERED : Event.QUERY_FAILED;
      boolean cancelled = query.future.isDone();
      metrics.count(cancelled ? Event.QUERY_CANCELLED : event, 1);
      query.leave();
      boolean done =
          failure == null
              ? query.future.complete(prediction)
              : query.future.completeExceptionally(failure);
      if (!done && !cancelled) {
        metrics.count(event, -1);
        metrics.count(Event.QUERY_CANCELLED, 1);
      }
    }

    @Override
    public boolean isComplete() {
      return query.future.isDone();
    }
  }

  /** A refinement: of a prediction by another one, or by itself. */
  private record Refinement(Prediction of, Prediction by) implements Completion {
    @Override
    public void complete() {
      of.refineTo(by);
    }

    @Override
    public boolean isComplete() {
      return of.isRefined();
    }
  }

  @Override
  public void answered(GroupResult result, boolean refinable) {
    warn(result.report());
    List<Completion> ends = new ArrayList<>(result.answers().size());
    for (Answer answer : result.answers()) {
      PendingQuery query = pending(answer.query());
      if (!query.end()) {
        continue;
      }
      Prediction prediction = new Prediction(answer, result.report(), refinable);
      query.predicted(prediction);
      metrics.record(Stage.QUEUE, answer.queueNanos());
      metrics.record(Stage.TOTAL, answer.totalNanos());
      ends.add(new End(query, prediction, null, metrics));
    }
    hand(ends);
  }

  private void warn(GroupReport report) {
    String warning = report.warning();
    if (warning != null) {
      metrics.count(Event.GROUP_WARNED, 1);
      warnings.say(others -> LOG.warn("group {}: {}{}", report.number(), warning, others));
    }
  }

  @Override
  public void failed(List<? extends Query> queries, Throwable failure) {
    List<Completion> ends = new ArrayList<>(queries.size());
    for (Query query : queries) {
      PendingQuery pending = pending(query);
      if (pending.end()) {
        ends.add(new End(pending, null, failure, metrics));
      }
    }
    hand(ends);
  }

  @Override
  public void dropped(List<? extends Query> queries) {
    for (Query query : queries) {
      if (pending(query).end()) {
        metrics.count(Event.QUERY_CANCELLED, 1);
        pending(query).leave();
      }
    }
  }

  @Override
  public void refined(GroupResult result) {
    List<Completion> refinements = new ArrayList<>();
    for (Answer answer : result.answers()) {
      Prediction better = new Prediction(answer, result.report(), false);
      refine(answer.query(), better, refinements);
    }
    hand(refinements);
  }

  @Override
  public void notRefined(List<? extends Query> queries) {
    List<Completion> refinements = new ArrayList<>();
    queries.forEach(query -> refine(query, null, refinements));
    hand(refinements);
  }

  private static void refine(
      Query query, @Nullable Prediction better, List<Completion> refinements) {
    Prediction prediction = pending(query).prediction();
    if (prediction != null) {
      refinements.add(new Refinement(prediction, better == null ? prediction : better));
    }
  }

  @Override
  public void over(long group) {
    whenOver.accept(group);
  }

  private void hand(List<Completion> completions) {
    if (completions.isEmpty()) {
      return;
    }
    callbacks.complete(completions);
    if (looking.compareAndSet(false, true)) {
      var unused = clockwork.after(LOOK_NANOS, this::look);
    }
  }

  private void look() {
    looking.set(false);
    if (callbacks.look() && looking.compareAndSet(false, true)) {
      var unused = clockwork.after(LOOK_NANOS, this::look);
    }
  }

  private static PendingQuery pending(Query query) {
    if (query instanceof PendingQuery pending) {
      return pending;
    }
    throw new IllegalStateException("a query of another predictor: " + query);
  }
}
